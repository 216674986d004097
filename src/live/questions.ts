/** What can be asked of an account: one function for each kind of question. */
import * as l10n from '@vscode/l10n';
import type { AccountOperations, CrossAccountRole, SnapshotSource } from '../cloud/accountOperations.ts';
import type {
  BackupClient,
  BackupPlan,
  ContainerCluster,
  Entries,
  FileEntry,
  OtsInstance,
  Snapshot,
  Vault,
} from '../cloud/accountResponses.ts';
import type { ReadingOperation } from '../cloud/readingOperations.ts';

/** Something that can be asked of an account, and how. Questions of one key are the same question. */
export interface Question<T> {
  /** Unique for what is asked, within an account and its region. */
  readonly key: string;
  /** The one operation that it calls, once or for several pages: a missing permission is remembered for it. */
  readonly operation: ReadingOperation;
  /** How long an answer stays good, in ms. */
  readonly freshMs: number;
  /** @param reads every call of it waits for its turn */
  readonly ask: (reads: AccountOperations, signal: AbortSignal) => Promise<T>;
}

const minute = 60_000;

/** A list that was read over several pages. */
export interface Whole<T> {
  readonly entries: readonly T[];
  /** False where the list has, or may have, more than what is read of it: then it doesn't show that something isn't there. */
  readonly isComplete: boolean;
}

const pageSize = 100;

/** Reads the first page, then the others side by side, `mostPages` at most. */
async function allPages<T>(
  page: (args: { readonly pageNumber: number; readonly pageSize: number }) => Promise<Entries<T>>,
  mostPages: number,
): Promise<Whole<T>> {
  const first = await page({ pageNumber: 1, pageSize });
  const total = first.totalCount ?? first.entries.length;
  const pages = Math.min(Math.ceil(total / pageSize), mostPages);
  const rest = await Promise.all(
    Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page({ pageNumber: index + 2, pageSize })),
  );
  const entries = [first, ...rest].flatMap((each) => each.entries);
  // A service may give fewer on a page than it is asked for, or not say how many there are.
  const isCounted = first.totalCount !== undefined || entries.length < pageSize;
  return { entries, isComplete: isCounted && entries.length >= total };
}

/**
 * Why a list was left whose `nextToken` came before. It leads to what is in memory already, so whoever followed it would go round for ever, and
 * hold everything else up.
 */
export const repeatedText = (): string => l10n.t('The service keeps returning the same part of the list.');

const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts);

export const vaults = (): Question<Whole<Vault>> => ({
  key: 'vaults',
  operation: 'DescribeVaults',
  freshMs: 5 * minute,
  ask: (reads, signal) => allPages((page) => reads.describeVaults(page, signal), 10),
});

/** @param sourceType as plans name it: ECS_FILE, OSS, NAS, OTS, UDM_ECS */
export const plans = (sourceType: string): Question<Whole<BackupPlan>> => ({
  key: keyOf('plans', sourceType),
  operation: 'DescribeBackupPlans',
  freshMs: 5 * minute,
  ask: (reads, signal) => allPages((page) => reads.describeBackupPlans({ sourceType, ...page }, signal), 10),
});

/** @param role whose instances they are, where those of another account are meant */
export const backupClients = (role?: CrossAccountRole): Question<Whole<BackupClient>> => ({
  key: keyOf('clients', role?.userId, role?.roleName),
  operation: 'DescribeBackupClients',
  freshMs: minute,
  ask: (reads, signal) => allPages((page) => reads.describeBackupClients({ ...page, role }, signal), 20),
});

/** The client of one instance, which is one call however many there are. @param role whose instance it is, where it is another account's */
export const backupClient = (instanceId: string, role?: CrossAccountRole): Question<BackupClient | undefined> => ({
  key: keyOf('client', instanceId, role?.userId, role?.roleName),
  operation: 'DescribeBackupClients',
  freshMs: minute,
  async ask(reads, signal) {
    const asked = { pageNumber: 1, pageSize: 10, instanceIds: [instanceId], role };
    const found = await reads.describeBackupClients(asked, signal);
    return found.entries.find((client) => client.instanceId === instanceId);
  },
});

/** @param role whose they are, where those of another account are meant */
export const otsInstances = (role?: CrossAccountRole): Question<Entries<OtsInstance>> => ({
  key: keyOf('otsInstances', role?.userId, role?.roleName),
  operation: 'DescribeRecoverableOtsInstances',
  freshMs: 5 * minute,
  ask: (reads, signal) => reads.describeOtsInstances({ role }, signal),
});

export const containerClusters = (): Question<Whole<ContainerCluster>> => ({
  key: 'clusters',
  operation: 'DescribeContainerCluster',
  freshMs: 5 * minute,
  ask: (reads, signal) => allPages((page) => reads.describeContainerClusters(page, signal), 10),
});

/** Which snapshots of a source: the newest, those completed in a span (UNIX seconds), or those after a page. */
export interface SnapshotRange {
  readonly from?: number;
  readonly to?: number;
  readonly nextToken?: string;
  /** 1 to 100. */
  readonly limit?: number;
}

const newestFirst = (found: Entries<Snapshot>): Entries<Snapshot> => ({
  ...found,
  entries: [...found.entries].sort((a, b) => (b.completeTime ?? 0) - (a.completeTime ?? 0)),
});

/** One page of the snapshots of a source of ECS_FILE, OSS or NAS, newest first. */
export const sourceSnapshots = (
  source: SnapshotSource,
  { from, to, nextToken, limit = 100 }: SnapshotRange = {},
): Question<Entries<Snapshot>> => ({
  key: keyOf('snapshots', source, from, to, nextToken, limit),
  operation: 'SearchHistoricalSnapshots',
  freshMs: minute,
  async ask(reads, signal) {
    const range = { completedFrom: from, completedTo: to, nextToken, limit };
    return newestFirst(await reads.searchSnapshots({ ...source, ...range }, signal));
  },
});

/** One page of the snapshots of a Tablestore instance, or of one of its tables, newest first. @param role whose it is, where it is another account's */
export const tableSnapshots = (
  instanceName: string,
  tableName: string | undefined,
  { from, to, nextToken, limit = 100 }: SnapshotRange = {},
  role?: CrossAccountRole,
): Question<Entries<Snapshot>> => ({
  key: keyOf('tables', instanceName, tableName, from, to, nextToken, limit, role?.userId, role?.roleName),
  operation: 'DescribeOtsTableSnapshots',
  freshMs: minute,
  async ask(reads, signal) {
    const span = { completedFromMs: from && from * 1000, completedToMs: to && to * 1000 };
    return newestFirst(
      await reads.describeTableSnapshots({ instanceName, tableName, ...span, nextToken, limit, role }, signal),
    );
  },
});

/** A Tablestore snapshot by its ID alone. @param role whose table it is, where that is one of another account */
export const tableSnapshot = (snapshotId: string, role?: CrossAccountRole): Question<Entries<Snapshot>> => ({
  key: keyOf('tableSnapshot', snapshotId, role?.userId, role?.roleName),
  operation: 'DescribeOtsTableSnapshots',
  freshMs: minute,
  ask: (reads, signal) => reads.describeTableSnapshots({ snapshotIds: [snapshotId], role, limit: 10 }, signal),
});

/**
 * All snapshots of ECS instances that are backed up whole, or of their disks (`UDM_ECS_DISK`), from one UNIX time to another: there are no
 * pages, so ask for short spans.
 */
export const instanceSnapshots = (
  regionId: string,
  { from, to }: { readonly from: number; readonly to: number },
  instanceId?: string,
  sourceType = 'UDM_ECS',
): Question<Entries<Snapshot>> => ({
  key: keyOf('instances', regionId, from, to, instanceId, sourceType),
  operation: 'DescribeUdmSnapshots',
  freshMs: minute,
  async ask(reads, signal) {
    return newestFirst(await reads.describeInstanceSnapshots({ sourceType, regionId, from, to, instanceId }, signal));
  },
});

/** One page, of 100 at most, of a folder of a snapshot. What a snapshot holds never changes. */
export const folderPage = (
  place: { readonly vaultId: string; readonly snapshotHash: string; readonly edition?: string },
  path: string,
  nextToken?: string,
): Question<Entries<FileEntry>> => ({
  key: keyOf('folder', place, path, nextToken),
  operation: 'BrowseFiles',
  freshMs: 60 * minute,
  ask: (reads, signal) => reads.browseFiles({ ...place, path, nextToken, maxResults: 100 }, signal),
});

/** Resolves where another account has set its role up; the error's code says what is missing. */
export const crossAccountRole = (role: CrossAccountRole): Question<void> => ({
  key: keyOf('role', role.userId, role.roleName),
  operation: 'CheckRole',
  freshMs: minute,
  ask: (reads: AccountOperations, signal) => reads.checkRole(role, signal),
});
