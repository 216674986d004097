import { spec, testWarnings } from './ruleRows.ts';

describe('mixedPaths', () => {
  testWarnings([
    [
      'a Windows target for Linux files',
      spec('ECS_FILE', { TargetPath: 'C:\\', Include: ['/home'] }),
      ['mixedPaths', JSON.stringify('C:\\'), /^A Windows path/],
    ],
    [
      'a Linux target for Windows files',
      spec('ECS_FILE', { TargetPath: '/', Include: ['C:\\a'] }),
      ['mixedPaths', '"/"', /^A Linux path/],
    ],
    [
      'two systems in one list, once',
      spec('ECS_FILE', { TargetPath: '/', Include: ['/a', 'D:\\b', 'D:\\c'] }),
      ['mixedPaths', JSON.stringify('D:\\b'), /^A Windows path/],
    ],
    [
      'a Windows path on NAS',
      spec('NAS', { TargetPath: '\\\\x\\y' }),
      ['mixedPaths', '"\\\\\\\\x\\\\y"', /^A Windows path/],
    ],
    [
      'a Windows path in a list of Options on NAS',
      spec('NAS', { Options: { includes: ['C:\\a'] } }),
      ['mixedPaths', JSON.stringify('C:\\a'), /^A Windows path/],
    ],
    [
      'relative paths only that they are relative, since they are of any system',
      spec('ECS_FILE', { TargetPath: '/', Include: ['a/b', 'c:x'] }),
      ['relativePath', '"a/b"', /relative/],
      ['relativePath', '"c:x"', /relative/],
    ],
  ]);
});
