import { NAS, ECS_FILE, structured, testRule, texts, type RuleRow } from './ruleRows.ts';

const controls = /^Holds a control character/;
const empty = /^Must not be empty\./;
describe('pattern', () => {
  testRule('pattern', [
    ...texts.map(([passes, key]): RuleRow => ({
      rule: `${key} is not empty`,
      passes: { ...passes, [key]: 'x' },
      breaks: { [key]: '' },
      at: '""',
      says: empty,
    })),
    ...texts.map(([passes, key]): RuleRow => ({
      rule: `${key} holds no line break`,
      passes: { ...passes, [key]: '😀' },
      breaks: { [key]: 'x\n' },
      at: '"x\\n"',
      says: controls,
    })),
    {
      rule: 'TargetPath is not empty',
      passes: { ...ECS_FILE, TargetPath: '/a b' },
      breaks: { TargetPath: '' },
      at: '""',
      says: empty,
    },
    { rule: 'no text holds NUL', passes: ECS_FILE, breaks: { TargetPath: 'a\0' }, at: '"a\\u0000"', says: /NUL/ },
    {
      rule: 'no text holds half a surrogate pair',
      passes: ECS_FILE,
      breaks: { TargetPath: '\ud800' },
      at: '"\\ud800"',
      says: /surrogate/,
    },
    {
      rule: 'Include has no empty path',
      passes: { ...NAS, Include: ['/'] },
      breaks: { Include: [''] },
      at: '""',
      says: empty,
    },
    {
      rule: 'Include as a string holds no empty path',
      passes: { ...NAS, Include: '["/"]' },
      breaks: { Include: '[""]' },
      at: '\\"\\"',
      says: empty,
      own: true,
    },
    ...structured.map(([passes, key]): RuleRow => ({
      rule: `${key} is not an empty string`,
      passes,
      breaks: { [key]: '' },
      at: '""',
      says: empty,
    })),
    {
      rule: '$region is a region ID',
      passes: { ...NAS, $region: 'cn-hangzhou' },
      breaks: { $region: 'evil.example/#' },
      at: '"evil.example/#"',
      says: /^Must be a region ID/,
    },
    {
      rule: "$region is no bucket's host",
      passes: { ...NAS, $region: 'cn-hangzhou' },
      breaks: { $region: 'oss-cn-hangzhou' },
      at: '"oss-cn-hangzhou"',
      says: /^Must be a region ID/,
    },
  ]);
});
