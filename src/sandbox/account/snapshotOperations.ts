/** The operations that read the snapshots of the sandbox's account. */
import { refusal, successResponse } from '../apiResponse.ts';
import type { ApiResponse, JsonObject, Refusal } from '../apiResponse.ts';
import type { Form, OperationCall } from '../requestForm.ts';
import type { Account, SourceKind } from './seededAccount.ts';
import { idFrom } from './digest.ts';
import { isRefusal, nextToken, readNumber, readStretch } from './paging.ts';
import { readSnapshotQuery } from './snapshotQuery.ts';
import {
  bytesOf,
  retentionDays,
  snapshotHash,
  snapshotId,
  snapshotTime,
  snapshotTimes,
  type SnapshotTime,
} from './snapshots.ts';

type Read = (account: Account, call: OperationCall) => ApiResponse | Refusal;

const shared = (account: Account, snapshot: SnapshotTime): JsonObject => ({
  SnapshotId: snapshotId(account, snapshot),
  SnapshotHash: snapshotHash(account, snapshot),
  JobId: idFrom('job-', account.seed, snapshotId(account, snapshot)),
  Status: snapshot.status,
  BackupType: 'COMPLETE',
  BytesTotal: bytesOf(account, snapshot),
  StartTime: snapshot.completed - 300,
  CreateTime: snapshot.completed - 300,
  CreatedTime: snapshot.completed - 300,
  CompleteTime: snapshot.completed,
  UpdatedTime: snapshot.completed,
  Retention: retentionDays(snapshot.index),
});

function describeSnapshot(account: Account, snapshot: SnapshotTime): JsonObject {
  const { source } = snapshot;
  const bytes = bytesOf(account, snapshot);
  return {
    ...shared(account, snapshot),
    SourceType: source.kind,
    VaultId: source.vaultId,
    ExpireTime: snapshot.expires,
    ActualBytes: Math.floor(bytes / 3),
    BytesDone: bytes,
    StorageClass: 'STANDARD',
    ...(source.kind === 'ECS_FILE' && {
      InstanceId: source.resource,
      InstanceName: source.name,
      ItemsTotal: account.files + 40,
      ItemsDone: account.files + 40,
      Path: source.isWindows ? 'C:\\' : '/',
      Paths: { Path: source.isWindows ? ['C:\\'] : ['/'] },
    }),
    ...(source.kind === 'OSS' && { Bucket: source.resource, Prefix: '' }),
    ...(source.kind === 'NAS' && { FileSystemId: source.resource, CreateTime: source.createTime, Path: '/' }),
  };
}

const historical = ['ECS_FILE', 'OSS', 'NAS'];

const searchHistoricalSnapshots: Read = (account, { requestId, query }) => {
  const sourceType = query.get('SourceType') ?? '';
  if (sourceType === '') return refusal(400, 'MissingSourceType', 'SourceType is required.');
  if (!historical.includes(sourceType)) {
    return refusal(400, 'InvalidSourceType', `SourceType must be one of ${historical.join(', ')}.`);
  }
  const text = query.get('Query') ?? '';
  if (text === '') return refusal(400, 'MissingQuery', 'Query is required.');
  const order = query.get('Order') ?? 'DESC';
  if (!['ASC', 'DESC'].includes(order)) return refusal(400, 'InvalidOrder', 'Order must be ASC or DESC.');
  const stretch = readStretch(query, 'Limit', { least: 0, most: 100, usual: 10 });
  if (isRefusal(stretch)) return stretch;
  const asked = readSnapshotQuery(sourceType, text);
  if (isRefusal(asked)) return asked;
  if (!account.vaults.some(({ id }) => id === asked.vaultId)) {
    return refusal(404, 'VaultNotExist', 'The vault does not exist.');
  }
  const found = account.sources
    .filter(({ kind, vaultId }) => kind === sourceType && vaultId === asked.vaultId)
    .flatMap((source) => snapshotTimes(account, source).filter(asked.passes))
    .sort((a, b) => (order === 'ASC' ? a.completed - b.completed : b.completed - a.completed));
  const page = found.slice(stretch.start, stretch.start + stretch.size);
  return successResponse(requestId, {
    TotalCount: found.length,
    Limit: stretch.size,
    NextToken: nextToken(stretch, found.length),
    Snapshots: { Snapshot: page.map((snapshot) => describeSnapshot(account, snapshot)) },
  });
};

/** The snapshots of sources that pass a test, completed between two times in seconds, the newest first. */
const between = (account: Account, kind: SourceKind, start: number, end: number): SnapshotTime[] =>
  account.sources
    .filter((source) => source.kind === kind)
    .flatMap((source) => snapshotTimes(account, source))
    .filter(({ completed }) => completed >= start && completed <= end)
    .sort((a, b) => b.completed - a.completed);

/** The values of `Prefix.N`, or of a name that the pattern knows, in no particular order. */
const valuesOf = (form: Form, pattern: RegExp): string[] =>
  [...form].filter(([name]) => pattern.test(name)).map(([, value]) => value);

const describeOtsTableSnapshots: Read = (account, { requestId, body }) => {
  const start = readNumber(body.get('StartTime') ?? '0', 0, 1e15);
  const end = readNumber(body.get('EndTime') ?? '100000000000000', 0, 1e15);
  if (start === undefined || end === undefined || start > end) {
    return refusal(400, 'InvalidStartTime', 'StartTime and EndTime must be UNIX times in ms, in this order.');
  }
  const stretch = readStretch(body, 'Limit', { least: 1, most: 100, usual: 10 });
  if (isRefusal(stretch)) return stretch;
  const instances = valuesOf(body, /^OtsInstances\.\d+\.InstanceName$/);
  const tables = valuesOf(body, /^OtsInstances\.\d+\.TableNames\.\d+$/);
  const ids = valuesOf(body, /^SnapshotIds\.\d+$/);
  const found = between(account, 'OTS_TABLE', start / 1000, end / 1000).filter(
    (snapshot) =>
      (instances.length === 0 || instances.includes(snapshot.source.resource)) &&
      (tables.length === 0 || tables.includes(snapshot.source.table ?? '')) &&
      (ids.length === 0 || ids.includes(snapshotId(account, snapshot))),
  );
  const page = found.slice(stretch.start, stretch.start + stretch.size);
  return successResponse(requestId, {
    Limit: stretch.size,
    NextToken: nextToken(stretch, found.length),
    Snapshots: page.map((snapshot) => ({
      ...shared(account, snapshot),
      SourceType: 'OTS_TABLE',
      VaultId: snapshot.source.vaultId,
      InstanceName: snapshot.source.resource,
      TableName: snapshot.source.table,
      ActualBytes: String(bytesOf(account, snapshot)),
      // Each goes on where the one before it ended.
      RangeStart: snapshotTime(account, snapshot.source, snapshot.index + 1).completed * 1000,
      RangeEnd: snapshot.completed * 1000,
    })),
  });
};

const udmTypes = ['UDM_ECS', 'UDM_ECS_DISK', 'UDM_DISK'];

/** All snapshots of the time at once: this operation has no pages. */
const describeUdmSnapshots: Read = (account, { requestId, query, body }) => {
  const missing = ['SourceType', 'UdmRegionId', 'StartTime', 'EndTime'].find((name) => (query.get(name) ?? '') === '');
  if (missing !== undefined) return refusal(400, `Missing${missing}`, `${missing} is required.`);
  const sourceType = query.get('SourceType') ?? '';
  if (!udmTypes.includes(sourceType)) {
    return refusal(400, 'InvalidSourceType', `SourceType must be one of ${udmTypes.join(', ')}.`);
  }
  const start = readNumber(query.get('StartTime') ?? '', 0, 1e11);
  const end = readNumber(query.get('EndTime') ?? '', 0, 1e11);
  if (start === undefined || end === undefined || start > end) {
    return refusal(400, 'InvalidStartTime', 'StartTime and EndTime must be UNIX times in seconds, in this order.');
  }
  const instance = query.get('InstanceId') ?? '';
  const ids = body.get('SnapshotIds') ?? '';
  const isDisk = sourceType !== 'UDM_ECS';
  const described = between(account, 'UDM_ECS', start, end)
    .filter(({ source }) => instance === '' || source.resource === instance)
    .map((snapshot): JsonObject => {
      const disk = idFrom('d-', account.seed, 'disk', snapshot.source.index);
      const id = snapshotId(account, snapshot);
      return {
        ...shared(account, snapshot),
        SnapshotId: isDisk ? idFrom('s-', id, disk) : id,
        SourceType: sourceType,
        InstanceId: snapshot.source.resource,
        ...(isDisk && { DiskId: disk }),
        ExpireTime: snapshot.expires,
        RealSnapshotTime: snapshot.completed,
        ActualBytes: String(bytesOf(account, snapshot)),
        Detail: {
          InstanceName: snapshot.source.name,
          HostName: snapshot.source.name,
          InstanceType: 'ecs.g7.large',
          OsType: 'linux',
          OsName: 'Alibaba Cloud Linux 3',
          DiskIdList: [disk],
          DiskCategory: 'cloud_essd',
          PerformanceLevel: 'PL1',
          InstantAccess: snapshot.index === 0,
          SystemDisk: true,
        },
      };
    })
    .filter(({ SnapshotId, DiskId }) => {
      const wanted = query.get('DiskId') ?? '';
      return (ids === '' || ids.includes(JSON.stringify(SnapshotId))) && (wanted === '' || wanted === DiskId);
    });
  return successResponse(requestId, { TotalCount: described.length, Snapshots: described });
};

export const snapshotOperations = {
  SearchHistoricalSnapshots: searchHistoricalSnapshots,
  DescribeOtsTableSnapshots: describeOtsTableSnapshots,
  DescribeUdmSnapshots: describeUdmSnapshots,
};
