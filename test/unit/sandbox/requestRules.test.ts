import assert from 'node:assert/strict';
import { checkParameters } from '../../../src/sandbox/requestRules.ts';
import type { RuleProblem } from '../../../src/sandbox/requestRules.ts';

type Parameters = Record<string, unknown>;

const ids = { VaultId: 'v-1', SnapshotId: 's-1' };

/** The least that each RestoreType needs. */
const least = {
  ECS_FILE: { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', ...ids, TargetInstanceId: 'i-1', TargetPath: '/' },
  OSS: { RestoreType: 'OSS', SourceType: 'OSS', ...ids, TargetBucket: 'b', TargetPrefix: '' },
  NAS: { RestoreType: 'NAS', SourceType: 'NAS', ...ids, TargetFileSystemId: '005494', TargetCreateTime: 1554347313 },
  OTS_TABLE: {
    RestoreType: 'OTS_TABLE',
    SourceType: 'OTS_TABLE',
    ...ids,
    TargetInstanceName: 'instancename',
    TargetTableName: 'tablename',
  },
  UDM_ECS_ROLLBACK: { RestoreType: 'UDM_ECS_ROLLBACK', SourceType: 'UDM_ECS', ...ids, UdmRegionId: 'cn-shanghai' },
  UDM_ECS: { RestoreType: 'UDM_ECS', SourceType: 'UDM_ECS', ...ids, UdmRegionId: 'cn-shanghai' },
  UDM_ECS_DISK: { RestoreType: 'UDM_ECS_DISK', SourceType: 'UDM_ECS', ...ids, UdmRegionId: 'cn-shanghai' },
  UDM_ECS_DISK_ROLLBACK: {
    RestoreType: 'UDM_ECS_DISK_ROLLBACK',
    SourceType: 'UDM_ECS',
    ...ids,
    UdmRegionId: 'cn-shanghai',
  },
  COMMON_FILE_SYSTEM: { RestoreType: 'COMMON_FILE_SYSTEM', SourceType: 'COMMON_FILE_SYSTEM', ...ids },
} satisfies Record<string, Parameters>;
type RestoreType = keyof typeof least;
const types = Object.keys(least) as RestoreType[];

/** A right value of each parameter that some types don't take, and the types that take it. */
const bound: [string, unknown, RestoreType[]][] = [
  ['TargetInstanceId', 'i-1', ['ECS_FILE']],
  ['TargetPath', '/data', ['ECS_FILE', 'NAS']],
  ['TargetBucket', 'b', ['OSS']],
  ['TargetPrefix', 'p', ['OSS']],
  ['TargetFileSystemId', 'f', ['NAS']],
  ['TargetCreateTime', 1, ['NAS']],
  ['TargetInstanceName', 'n', ['OTS_TABLE']],
  ['TargetTableName', 't', ['OTS_TABLE']],
  ['TargetTime', 1, ['OTS_TABLE']],
  ['OtsDetail', {}, ['OTS_TABLE']],
  ['UdmRegionId', 'cn-shanghai', ['UDM_ECS_ROLLBACK', 'UDM_ECS', 'UDM_ECS_DISK', 'UDM_ECS_DISK_ROLLBACK']],
];

const codes = (problems: RuleProblem[]) => problems.map(({ code, kind }) => `${code} ${kind}`);

describe('sandbox rules: what each type needs', () => {
  for (const type of types) {
    it(`${type}: the least it needs is enough, and no part of it can go`, () => {
      assert.deepEqual(checkParameters(least[type]), []);
      for (const name of Object.keys(least[type])) {
        const without: Parameters = { ...least[type] };
        delete without[name];
        assert.deepEqual(codes(checkParameters(without)), [`Missing${name} missing`], name);
        assert.deepEqual(checkParameters({ ...without, [name]: undefined }), checkParameters(without));
        assert.deepEqual(codes(checkParameters({ ...without, [name]: null })).length > 0, true, `${name} null`);
      }
    });

    it(`${type}: takes the parameters of its own, and those of no other type`, () => {
      for (const [name, value, takenBy] of bound) {
        const expected = takenBy.includes(type) || type === 'COMMON_FILE_SYSTEM' ? [] : [`Invalid${name} combination`];
        assert.deepEqual(codes(checkParameters({ ...least[type], [name]: value })), expected, name);
      }
    });

    it(`${type}: goes with one SourceType`, () => {
      for (const source of ['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS', 'COMMON_FILE_SYSTEM']) {
        const expected = source === least[type].SourceType ? [] : ['InvalidSourceType combination'];
        assert.deepEqual(codes(checkParameters({ ...least[type], SourceType: source })), expected, source);
      }
    });
  }

  it('says nothing of fit where the RestoreType itself is wrong', () => {
    assert.deepEqual(codes(checkParameters({ ...least.NAS, RestoreType: 'TAPE' })), ['InvalidRestoreType value']);
    assert.deepEqual(codes(checkParameters({})), [
      'MissingRestoreType missing',
      'MissingSourceType missing',
      'MissingVaultId missing',
      'MissingSnapshotId missing',
    ]);
  });

  it('names the parameter and its problem in the message', () => {
    const [problem] = checkParameters({ ...least.NAS, TargetCreateTime: 1554347313000 });
    assert.equal(problem?.parameter, 'TargetCreateTime');
    assert.equal(problem.message, 'TargetCreateTime must be UNIX seconds: 1554347313000 looks like milliseconds.');
  });
});

const surrogate = '\ud800';
const clone = {
  diskCategory: 'cloud_essd',
  instanceType: 'ecs.g6.large',
  restoredNetwork: 'vsw-1',
  securityGroup: 'sg-1',
  restoredName: 'n',
  restoredHostName: 'h',
};

/** Parameters added to the least of a type, and what is found: nothing, or codes with kinds. */
const table: [RestoreType, Parameters, string?][] = [
  // Words
  ['NAS', { RestoreType: 'nas' }, 'InvalidRestoreType value'],
  ['NAS', { RestoreType: 5 }, 'InvalidRestoreType type'],
  ['NAS', { SourceType: 'UDM_ECS_ROLLBACK' }, 'InvalidSourceType value'],
  ['NAS', { SourceType: '' }, 'InvalidSourceType value'],
  ['NAS', { Edition: 'BASIC' }],
  ['NAS', { Edition: 'STANDARD' }],
  ['NAS', { Edition: 'GOLD' }, 'InvalidEdition value'],
  ['NAS', { CrossAccountType: 'SELF_ACCOUNT' }],
  ['NAS', { CrossAccountType: 'OTHER' }, 'InvalidCrossAccountType value'],
  ['NAS', { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 1, CrossAccountRoleName: 'R' }],
  ['NAS', { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 1 }, 'MissingCrossAccountRoleName missing'],
  ['NAS', { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountRoleName: 'R' }, 'MissingCrossAccountUserId missing'],
  ['NAS', { CrossAccountUserId: 1, CrossAccountRoleName: 'R' }],

  // Names
  ['NAS', { SnapshotHash: 'f2fe' }],
  ['NAS', { SnapshotHash: '' }, 'InvalidSnapshotHash value'],
  ['NAS', { VaultId: 7 }, 'InvalidVaultId type'],
  ['NAS', { VaultId: ['v-1'] }, 'InvalidVaultId type'],
  ['NAS', { VaultId: 'a\nb' }, 'InvalidVaultId value'],
  ['NAS', { VaultId: 'a\x7fb' }, 'InvalidVaultId value'],
  ['NAS', { VaultId: 'a\x85b' }, 'InvalidVaultId value'],
  ['NAS', { VaultId: 'a\0b' }, 'InvalidVaultId value'],
  ['NAS', { VaultId: `a${surrogate}b` }, 'InvalidVaultId value'],
  ['NAS', { VaultId: '😀 漢 ${x} <b>' }],
  ['NAS', { TargetContainerClusterId: 'cc-1' }],
  ['NAS', { TargetContainerClusterId: '\t' }, 'InvalidTargetContainerClusterId value'],

  // Paths
  ['ECS_FILE', { TargetPath: 'a\nb\t\x85' }],
  ['ECS_FILE', { TargetPath: '' }, 'InvalidTargetPath value'],
  ['ECS_FILE', { TargetPath: '\0' }, 'InvalidTargetPath value'],
  ['ECS_FILE', { TargetPath: surrogate }, 'InvalidTargetPath value'],
  ['OSS', { TargetPrefix: 'a\nb' }],
  ['OSS', { TargetPrefix: '\0' }, 'InvalidTargetPrefix value'],
  ['OSS', { TargetPrefix: null }, 'InvalidTargetPrefix type'],
  ['OSS', { TargetBucket: '' }, 'InvalidTargetBucket value'],

  // Times
  ['NAS', { TargetCreateTime: 0 }],
  ['NAS', { TargetCreateTime: 99_999_999_999 }],
  ['NAS', { TargetCreateTime: 5n }],
  ['NAS', { TargetCreateTime: 100_000_000_000 }, 'InvalidTargetCreateTime value'],
  ['NAS', { TargetCreateTime: 10n ** 18n }, 'InvalidTargetCreateTime value'],
  ['NAS', { TargetCreateTime: -1 }, 'InvalidTargetCreateTime value'],
  ['NAS', { TargetCreateTime: 1.5 }, 'InvalidTargetCreateTime type'],
  ['NAS', { TargetCreateTime: '1554347313' }, 'InvalidTargetCreateTime type'],
  ['NAS', { TargetCreateTime: Infinity }, 'InvalidTargetCreateTime type'],
  ['OTS_TABLE', { TargetTime: 1642496881 }],
  ['OTS_TABLE', { TargetTime: 1642496881000 }, 'InvalidTargetTime value'],

  // Account
  ['NAS', { CrossAccountUserId: 0 }],
  ['NAS', { CrossAccountUserId: 1589750000004625 }],
  ['NAS', { CrossAccountUserId: 9999999999999999999n }],
  ['NAS', { CrossAccountUserId: '9999999999999999999' }, 'InvalidCrossAccountUserId type'],
  ['NAS', { CrossAccountUserId: 10n ** 19n }, 'InvalidCrossAccountUserId value'],
  ['NAS', { CrossAccountUserId: 1e20 }, 'InvalidCrossAccountUserId value'],
  ['NAS', { CrossAccountUserId: '1'.repeat(20) }, 'InvalidCrossAccountUserId type'],
  ['NAS', { CrossAccountUserId: '' }, 'InvalidCrossAccountUserId type'],
  ['NAS', { CrossAccountUserId: '12a' }, 'InvalidCrossAccountUserId type'],
  ['NAS', { CrossAccountUserId: '١٢' }, 'InvalidCrossAccountUserId type'],
  ['NAS', { CrossAccountUserId: -5 }, 'InvalidCrossAccountUserId value'],
  ['NAS', { CrossAccountUserId: 1.5 }, 'InvalidCrossAccountUserId type'],
  ['NAS', { CrossAccountUserId: true }, 'InvalidCrossAccountUserId type'],

  // Boolean
  ['NAS', { InitiatedByAck: false }],
  ['NAS', { InitiatedByAck: 'false' }, 'InvalidInitiatedByAck type'],
  ['NAS', { InitiatedByAck: 0 }, 'InvalidInitiatedByAck type'],

  // Include and Exclude
  ['NAS', { Include: ['/a', 'b\nc'], Exclude: '["/d"]' }],
  ['NAS', { Include: ' [ "/a" ]\n' }],
  ['NAS', { Include: ['x'.repeat(255), 'y'.repeat(255)] }],
  ['NAS', { Include: ['/a', 'x'.repeat(256)] }, 'InvalidInclude value'],
  ['NAS', { Include: ['😀'.repeat(255)] }],
  ['NAS', { Include: JSON.stringify(['x'.repeat(255)]) }],
  ['NAS', { Include: ` ${JSON.stringify(['x'.repeat(256)])}` }, 'InvalidInclude value'],
  ['NAS', { Exclude: [] }, 'InvalidExclude value'],
  ['NAS', { Exclude: '[]' }, 'InvalidExclude value'],
  ['NAS', { Exclude: [''] }, 'InvalidExclude value'],
  ['NAS', { Exclude: ['\0'] }, 'InvalidExclude value'],
  ['NAS', { Exclude: '["\\u0000"]' }, 'InvalidExclude value'],
  ['NAS', { Exclude: [surrogate] }, 'InvalidExclude value'],
  ['NAS', { Exclude: '["\\ud800"]' }, 'InvalidExclude value'],
  ['NAS', { Exclude: [1] }, 'InvalidExclude type'],
  ['NAS', { Exclude: '[["/a"]]' }, 'InvalidExclude type'],
  ['NAS', { Exclude: {} }, 'InvalidExclude type'],
  ['NAS', { Exclude: '"/a"' }, 'InvalidExclude type'],
  ['NAS', { Exclude: '/a' }, 'InvalidExclude value'],
  ['NAS', { Exclude: '["/a",]' }, 'InvalidExclude value'],
  ['NAS', { Exclude: '["/a"] // no comment' }, 'InvalidExclude value'],
  ['NAS', { Exclude: '' }, 'InvalidExclude value'],
  ['NAS', { Exclude: 5 }, 'InvalidExclude type'],

  // UdmDetail
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-1', forceRestore: true, bootAfterRestore: false } }],
  ['UDM_ECS_ROLLBACK', { UdmDetail: '{"sourceInstanceId":"i-1","bootAfterRestore":false}' }],
  ['UDM_ECS_DISK_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-1' } }],
  ['UDM_ECS_ROLLBACK', { UdmDetail: {} }, 'InvalidUdmDetail missing'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: '{}' }, 'InvalidUdmDetail missing'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: '' } }, 'InvalidUdmDetail value'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i\n1' } }, 'InvalidUdmDetail value'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 1 } }, 'InvalidUdmDetail type'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i', forceRestore: 'true' } }, 'InvalidUdmDetail type'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i', diskCategory: 'x' } }, 'InvalidUdmDetail unknown'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: '{"sourceInstanceId":"i","__proto__":1}' }, 'InvalidUdmDetail unknown'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i', toString: 1 } }, 'InvalidUdmDetail unknown'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: [] }, 'InvalidUdmDetail type'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: '[]' }, 'InvalidUdmDetail type'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: 'null' }, 'InvalidUdmDetail type'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: null }, 'InvalidUdmDetail type'],
  ['UDM_ECS_ROLLBACK', { UdmDetail: '' }, 'InvalidUdmDetail value'],
  ['UDM_ECS', { UdmDetail: clone }],
  [
    'UDM_ECS',
    {
      UdmDetail: {
        ...clone,
        diskPerformanceLevel: 'PL3',
        bootAfterRestore: true,
        allocatePublicIp: true,
        privateIpAddress: '10.0.0.1',
      },
    },
  ],
  ['UDM_ECS', { UdmDetail: { ...clone, diskPerformanceLevel: 'PL4' } }, 'InvalidUdmDetail value'],
  ['UDM_ECS', { UdmDetail: { ...clone, diskPerformanceLevel: 3 } }, 'InvalidUdmDetail type'],
  ['UDM_ECS', { UdmDetail: { ...clone, allocatePublicIp: 1 } }, 'InvalidUdmDetail type'],
  ['UDM_ECS', { UdmDetail: { ...clone, sourceInstanceId: 'i' } }, 'InvalidUdmDetail unknown'],
  ...Object.keys(clone).map((name): [RestoreType, Parameters, string] => [
    'UDM_ECS',
    { UdmDetail: Object.fromEntries(Object.entries(clone).filter(([key]) => key !== name)) },
    'InvalidUdmDetail missing',
  ]),
  ['UDM_ECS_DISK', { UdmDetail: { targetInstanceId: 'i', diskCategory: 'cloud_essd', diskPerformanceLevel: 'PL0' } }],
  ['UDM_ECS_DISK', { UdmDetail: { targetInstanceId: 'i' } }, 'InvalidUdmDetail missing'],
  ['UDM_ECS_DISK', { UdmDetail: { diskCategory: 'c' } }, 'InvalidUdmDetail missing'],
  ['NAS', { UdmDetail: {} }, 'InvalidUdmDetail combination'],
  ['COMMON_FILE_SYSTEM', { UdmDetail: { anything: [1, { at: 'all' }] } }],
  ['COMMON_FILE_SYSTEM', { UdmDetail: 'all' }, 'InvalidUdmDetail value'],

  // OtsDetail
  [
    'OTS_TABLE',
    {
      OtsDetail: {
        OverwriteExisting: true,
        BatchChannelCount: 1,
        RestoreIndex: true,
        RestoreSearchIndex: false,
        ReGenerateAutoIncrementPK: false,
        IndexNameSuffix: 'a',
        SearchIndexNameSuffix: 'b',
      },
    },
  ],
  ['OTS_TABLE', { OtsDetail: '{"BatchChannelCount":2}' }],
  ['OTS_TABLE', { OtsDetail: { BatchChannelCount: 0 } }, 'InvalidOtsDetail value'],
  ['OTS_TABLE', { OtsDetail: { BatchChannelCount: 1.5 } }, 'InvalidOtsDetail type'],
  ['OTS_TABLE', { OtsDetail: { BatchChannelCount: '2' } }, 'InvalidOtsDetail type'],
  ['OTS_TABLE', { OtsDetail: { OverwriteExisting: 'yes' } }, 'InvalidOtsDetail type'],
  ['OTS_TABLE', { OtsDetail: { RestoreIndex: 1 } }, 'InvalidOtsDetail type'],
  ['OTS_TABLE', { OtsDetail: { IndexNameSuffix: '' } }, 'InvalidOtsDetail value'],
  ['OTS_TABLE', { OtsDetail: { overwriteExisting: true } }, 'InvalidOtsDetail unknown'],

  // TargetContainer
  ['NAS', { TargetContainer: { host: 'h', hostPrefix: '/p', pvPath: '/' } }],
  ['NAS', { TargetContainer: '{}' }],
  ['NAS', { TargetContainer: { host: '' } }, 'InvalidTargetContainer value'],
  ['NAS', { TargetContainer: { pvPath: 1 } }, 'InvalidTargetContainer type'],
  ['NAS', { TargetContainer: { port: 1 } }, 'InvalidTargetContainer unknown'],
  ['NAS', { TargetContainer: 'h' }, 'InvalidTargetContainer value'],

  // Options and FailbackDetail
  ['NAS', { Options: { includes: ['/a'], excludes: [], conflictPolicy: 'OVERWRITE_EXISTING', UseVSS: true, more: 1 } }],
  ['NAS', { Options: '{"more":{}}' }],
  ['NAS', { Options: { includes: '/a' } }, 'InvalidOptions type'],
  ['NAS', { Options: { excludes: [''] } }, 'InvalidOptions value'],
  ['NAS', { Options: { conflictPolicy: '' } }, 'InvalidOptions value'],
  ['NAS', { Options: { UseVSS: 'true' } }, 'InvalidOptions type'],
  ['NAS', { Options: { more: { deep: ['\0'] } } }, 'InvalidOptions value'],
  ['NAS', { FailbackDetail: { any: { thing: null } } }],
  ['NAS', { FailbackDetail: '{"any":1e2}' }],
  ['NAS', { FailbackDetail: { [surrogate]: 1 } }, 'InvalidFailbackDetail value'],
  ['NAS', { FailbackDetail: [] }, 'InvalidFailbackDetail type'],
  ['NAS', { FailbackDetail: '{' }, 'InvalidFailbackDetail value'],

  // Unknown
  ['NAS', { vaultId: 'v' }, 'UnknownParameter unknown'],
  ['NAS', { $region: 'cn-shanghai' }, 'UnknownParameter unknown'],
  ['NAS', { toString: 'x' }, 'UnknownParameter unknown'],
  ['NAS', { ['__proto__']: 'x' }, 'UnknownParameter unknown'],
  ['NAS', { '': '' }, 'UnknownParameter unknown'],
];

describe('sandbox rules: values', () => {
  for (const [type, added, expected] of table) {
    const shown = JSON.stringify(added, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
    it(`${type} ${shown.slice(0, 90)}: ${expected ?? 'taken'}`, () => {
      const problems = checkParameters({ ...least[type], ...added });
      assert.deepEqual(codes(problems), expected === undefined ? [] : [expected]);
    });
  }

  it('finds every problem, each in its place', () => {
    const problems = checkParameters({
      ...least.NAS,
      VaultId: '',
      x: 1,
      TargetBucket: 5,
      Include: [],
      SnapshotId: undefined,
    });
    assert.deepEqual(codes(problems), [
      'UnknownParameter unknown',
      'MissingSnapshotId missing',
      'InvalidVaultId value',
      'InvalidTargetBucket type',
      'InvalidInclude value',
      'InvalidTargetBucket combination',
    ]);
  });
});
