import { NAS, structured, testRule, texts, type RuleRow } from './ruleRows.ts';

describe('wrongType', () => {
  testRule('wrongType', [
    ...texts.map(([passes, key]): RuleRow => ({
      rule: `${key} is a string`,
      passes,
      breaks: { [key]: 7 },
      at: '7',
      says: /Incorrect type|Must be a text in double quotes/,
    })),
    {
      rule: 'TargetCreateTime is whole',
      passes: NAS,
      breaks: { TargetCreateTime: 1.5 },
      at: '1.5',
      says: /^Must be a whole UNIX time/,
    },
    {
      rule: 'TargetCreateTime is a number',
      passes: NAS,
      breaks: { TargetCreateTime: '1554347313' },
      at: '"1554347313"',
      says: /^Must be a whole UNIX time/,
    },
    { rule: 'Include is paths', passes: NAS, breaks: { Include: {} }, at: '{}', says: /^Write an array of paths/ },
    ...structured.map(([passes, key]): RuleRow => ({
      rule: `${key} is an object or its string`,
      passes,
      breaks: { [key]: [] },
      at: '[]',
      says: /^Write an object/,
    })),
    {
      rule: 'Options takes any key, its known ones are checked',
      passes: { ...NAS, Options: { later: 1.5 } },
      breaks: { Options: { UseVSS: 'yes' } },
      at: '"yes"',
      says: /boolean|true or false/,
    },
    {
      rule: 'InitiatedByAck is true or false',
      passes: { ...NAS, InitiatedByAck: false },
      breaks: { InitiatedByAck: 'false' },
      at: '"false"',
      says: /boolean|true or false/,
    },
    {
      rule: 'CrossAccountUserId is a number',
      passes: { ...NAS, CrossAccountUserId: 1589750000004625 },
      breaks: { CrossAccountUserId: '1' },
      at: '"1"',
      says: /^Must be an account ID/,
    },
    {
      rule: 'null is no value',
      passes: NAS,
      breaks: { SnapshotHash: null },
      at: 'null',
      says: /string|Must be a text/,
    },
  ]);
});
