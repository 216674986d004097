import { NAS, OTS_TABLE, UDM, testRule } from './ruleRows.ts';

describe('unknownKey', () => {
  testRule('unknownKey', [
    {
      rule: 'UdmDetail has no other keys',
      passes: UDM,
      breaks: { UdmDetail: { sourceInstanceId: 'i-1', boot: true } },
      at: '"boot"',
      says: /^Property "?boot"? is not allowed/,
    },
    {
      rule: 'OtsDetail has no other keys',
      passes: OTS_TABLE,
      breaks: { OtsDetail: { Overwrite: true } },
      at: '"Overwrite"',
      says: /^Property "?Overwrite"? is not allowed/,
    },
    {
      rule: 'TargetContainer has no other keys',
      passes: { ...NAS, TargetContainer: { host: 'h' } },
      breaks: { TargetContainer: { hosts: 'h' } },
      at: '"hosts"',
      says: /^Property "?hosts"? is not allowed/,
    },
    {
      rule: 'unknown keys are named',
      passes: NAS,
      breaks: { TargetPaht: '/' },
      at: '"TargetPaht"',
      says: /^Property "?TargetPaht"? is not allowed/,
    },
    {
      rule: 'a key __proto__ is a key',
      passes: NAS,
      breaks: JSON.parse('{"__proto__": 1}') as Record<string, unknown>,
      at: '"__proto__"',
      says: /^Property "?__proto__"? is not allowed/,
    },
  ]);
});
