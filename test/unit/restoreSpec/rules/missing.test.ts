import { NAS, OSS, ECS_FILE, OTS_TABLE, UDM, testRule, type RuleRow } from './ruleRows.ts';

const missing = (passes: Record<string, unknown>, key: string): RuleRow => ({
  rule: `${String(passes['RestoreType'])} requires ${key}`,
  passes,
  breaks: { [key]: undefined },
  at: '{',
  says: new RegExp(`^Missing property "${key}"`),
});

describe('missing', () => {
  testRule('missing', [
    {
      rule: 'a rollback names its instance',
      passes: { ...UDM, UdmDetail: { sourceInstanceId: 'i-1' } },
      breaks: { UdmDetail: {} },
      at: '"UdmDetail"',
      says: /"sourceInstanceId"/,
    },
    {
      rule: 'a rollback names its instance, in a string too',
      passes: { ...UDM, UdmDetail: '{"sourceInstanceId":"i-1"}' },
      breaks: { UdmDetail: '{}' },
      at: '{',
      says: /^Missing property "sourceInstanceId"/,
      own: true,
    },
    ...['RestoreType', 'SourceType', 'VaultId', 'SnapshotId'].map((key) => missing(NAS, key)),
    missing(ECS_FILE, 'TargetInstanceId'),
    missing(ECS_FILE, 'TargetPath'),
    missing(OSS, 'TargetBucket'),
    missing(OSS, 'TargetPrefix'),
    missing(NAS, 'TargetFileSystemId'),
    missing(NAS, 'TargetCreateTime'),
    missing(OTS_TABLE, 'TargetInstanceName'),
    missing(OTS_TABLE, 'TargetTableName'),
    missing(UDM, 'UdmRegionId'),
    ...['CrossAccountUserId', 'CrossAccountRoleName'].map((key): RuleRow =>
      missing({ ...NAS, CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 1, CrossAccountRoleName: 'r' }, key),
    ),
  ]);
});
