import { spec, testWarnings } from './ruleRows.ts';

describe('replacedCharacter', () => {
  testWarnings([
    [
      'a path that was read with another encoding',
      spec('NAS', { TargetPath: '/home/caf\ufffd' }),
      ['replacedCharacter', '"/home/caf\ufffd"', /save it as UTF-8\.$/],
    ],
    [
      'each one in a list',
      spec('NAS', { Options: { includes: ['/a', '/\ufffd'], excludes: ['/\ufffd/b'] } }),
      ['replacedCharacter', '"/\ufffd"', /this is another path/],
      ['replacedCharacter', '"/\ufffd/b"', /this is another path/],
    ],
    [
      'one in a list that is written as a string',
      spec('ECS_FILE', { TargetPath: '/restored', Include: ['/b'], Exclude: '["/b/\ufffd"]' }),
      ['replacedCharacter', '\\"/b/\ufffd\\"', /this is another path/],
    ],
    ['other characters', spec('NAS', { TargetPath: '/备份/café/😀' })],
  ]);
});
