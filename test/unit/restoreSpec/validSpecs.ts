/** The smallest valid spec of each documented type, and of each newer one. */
export const valid: Record<string, Record<string, unknown>> = {
  ECS_FILE: {
    RestoreType: 'ECS_FILE',
    SourceType: 'ECS_FILE',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    TargetInstanceId: 'i-1',
    TargetPath: 'C:\\',
  },
  OSS: {
    RestoreType: 'OSS',
    SourceType: 'OSS',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    TargetBucket: 'b',
    TargetPrefix: '',
  },
  NAS: {
    RestoreType: 'NAS',
    SourceType: 'NAS',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    TargetFileSystemId: '005494',
    TargetCreateTime: 1554347313,
  },
  OTS_TABLE: {
    RestoreType: 'OTS_TABLE',
    SourceType: 'OTS_TABLE',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    TargetInstanceName: 'n',
    TargetTableName: 't',
  },
  UDM_ECS_ROLLBACK: {
    RestoreType: 'UDM_ECS_ROLLBACK',
    SourceType: 'UDM_ECS',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    UdmRegionId: 'cn-shanghai',
  },
};

export const newer: Record<string, Record<string, unknown>> = {
  COMMON_FILE_SYSTEM: {
    RestoreType: 'COMMON_FILE_SYSTEM',
    SourceType: 'COMMON_FILE_SYSTEM',
    VaultId: 'v-1',
    SnapshotId: 's-1',
  },
  UDM_ECS: { ...valid['UDM_ECS_ROLLBACK'], RestoreType: 'UDM_ECS' },
  UDM_ECS_DISK: { ...valid['UDM_ECS_ROLLBACK'], RestoreType: 'UDM_ECS_DISK' },
  UDM_ECS_DISK_ROLLBACK: { ...valid['UDM_ECS_ROLLBACK'], RestoreType: 'UDM_ECS_DISK_ROLLBACK' },
};

/** The parameters of its target that each documented type takes, by the page. */
export const takes: Record<string, string[]> = {
  ECS_FILE: ['TargetInstanceId', 'TargetPath'],
  OSS: ['TargetBucket', 'TargetPrefix'],
  NAS: ['TargetFileSystemId', 'TargetCreateTime', 'TargetPath'],
  OTS_TABLE: ['TargetInstanceName', 'TargetTableName', 'TargetTime', 'OtsDetail'],
  UDM_ECS_ROLLBACK: ['UdmRegionId', 'UdmDetail'],
};
