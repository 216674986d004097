import { NAS, OTS_TABLE, testRule } from './ruleRows.ts';

describe('outOfRange', () => {
  testRule('outOfRange', [
    {
      rule: 'TargetCreateTime is not negative',
      passes: { ...NAS, TargetCreateTime: 0 },
      breaks: { TargetCreateTime: -1 },
      at: '-1',
      says: /negative/,
    },
    {
      rule: 'TargetCreateTime is in seconds',
      passes: { ...NAS, TargetCreateTime: 99999999999 },
      breaks: { TargetCreateTime: 100000000000 },
      at: '100000000000',
      says: /milliseconds/,
    },
    {
      rule: 'TargetTime is in seconds',
      passes: { ...OTS_TABLE, TargetTime: 1642496881 },
      breaks: { TargetTime: 1642496881000 },
      at: '1642496881000',
      says: /milliseconds/,
    },
    {
      rule: 'BatchChannelCount is 1 or more',
      passes: { ...OTS_TABLE, OtsDetail: { BatchChannelCount: 1 } },
      breaks: { OtsDetail: { BatchChannelCount: 0 } },
      at: '0',
      says: /whole number, 1 or more/,
    },
    {
      rule: 'CrossAccountUserId is not negative',
      passes: NAS,
      breaks: { CrossAccountUserId: -1 },
      at: '-1',
      says: /negative/,
    },
  ]);
});
