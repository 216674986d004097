/**
 * What the reading operations give, taken out of a response: named fields alone. Two responses carry secrets (a proxy's password, a
 * cluster's token). They are not among the named fields, so nothing keeps them.
 */
import { isRecord } from './json.ts';
import {
  countFrom,
  entriesOf,
  idFrom,
  listIn,
  mostWithoutPages,
  present,
  shortText,
  timeFrom,
  type Entries,
  type Fields,
} from './responseFields.ts';
import { textFrom } from './restoreJob.ts';
import { sanitizeValue } from './sanitize.ts';
import type { ServiceResponse } from './serviceResponse.ts';

export type { Entries } from './responseFields.ts';

/** A vault. Times are UNIX seconds here and below, unless a name says otherwise. */
export interface Vault {
  readonly vaultId: string;
  readonly name?: string;
  readonly type?: string;
  readonly status?: string;
  readonly regionId?: string;
  readonly snapshotCount?: number;
  readonly sourceTypes: readonly string[];
}

/** A plan: what is backed up into which vault. Which of the last fields it has depends on its source type. */
export interface BackupPlan {
  readonly vaultId: string;
  readonly planId?: string;
  readonly name?: string;
  readonly instanceId?: string;
  readonly instanceName?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly fileSystemId?: string;
  readonly createTime?: number;
  readonly tableNames: readonly string[];
}

/** A snapshot of any kind of source. */
export interface Snapshot {
  readonly snapshotId: string;
  readonly snapshotHash?: string;
  readonly sourceType?: string;
  readonly vaultId?: string;
  readonly status?: string;
  readonly completeTime?: number;
  readonly createdTime?: number;
  readonly expireTime?: number;
  readonly bytesTotal?: number;
  readonly itemsTotal?: number;
  readonly storageClass?: string;
  readonly archiveStatus?: string;
  readonly instanceId?: string;
  readonly instanceName?: string;
  readonly paths: readonly string[];
  readonly bucket?: string;
  readonly prefix?: string;
  readonly fileSystemId?: string;
  /** When the file system was made. */
  readonly createTime?: number;
  readonly tableName?: string;
  /** Tablestore: the span of `TargetTime`, in ms. */
  readonly rangeStartMs?: number;
  readonly rangeEndMs?: number;
  readonly diskId?: string;
  readonly diskCategory?: string;
  /** An ECS instance that is backed up whole. */
  readonly instanceType?: string;
  readonly osType?: string;
  readonly instantAccess?: boolean;
}

/** A backup client on an instance. */
export interface BackupClient {
  readonly instanceId: string;
  readonly clientId?: string;
  readonly instanceName?: string;
  readonly osType?: string;
  /** `ACTIVATED` is online. */
  readonly status?: string;
  readonly lastHeartBeatTime?: number;
}

export interface OtsInstance {
  readonly instanceName: string;
  readonly tableNames: readonly string[];
}

export interface ContainerCluster {
  readonly clusterId: string;
  readonly name?: string;
  readonly type?: string;
  readonly agentStatus?: string;
}

/** A file or folder in a snapshot. */
export interface FileEntry {
  readonly name: string;
  /** Whether the name is shown exactly as it is: only then can a path be made of it. */
  readonly isExact: boolean;
  readonly isFolder: boolean;
  readonly size?: number;
  /** By which the folder can be asked for. */
  readonly subtree?: string;
}

export const listedVaults = (response: ServiceResponse): Entries<Vault> =>
  entriesOf(response, ['Vaults', 'Vault'], (vault) => {
    const vaultId = idFrom(vault['VaultId']);
    if (vaultId === undefined) return undefined;
    const sourceTypes = isRecord(vault['SourceTypes']) ? vault['SourceTypes']['SourceType'] : undefined;
    return present<Vault>({
      vaultId,
      name: shortText(vault['VaultName']),
      type: shortText(vault['VaultType']),
      status: shortText(vault['Status']),
      regionId: idFrom(vault['VaultRegionId']),
      snapshotCount: countFrom(vault['SnapshotCount']),
      sourceTypes: listIn(sourceTypes, shortText, 50),
    });
  });

export const listedPlans = (response: ServiceResponse): Entries<BackupPlan> =>
  entriesOf(response, ['BackupPlans', 'BackupPlan'], (plan) => {
    const vaultId = idFrom(plan['VaultId']);
    if (vaultId === undefined) return undefined;
    const detail = isRecord(plan['OtsDetail']) ? plan['OtsDetail']['TableNames'] : undefined;
    return present<BackupPlan>({
      vaultId,
      planId: idFrom(plan['PlanId']),
      name: shortText(plan['PlanName']),
      instanceId: idFrom(plan['InstanceId']),
      instanceName: shortText(plan['InstanceName']),
      bucket: idFrom(plan['Bucket']),
      prefix: textFrom(plan['Prefix'], 1024),
      fileSystemId: idFrom(plan['FileSystemId']),
      createTime: timeFrom(plan['CreateTime']),
      tableNames: listIn(isRecord(detail) ? detail['TableName'] : undefined, idFrom),
    });
  });

function snapshotFrom(snapshot: Fields): Snapshot | undefined {
  const snapshotId = idFrom(snapshot['SnapshotId']);
  if (snapshotId === undefined) return undefined;
  const paths = isRecord(snapshot['Paths']) ? snapshot['Paths']['Path'] : undefined;
  const detail = isRecord(snapshot['Detail']) ? snapshot['Detail'] : {};
  const instantAccess = detail['InstantAccess'];
  return present<Snapshot>({
    snapshotId,
    snapshotHash: idFrom(snapshot['SnapshotHash']),
    sourceType: idFrom(snapshot['SourceType']),
    vaultId: idFrom(snapshot['VaultId']),
    status: shortText(snapshot['Status']),
    completeTime: timeFrom(snapshot['CompleteTime']),
    createdTime: timeFrom(snapshot['CreatedTime']),
    expireTime: timeFrom(snapshot['ExpireTime']),
    bytesTotal: countFrom(snapshot['BytesTotal']) ?? countFrom(snapshot['ActualBytes']),
    itemsTotal: countFrom(snapshot['ItemsTotal']),
    storageClass: shortText(snapshot['StorageClass']),
    archiveStatus: shortText(snapshot['ArchiveStatus']),
    instanceId: idFrom(snapshot['InstanceId']),
    instanceName: shortText(snapshot['InstanceName']) ?? shortText(detail['InstanceName']),
    paths: listIn(paths ?? [snapshot['Path']], (path) => textFrom(path, 1024), 100),
    bucket: idFrom(snapshot['Bucket']),
    prefix: textFrom(snapshot['Prefix'], 1024),
    fileSystemId: idFrom(snapshot['FileSystemId']),
    createTime: timeFrom(snapshot['CreateTime']),
    tableName: idFrom(snapshot['TableName']),
    rangeStartMs: timeFrom(snapshot['RangeStart']),
    rangeEndMs: timeFrom(snapshot['RangeEnd']),
    diskId: idFrom(snapshot['DiskId']),
    diskCategory: idFrom(detail['DiskCategory']),
    instanceType: shortText(detail['InstanceType']),
    osType: shortText(detail['OsType']),
    instantAccess: typeof instantAccess === 'boolean' ? instantAccess : undefined,
  });
}

/** SearchHistoricalSnapshots' response. */
export const listedSnapshots = (response: ServiceResponse): Entries<Snapshot> =>
  entriesOf(response, ['Snapshots', 'Snapshot'], snapshotFrom);

/** DescribeOtsTableSnapshots' response. */
export const listedTableSnapshots = (response: ServiceResponse): Entries<Snapshot> =>
  entriesOf(response, ['Snapshots'], snapshotFrom);

/** DescribeUdmSnapshots' response: where it has more than are taken, `totalCount` says so. */
export const listedInstanceSnapshots = (response: ServiceResponse): Entries<Snapshot> =>
  entriesOf(response, ['Snapshots'], snapshotFrom, mostWithoutPages);

export const listedClients = (response: ServiceResponse): Entries<BackupClient> =>
  entriesOf(response, ['Clients'], (client) => {
    const instanceId = idFrom(client['InstanceId']);
    if (instanceId === undefined) return undefined;
    return present<BackupClient>({
      instanceId,
      clientId: idFrom(client['ClientId']),
      instanceName: shortText(client['InstanceName']) ?? shortText(client['Hostname']),
      osType: shortText(client['OsType']),
      status: shortText(client['Status']),
      lastHeartBeatTime: timeFrom(client['LastHeartBeatTime']),
    });
  });

export const listedOtsInstances = (response: ServiceResponse): Entries<OtsInstance> =>
  entriesOf(response, ['OtsInstances'], (instance) => {
    const instanceName = idFrom(instance['InstanceName']);
    return instanceName === undefined
      ? undefined
      : { instanceName, tableNames: listIn(instance['TableNames'], idFrom, 5000) };
  });

export const listedClusters = (response: ServiceResponse): Entries<ContainerCluster> =>
  entriesOf(response, ['Clusters'], (cluster) => {
    const clusterId = idFrom(cluster['ClusterId']);
    if (clusterId === undefined) return undefined;
    return present<ContainerCluster>({
      clusterId,
      name: shortText(cluster['Name']),
      type: shortText(cluster['ClusterType']),
      agentStatus: shortText(cluster['AgentStatus']),
    });
  });

/** The longest name of a file that is taken: systems allow 255 units, and objects have keys of up to 1,023 bytes. */
const longestName = 1024;

export const listedFiles = (response: ServiceResponse): Entries<FileEntry> =>
  entriesOf(response, ['Nodes', 'Node'], (node) => {
    const written = node['Name'];
    if (typeof written !== 'string' || written === '') return undefined;
    const name = sanitizeValue(written, longestName);
    const subtree = node['Subtree'];
    return present<FileEntry>({
      name: name === '' ? '…' : name,
      isExact: name === written && !/[\p{Cf}]/u.test(written),
      isFolder: /^d/i.test(shortText(node['Type']) ?? ''),
      size: countFrom(node['Size']),
      subtree: typeof subtree === 'string' && subtree !== '' && subtree.length <= 4096 ? subtree : undefined,
    });
  });
