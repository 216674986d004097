import { newer } from '../validSpecs.ts';
import { spec, testWarnings, type WarningRow } from './ruleRows.ts';

const says = /^This path is relative/;

describe('relativePath', () => {
  testWarnings([
    ['a relative path', spec('NAS', { TargetPath: 'restored' }), ['relativePath', '"restored"', says]],
    [
      'relative paths of lists',
      spec('ECS_FILE', { TargetPath: '/', Include: ['home/alice'], Exclude: ['C:temp', '\\temp', '/tmp'] }),
      ['relativePath', '"home/alice"', says],
      ['relativePath', '"C:temp"', says],
      ['relativePath', '"\\\\temp"', says],
    ],
    [
      'a relative path in a string, of CPFS',
      JSON.stringify({ ...newer['COMMON_FILE_SYSTEM'], Include: '["a"]' }),
      ['relativePath', '\\"a\\"', says],
    ],
    ['a relative path of Options', spec('NAS', { Options: { includes: ['a', '/b'] } }), ['relativePath', '"a"', says]],
    ...['/', '/a b', '*.log', '?x', '[ab]/c'].map((path): WarningRow => [
      path,
      spec('COMMON_FILE_SYSTEM', { Include: [path] }),
    ]),
    ['paths of Windows', spec('ECS_FILE', { TargetPath: 'C:/', Include: ['d:\\', '\\\\host\\share', 'E:'] })],
    ['names in OSS', spec('OSS', { Options: { includes: ['photos/'] } })],
    ['a table', spec('OTS_TABLE', { Include: ['orders'] })],
  ]);
});
