import { NAS, OTS_TABLE, UDM, testRule, type RuleRow } from './ruleRows.ts';

const structured: [Record<string, unknown>, string][] = [
  [UDM, 'UdmDetail'],
  [OTS_TABLE, 'OtsDetail'],
  [NAS, 'TargetContainer'],
  [NAS, 'Options'],
  [NAS, 'FailbackDetail'],
];

describe('notJson', () => {
  testRule('notJson', [
    {
      rule: 'Include as a string holds an array',
      passes: { ...NAS, Include: '["/"]' },
      breaks: { Include: '/home' },
      at: '"/home"',
      says: /must hold a JSON array/,
      own: true,
    },
    ...structured.map(([passes, key]): RuleRow => ({
      rule: `${key} as a string holds an object`,
      passes,
      breaks: { [key]: '{,}' },
      at: '"{,}"',
      says: /must hold a JSON object/,
      own: true,
    })),
  ]);
});
