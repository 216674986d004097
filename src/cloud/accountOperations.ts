/** The operations that read what an account holds. Each sends one request, and rejects with a CloudError alone. */
import {
  listedSnapshots,
  listedInstanceSnapshots,
  listedClients,
  listedClusters,
  listedFiles,
  listedOtsInstances,
  listedPlans,
  listedVaults,
  listedTableSnapshots,
  type BackupClient,
  type BackupPlan,
  type ContainerCluster,
  type Entries,
  type FileEntry,
  type OtsInstance,
  type Snapshot,
  type Vault,
} from './accountResponses.ts';
import type { ReadingOperation } from './readingOperations.ts';
import type { ServiceRequest } from './requestSigning.ts';
import type { ServiceResponse } from './serviceResponse.ts';

/** `pageNumber` from 1, `pageSize` 1 to 100. */
export interface PageArgs {
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** What the snapshots of a source are found by, besides the vault: one of the three, a file system with its time. */
export interface SnapshotSource {
  readonly sourceType: string;
  readonly vaultId: string;
  readonly instanceId?: string;
  readonly bucket?: string;
  readonly fileSystemId?: string;
  /** When the file system was made. */
  readonly createTime?: number;
}

/** Another account's role, by which its resources are reached. */
export interface CrossAccountRole {
  readonly userId: string;
  readonly roleName: string;
}

/** Times are UNIX seconds, unless a name says otherwise. */
export interface AccountOperations {
  describeVaults(
    args: PageArgs & { readonly vaultId?: string | undefined },
    signal?: AbortSignal,
  ): Promise<Entries<Vault>>;
  /** The plans of a source type as plans name it: ECS_FILE, OSS, NAS, OTS, UDM_ECS. */
  describeBackupPlans(
    args: PageArgs & { readonly sourceType: string },
    signal?: AbortSignal,
  ): Promise<Entries<BackupPlan>>;
  /** The snapshots of a source, newest first. `limit` 0 to 100: 0 counts them alone. */
  searchSnapshots(
    args: SnapshotSource & {
      readonly limit: number;
      readonly nextToken?: string | undefined;
      readonly completedFrom?: number | undefined;
      readonly completedTo?: number | undefined;
      readonly edition?: string | undefined;
    },
    signal?: AbortSignal,
  ): Promise<Entries<Snapshot>>;
  /** The snapshots of Tablestore tables, newest first as they come: those of an instance, or of some IDs. `limit` 1 to 100. */
  describeTableSnapshots(
    args: {
      readonly instanceName?: string | undefined;
      readonly snapshotIds?: readonly string[] | undefined;
      readonly tableName?: string | undefined;
      readonly limit: number;
      readonly nextToken?: string | undefined;
      readonly completedFromMs?: number | undefined;
      readonly completedToMs?: number | undefined;
      /** Whose tables they are, where those of another account are backed up. */
      readonly role?: CrossAccountRole | undefined;
    },
    signal?: AbortSignal,
  ): Promise<Entries<Snapshot>>;
  /** All Tablestore instances that can be restored, with their tables. `role` as above. */
  describeOtsInstances(
    args: { readonly role?: CrossAccountRole | undefined },
    signal?: AbortSignal,
  ): Promise<Entries<OtsInstance>>;
  /** All snapshots of instances from one time to another. There are no pages: ask for short spans. */
  describeInstanceSnapshots(
    args: {
      readonly sourceType: string;
      readonly regionId: string;
      readonly from: number;
      readonly to: number;
      readonly instanceId?: string | undefined;
      /** With these, a span of any length will do. */
      readonly snapshotIds?: readonly string[] | undefined;
    },
    signal?: AbortSignal,
  ): Promise<Entries<Snapshot>>;
  /** The backup clients of ECS instances, all or those of some instances. `role` as above. */
  describeBackupClients(
    args: PageArgs & {
      readonly instanceIds?: readonly string[] | undefined;
      readonly role?: CrossAccountRole | undefined;
    },
    signal?: AbortSignal,
  ): Promise<Entries<BackupClient>>;
  describeContainerClusters(args: PageArgs, signal?: AbortSignal): Promise<Entries<ContainerCluster>>;
  /** Some entries of a folder of a snapshot; `maxResults` 10 to 100. Where it fails, nothing is known of the folder. */
  browseFiles(
    args: {
      readonly vaultId: string;
      readonly snapshotHash: string;
      /** From `/` on. */
      readonly path: string;
      readonly maxResults: number;
      readonly nextToken?: string | undefined;
      readonly edition?: string | undefined;
    },
    signal?: AbortSignal,
  ): Promise<Entries<FileEntry>>;
  /** Resolves where the role is set up. Where it isn't, the error's code says what is missing. */
  checkRole(args: CrossAccountRole, signal?: AbortSignal): Promise<void>;
}

type Values = Readonly<Record<string, string | number | undefined>>;

/** The parameters that have a value, as texts. */
export const withoutUndefined = (values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

const roleParameters = ({ userId, roleName }: CrossAccountRole) => ({
  CrossAccountUserId: userId,
  CrossAccountRoleName: roleName,
});

/** What asks for the resources of another account. */
const accountParameters = (role: CrossAccountRole | undefined) =>
  role ? { CrossAccountType: 'CROSS_ACCOUNT', ...roleParameters(role) } : {};

const pageOf = ({ pageNumber, pageSize }: PageArgs) => ({ PageNumber: pageNumber, PageSize: pageSize });

/** The conditions of a search. Two conditions are used where `BETWEEN` could be: its form differs between the vendor's pages. */
function conditions(
  source: SnapshotSource,
  {
    completedFrom,
    completedTo,
  }: { readonly completedFrom?: number | undefined; readonly completedTo?: number | undefined },
): string {
  const term = (field: string, value: string | number | undefined, operation = 'MATCH_TERM') =>
    value === undefined ? [] : [{ field, value, operation }];
  return JSON.stringify([
    ...term('VaultId', source.vaultId),
    ...term('InstanceId', source.instanceId),
    ...term('Bucket', source.bucket),
    ...term('FileSystemId', source.fileSystemId),
    ...term('CreateTime', source.createTime),
    ...term('CompleteTime', completedFrom, 'GREATER_THAN_OR_EQUAL'),
    ...term('CompleteTime', completedTo, 'LESS_THAN_OR_EQUAL'),
  ]);
}

type Send = <T>(
  operation: ReadingOperation,
  request: Pick<ServiceRequest, 'query' | 'body'>,
  signal: AbortSignal | undefined,
  read: (response: ServiceResponse) => T,
) => Promise<T>;

/** @param send sends one request and reads its response */
export function accountOperations(send: Send): AccountOperations {
  return {
    describeVaults: ({ vaultId, ...page }, signal) =>
      send('DescribeVaults', { query: withoutUndefined({ ...pageOf(page), VaultId: vaultId }) }, signal, listedVaults),

    describeBackupPlans({ sourceType, ...page }, signal) {
      const query = withoutUndefined({ SourceType: sourceType, ...pageOf(page) });
      return send('DescribeBackupPlans', { query }, signal, listedPlans);
    },

    searchSnapshots({ limit, nextToken, edition, completedFrom, completedTo, ...source }, signal) {
      const query = withoutUndefined({
        SourceType: source.sourceType,
        Query: conditions(source, { completedFrom, completedTo }),
        Limit: limit,
        NextToken: nextToken,
        Order: 'DESC',
        Edition: edition,
      });
      return send('SearchHistoricalSnapshots', { query }, signal, listedSnapshots);
    },

    describeTableSnapshots({ instanceName, tableName, snapshotIds = [], role, ...range }, signal) {
      const { limit, nextToken, completedFromMs, completedToMs } = range;
      const body = withoutUndefined({
        ...Object.fromEntries(snapshotIds.map((id, index) => [`SnapshotIds.${index + 1}`, id])),
        'OtsInstances.1.InstanceName': instanceName,
        'OtsInstances.1.TableNames.1': tableName,
        StartTime: completedFromMs,
        EndTime: completedToMs,
        Limit: limit,
        NextToken: nextToken,
      });
      return send('DescribeOtsTableSnapshots', { query: accountParameters(role), body }, signal, listedTableSnapshots);
    },

    describeOtsInstances: ({ role }, signal) =>
      send('DescribeRecoverableOtsInstances', { query: accountParameters(role) }, signal, listedOtsInstances),

    describeInstanceSnapshots({ sourceType, regionId, from, to, instanceId, snapshotIds }, signal) {
      const span = { StartTime: from, EndTime: to };
      const query = withoutUndefined({
        SourceType: sourceType,
        UdmRegionId: regionId,
        ...span,
        InstanceId: instanceId,
      });
      const body = withoutUndefined({ SnapshotIds: snapshotIds && JSON.stringify(snapshotIds) });
      return send('DescribeUdmSnapshots', { query, body }, signal, listedInstanceSnapshots);
    },

    describeBackupClients({ instanceIds, role, ...page }, signal) {
      const query = withoutUndefined({ ClientType: 'ECS_CLIENT', ...pageOf(page), ...accountParameters(role) });
      const body = withoutUndefined({ InstanceIds: instanceIds && JSON.stringify(instanceIds) });
      return send('DescribeBackupClients', { query, body }, signal, listedClients);
    },

    describeContainerClusters: (page, signal) =>
      send('DescribeContainerCluster', { query: withoutUndefined(pageOf(page)) }, signal, listedClusters),

    browseFiles({ vaultId, snapshotHash, path, maxResults, nextToken, edition }, signal) {
      const folder = { VaultId: vaultId, SnapshotHash: snapshotHash, AbsolutePath: path };
      const query = withoutUndefined({ ...folder, MaxResults: maxResults, NextToken: nextToken, Edition: edition });
      return send('BrowseFiles', { query }, signal, listedFiles);
    },

    checkRole: (role, signal) => send('CheckRole', { query: roleParameters(role) }, signal, () => undefined),
  };
}
