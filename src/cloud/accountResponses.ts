/**
 * What the reading operations give, taken out of a response: named fields alone, each of its own type, in no more than so many entries. Two
 * responses carry secrets (a proxy's password, a cluster's token). They are not among the named fields, so nothing keeps them.
 */
import * as l10n from '@vscode/l10n';
import { isRecord } from './json.ts';
import { numberFrom, textFrom } from './restoreJob.ts';
import { sanitizeValue } from './sanitize.ts';
import { unreadableResponse } from './serviceErrors.ts';
import type { ServiceResponse } from './serviceResponse.ts';

/** Some entries of a list, and what is known of the rest. */
export interface Entries<T> {
  readonly entries: readonly T[];
  /** How many there are in all, where the service says it. */
  readonly totalCount?: number;
  /** What the next call has to name to go on; absent at the end. */
  readonly nextToken?: string;
}

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

/** A page has 100 entries. Pages with far more would fill the memory. */
const mostOnPage = 1000;
/** Instances' snapshots come without pages. */
const mostWithoutPages = 5000;

type Fields = Readonly<Record<string, unknown>>;

/** IDs and names as the vendor's services have them. They go into specs as they are, so none is cleaned: others are left out. */
const plainId = /^[A-Za-z0-9_][\w.:-]{0,127}$/;
const idFrom = (value: unknown): string | undefined =>
  typeof value === 'string' && plainId.test(value) ? value : undefined;

const shortText = (value: unknown): string | undefined => textFrom(value, 200);
const countFrom = (value: unknown): number | undefined => {
  const number = numberFrom(value);
  return number !== undefined && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
};
/** 0 stands for a time that isn't there. */
const timeFrom = (value: unknown): number | undefined => countFrom(value) || undefined;

const listIn = (value: unknown, read: (value: unknown) => string | undefined, most = 1000): string[] =>
  Array.isArray(value) ? (value as readonly unknown[]).slice(0, most).flatMap((each) => read(each) ?? []) : [];

/** An object without the members that are undefined. */
function present<T extends object>(fields: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as T;
}

/** The list of a response, at a name or two levels deep. Throws CloudError where it has none. */
function entriesOf<T>(
  { body, statusCode, call }: ServiceResponse,
  path: readonly [string] | readonly [string, string],
  read: (entry: Fields) => T | undefined,
  most = mostOnPage,
): Entries<T> {
  const [outer, inner] = path;
  const found = body[outer];
  const list = inner === undefined ? found : isRecord(found) ? found[inner] : undefined;
  const total = countFrom(body['TotalCount']);
  const token = body['NextToken'];
  const nextToken = typeof token === 'string' && token !== '' && token.length <= 4096 ? token : undefined;
  // Where there is nothing, some services leave the list out.
  if ((list === undefined || list === null) && total === 0) return { entries: [], totalCount: 0 };
  if (!Array.isArray(list)) {
    throw unreadableResponse(l10n.t('it has no list {0}', path.join('.')), statusCode, call, body);
  }
  if (list.length > mostOnPage && most === mostOnPage) {
    throw unreadableResponse(
      l10n.t('its list {0} has {1} entries', path.join('.'), list.length),
      statusCode,
      call,
      body,
    );
  }
  const entries = (list as readonly unknown[])
    .slice(0, most)
    .flatMap((each) => (isRecord(each) ? (read(each) ?? []) : []));
  return { entries, ...(total !== undefined && { totalCount: total }), ...(nextToken !== undefined && { nextToken }) };
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
export const historicalSnapshots = (response: ServiceResponse): Entries<Snapshot> =>
  entriesOf(response, ['Snapshots', 'Snapshot'], snapshotFrom);

/** DescribeOtsTableSnapshots' response. */
export const tableSnapshots = (response: ServiceResponse): Entries<Snapshot> =>
  entriesOf(response, ['Snapshots'], snapshotFrom);

/** DescribeUdmSnapshots' response: where it has more than are taken, `totalCount` says so. */
export const instanceSnapshots = (response: ServiceResponse): Entries<Snapshot> =>
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
