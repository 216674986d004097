import { spec, testWarnings } from './ruleRows.ts';

const ecs = (more: Record<string, unknown>) => spec('ECS_FILE', more);
const says = /^UseVSS can't restore several folders at once, and this spec has 2 paths/;

describe('vssFolders', () => {
  testWarnings([
    [
      'several paths of Include',
      ecs({ Include: ['C:\\a', 'C:\\b'], Options: { UseVSS: true } }),
      ['vssFolders', 'true', says],
    ],
    [
      'several paths of Options, and in a string',
      ecs({ Options: '{"UseVSS":true,"includes":["C:\\\\a","C:\\\\b"]}' }),
      ['vssFolders', 'true', says],
    ],
    ['one path', ecs({ Include: ['C:\\a'], Options: { UseVSS: true } })],
    ['UseVSS that is off', ecs({ Include: ['C:\\a', 'C:\\b'], Options: { UseVSS: false } })],
    ['several excluded paths', ecs({ Exclude: ['C:\\a', 'C:\\b'], Options: { UseVSS: true } })],
  ]);
});
