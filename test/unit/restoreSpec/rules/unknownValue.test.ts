import { NAS, testRule } from './ruleRows.ts';

describe('unknownValue', () => {
  testRule('unknownValue', [
    {
      rule: 'RestoreType is a known word',
      passes: NAS,
      breaks: { RestoreType: 'HDFS' },
      at: '"HDFS"',
      says: /^Unknown RestoreType/,
    },
    {
      rule: 'Edition is a known word',
      passes: { ...NAS, Edition: 'BASIC' },
      breaks: { Edition: 'basic' },
      at: '"basic"',
      says: /^Must be STANDARD or BASIC/,
    },
    {
      rule: 'CrossAccountType is a known word',
      passes: { ...NAS, CrossAccountType: 'SELF_ACCOUNT' },
      breaks: { CrossAccountType: 'OTHER' },
      at: '"OTHER"',
      says: /^Must be SELF_ACCOUNT or CROSS_ACCOUNT/,
    },
  ]);
});
