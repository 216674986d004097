/** What is backed up into a vault, and the snapshots of one such source. */
import type { BackupPlan, Entries, Snapshot } from '../cloud/accountResponses.ts';
import { sourceTypeOf } from '../restoreSpec/schema.ts';
import type { OfferContext } from './offerContext.ts';
import { instanceSnapshots, plans, sourceSnapshots, tableSnapshots, type Question } from './questions.ts';
import { isExpired, sourceName, sourceOfPlan, snapshotTime } from './snapshotOffers.ts';

/** The fields of a source that its snapshots are found by. */
export type SourceField = 'instanceId' | 'bucket' | 'fileSystemId' | 'createTime' | 'instanceName' | 'tableName';

/** Something that is backed up into a vault. Which fields it has depends on its type. */
export interface BackedUp extends Partial<Pick<Snapshot, SourceField>> {
  /** As its snapshots are listed: ECS_FILE, OSS, NAS, OTS_TABLE, UDM_ECS, UDM_ECS_DISK. */
  readonly sourceType: string;
  readonly vaultId: string;
}

/** The fields by which the sources of a type are told apart, in the order of entering them. */
const sourceFields: Readonly<Record<string, readonly SourceField[]>> = {
  ECS_FILE: ['instanceId'],
  OSS: ['bucket'],
  NAS: ['fileSystemId', 'createTime'],
  OTS_TABLE: ['instanceName', 'tableName'],
  UDM_ECS: ['instanceId'],
};

/** Empty for a kind of restore whose snapshots can't be listed by their source. */
export const sourceFieldsOf = (restoreType: string): readonly SourceField[] =>
  sourceFields[sourceTypeOf(restoreType) ?? ''] ?? [];

/** By which type the snapshots for a kind of restore are listed: specs have no type for those of single disks. */
export const listedTypeOf = (restoreType: string): string =>
  /DISK/.test(restoreType) ? 'UDM_ECS_DISK' : (sourceTypeOf(restoreType) ?? '');

/** The source of a plan; for Tablestore, each of its tables. */
function sourcesOfPlan(sourceType: string, plan: BackupPlan): BackedUp[] {
  const { vaultId, instanceId, instanceName, tableNames } = plan;
  const shared = { sourceType, vaultId };
  const named = instanceName !== undefined && { instanceName };
  if (sourceType === 'OTS_TABLE')
    return named ? tableNames.map((tableName) => ({ ...shared, ...named, tableName })) : [];
  if (/^UDM/.test(sourceType)) return instanceId === undefined ? [] : [{ ...shared, instanceId, ...named }];
  const source = sourceOfPlan(sourceType, plan);
  return source ? [{ ...source, ...(sourceType === 'ECS_FILE' && named) }] : [];
}

/** The sources that plans back up into a vault, each once, by name. Rejects as a reader does. */
export async function backedUpIn(
  vaultId: string,
  restoreType: string,
  read: OfferContext['read'],
): Promise<readonly BackedUp[]> {
  const sourceType = sourceTypeOf(restoreType) ?? '';
  // Plans have another name for Tablestore. Disks are backed up by the plans of their instances.
  const { entries } = await read(plans(sourceType === 'OTS_TABLE' ? 'OTS' : sourceType));
  const found = entries
    .filter((plan) => plan.vaultId === vaultId)
    .flatMap((plan) => sourcesOfPlan(listedTypeOf(restoreType), plan))
    .map((source) => [JSON.stringify(sourceFieldsOf(restoreType).map((field) => source[field])), source] as const);
  return [...new Map(found).values()].sort((a, b) =>
    (sourceName(a) ?? '').localeCompare(sourceName(b) ?? '', 'en', { numeric: true }),
  );
}

const daySeconds = 86_400;
/** How far back the snapshots of a whole instance are looked through at once: they come without pages. */
const spanSeconds = 90 * daySeconds;

type Context = Pick<OfferContext, 'region' | 'now' | 'read'>;

/** The newest snapshots of a source that is listed by pages, or the newest of those up to a time (UNIX seconds). */
function pageOf(
  { sourceType, vaultId, instanceId, bucket, fileSystemId, createTime, instanceName = '', tableName }: BackedUp,
  upTo?: number,
): Question<Entries<Snapshot>> {
  const range = upTo === undefined ? {} : { to: upTo };
  if (sourceType === 'OTS_TABLE') return tableSnapshots(instanceName, tableName, range);
  const source = {
    ...{ sourceType, vaultId },
    ...(instanceId !== undefined && { instanceId }),
    ...(bucket !== undefined && { bucket }),
    ...(fileSystemId !== undefined && { fileSystemId }),
    ...(createTime !== undefined && { createTime }),
  };
  return sourceSnapshots(source, range);
}

/** The snapshots of a whole instance, or of its disks, in the last span that may have some. */
async function readSpan(
  { sourceType, instanceId }: BackedUp,
  { region, now, read }: Context,
  upTo?: number,
): Promise<Entries<Snapshot>> {
  // Whole days, so that the same is asked for the rest of the day.
  const to = upTo ?? (Math.floor(now / 1000 / daySeconds) + 1) * daySeconds;
  const from = Math.max(1, to - spanSeconds);
  const found = await read(instanceSnapshots(region, { from, to }, instanceId, sourceType));
  if (found.entries.length > 0 || from === 1) return found;
  // One that is no longer backed up has only older ones. They are few, since nothing adds to them.
  return read(instanceSnapshots(region, { from: 1, to: from - 1 }, instanceId, sourceType));
}

/**
 * The newest snapshots of a source, or the newest of those up to a time, newest first: 100 at most, of whole instances those of a span.
 * There are none only where the source has no older ones either. Rejects as a reader does.
 */
export async function readSnapshots(source: BackedUp, context: Context, upTo?: number): Promise<Entries<Snapshot>> {
  const found = await (source.sourceType.startsWith('UDM')
    ? readSpan(source, context, upTo)
    : context.read(pageOf(source, upTo)));
  const isOfVault = ({ vaultId }: Snapshot) => vaultId === undefined || vaultId === source.vaultId;
  return { ...found, entries: found.entries.filter(isOfVault) };
}

/** The last snapshot up to a time (UNIX seconds) that can be restored: one that has expired can't. */
export const lastUpTo = (newestFirst: readonly Snapshot[], seconds: number, now: number): Snapshot | undefined =>
  newestFirst.find((snapshot) => snapshotTime(snapshot) <= seconds && !isExpired(snapshot, now));

/**
 * The snapshots of a source up to a time, newest first, and the last of them that can be restored. Where those that are known already
 * reach so far, nothing is asked.
 */
export async function snapshotsUpTo(
  source: BackedUp,
  seconds: number,
  context: Context,
): Promise<{ readonly last: Snapshot | undefined; readonly snapshots: readonly Snapshot[] }> {
  const { entries: newest } = await readSnapshots(source, context);
  const known = newest.filter((snapshot) => snapshotTime(snapshot) <= seconds);
  const last = lastUpTo(known, seconds, context.now);
  if (last) return { last, snapshots: known };
  const { entries: older } = await readSnapshots(source, context, seconds);
  return { last: lastUpTo(older, seconds, context.now), snapshots: older };
}
