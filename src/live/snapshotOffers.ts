/** The snapshots that an account offers to a spec: those of its vault and source, newest first. */
import * as l10n from '@vscode/l10n';
import type { SnapshotSource } from '../cloud/accountOperations.ts';
import type { BackupPlan, Entries, Snapshot } from '../cloud/accountResponses.ts';
import { formatBytes, formatDuration } from '../jobs/format/units.ts';
import { localText } from '../restoreSpec/dateFormat.ts';
import type { OfferedValue } from '../restoreSpec/liveValues.ts';
import { schemaOf, sourceTypeOf, valuePrefix } from '../restoreSpec/schema.ts';
import { targetAccount, words, type OfferContext, type Offers } from './offerContext.ts';
import {
  instanceSnapshots,
  otsInstances,
  plans,
  sourceSnapshots,
  tableSnapshot,
  tableSnapshots,
  type Question,
} from './questions.ts';

/** The most sources whose snapshots are asked for at once: each is a call. */
const mostSources = 8;
const daySeconds = 86_400;

/** What of a snapshot's source a spec can name as its target. */
const targets = { ECS_FILE: 'TargetInstanceId', OSS: 'TargetBucket', NAS: 'TargetFileSystemId' } as const;
type FileSource = keyof typeof targets;

const isFileSource = (sourceType: string): sourceType is FileSource => Object.hasOwn(targets, sourceType);

/** The kind of source that a spec is about, from its `SourceType` or its `RestoreType`. */
function sourceTypeIn({ SourceType = '', RestoreType = '' }: OfferContext['values']): string {
  return SourceType === '' ? (sourceTypeOf(RestoreType) ?? '') : SourceType;
}

/** The day that is being typed, such as `2026-11-28`, as UNIX seconds in this machine's time zone. */
export function typedDay(typed: string): { readonly from: number; readonly to: number } | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(typed) ?? [];
  if (year === undefined) return undefined;
  const from = new Date(Number(year), Number(month) - 1, Number(date)).getTime() / 1000;
  const to = new Date(Number(year), Number(month) - 1, Number(date) + 1).getTime() / 1000 - 1;
  return from > 0 && from < to ? { from, to } : undefined;
}

/** How a plan's source is searched by; undefined where the plan doesn't say it. */
export function sourceOfPlan(
  sourceType: string,
  plan: Pick<BackupPlan, 'vaultId'> & Partial<BackupPlan>,
): SnapshotSource | undefined {
  const { vaultId, instanceId, bucket, fileSystemId, createTime } = plan;
  const shared = { sourceType, vaultId };
  if (sourceType === 'ECS_FILE') return instanceId === undefined ? undefined : { ...shared, instanceId };
  if (sourceType === 'OSS') return bucket === undefined ? undefined : { ...shared, bucket };
  if (sourceType !== 'NAS' || fileSystemId === undefined || createTime === undefined) return undefined;
  return { ...shared, fileSystemId, createTime };
}

const resourceOf = ({ instanceId, bucket, fileSystemId }: SnapshotSource) => instanceId ?? bucket ?? fileSystemId;

/**
 * The sources in the spec's vault, or in all. The one that the spec restores to comes first, since most restores go back in place, then those
 * whose name or ID is being typed.
 */
async function sourcesIn({ read, values, typed }: OfferContext, sourceType: FileSource): Promise<SnapshotSource[]> {
  const { entries } = await read(plans(sourceType));
  const vaultId = values['VaultId'] ?? '';
  const target = values[targets[sourceType]];
  const wanted = typed.toLowerCase();
  const found = new Map<string, { readonly source: SnapshotSource; readonly rank: number }>();
  for (const plan of entries) {
    const source = sourceOfPlan(sourceType, plan);
    if (!source || (/^v-./.test(vaultId) && plan.vaultId !== vaultId)) continue;
    const resource = resourceOf(source);
    const isTyped = wanted !== '' && `${plan.instanceName ?? ''} ${resource}`.toLowerCase().includes(wanted);
    found.set(JSON.stringify(source), { source, rank: resource === target ? 0 : isTyped ? 1 : 2 });
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostSources)
    .map(({ source }) => source);
}

/** The questions that together have the snapshots for a spec. */
async function snapshotQuestions(context: OfferContext): Promise<Question<Entries<Snapshot>>[]> {
  const { values, now, typed, read } = context;
  const sourceType = sourceTypeIn(values);
  const day = typedDay(typed);
  if (isFileSource(sourceType)) {
    const sources = await sourcesIn(context, sourceType);
    const target = values[targets[sourceType]];
    return sources.map((source) =>
      sourceSnapshots(source, { ...day, limit: sources.length === 1 || resourceOf(source) === target ? 100 : 25 }),
    );
  }
  if (sourceType === 'OTS_TABLE') {
    const account = targetAccount(values);
    if (!account) return [];
    const known = (await read(otsInstances(account.role))).entries.map(({ instanceName }) => instanceName);
    const instance = values['TargetInstanceName'] ?? '';
    const asked = known.includes(instance) ? [instance] : known.slice(0, mostSources);
    return asked.map((name) => tableSnapshots(name, undefined, { ...day }, account.role));
  }
  if (sourceType !== 'UDM_ECS') return [];
  // Whole days, so that the same is asked for the rest of the day.
  const to = (Math.floor(now / 1000 / daySeconds) + 1) * daySeconds;
  const instanceId = values['UdmDetail.sourceInstanceId'] ?? '';
  return [
    // Not `UdmRegionId`, which is the region that is restored to.
    instanceSnapshots(
      context.region,
      day ?? { from: to - 30 * daySeconds, to },
      /^i-./.test(instanceId) ? instanceId : undefined,
      (values['RestoreType'] ?? '').includes('DISK') ? 'UDM_ECS_DISK' : undefined,
    ),
  ];
}

/** The snapshots for a spec, newest first, each once. Sources that can't be asked are left out, unless none can. */
export async function snapshotsFor(context: OfferContext): Promise<readonly Snapshot[]> {
  const asked = await Promise.allSettled((await snapshotQuestions(context)).map((question) => context.read(question)));
  const failed = asked.find((each) => each.status === 'rejected');
  if (failed && asked.every(({ status }) => status === 'rejected')) throw failed.reason;
  const found = asked.flatMap((each) => (each.status === 'fulfilled' ? each.value.entries : []));
  const byId = new Map(found.map((snapshot) => [snapshot.snapshotId, snapshot]));
  return [...byId.values()].sort((a, b) => snapshotTime(b) - snapshotTime(a));
}

/** When it was taken, UNIX seconds; 0 where that isn't known. */
export const snapshotTime = ({ completeTime, createdTime }: Snapshot): number => completeTime ?? createdTime ?? 0;

/** What people call the source of a snapshot. */
export function sourceName({
  tableName,
  instanceName,
  instanceId,
  bucket,
  fileSystemId,
}: Partial<Snapshot>): string | undefined {
  return tableName === undefined
    ? (bucket ?? fileSystemId ?? instanceName ?? instanceId)
    : `${instanceName}/${tableName}`;
}

export const isExpired = ({ expireTime }: Snapshot, now: number): boolean =>
  expireTime !== undefined && expireTime * 1000 <= now;

/** What is to be known before a snapshot is restored: that it has expired, or lacks something. */
export function warningOf(snapshot: Snapshot, now: number): string | undefined {
  if (isExpired(snapshot, now)) return l10n.t('EXPIRED');
  const { status } = snapshot;
  return status === undefined || status === 'COMPLETE' ? undefined : status;
}

/** The parameters that a snapshot decides. */
export function fillsOf(snapshot: Snapshot, { values, region }: Pick<OfferContext, 'values' | 'region'>) {
  const sourceType = sourceTypeIn(values);
  const { instanceId, bucket, fileSystemId, createTime, instanceName, tableName, diskCategory } = snapshot;
  const restoreType = values['RestoreType'] ?? '';
  const place: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    ECS_FILE: { TargetInstanceId: instanceId },
    OSS: { TargetBucket: bucket },
    NAS: { TargetFileSystemId: fileSystemId, TargetCreateTime: createTime },
    OTS_TABLE: { TargetInstanceName: instanceName, TargetTableName: tableName },
    UDM_ECS: {
      UdmRegionId: region,
      ...(/ROLLBACK$/.test(restoreType) && instanceId !== undefined && { UdmDetail: { sourceInstanceId: instanceId } }),
      // A new disk of the same kind, on the same instance.
      ...(restoreType === 'UDM_ECS_DISK' &&
        instanceId !== undefined && { UdmDetail: { targetInstanceId: instanceId, diskCategory } }),
    },
  };
  return {
    SnapshotHash: snapshot.snapshotHash,
    SourceType: sourceType === '' ? snapshot.sourceType : sourceType,
    VaultId: snapshot.vaultId,
    ...place[sourceType],
  };
}

/** A snapshot as it is offered: by its time and age, with what is to be known before it is chosen. */
export function snapshotOffer(
  snapshot: Snapshot,
  context: Pick<OfferContext, 'values' | 'region' | 'now'>,
): OfferedValue {
  const seconds = snapshotTime(snapshot);
  const age = formatDuration(context.now / 1000 - seconds);
  const { snapshotId, bytesTotal, expireTime } = snapshot;
  const parts = [
    warningOf(snapshot, context.now),
    bytesTotal === undefined ? undefined : formatBytes(bytesTotal),
    sourceName(snapshot),
    snapshot.diskId,
  ];
  return {
    value: snapshotId,
    label: seconds === 0 ? snapshotId : l10n.t('{0} ({1} ago)', localText(seconds).slice(0, 16), age),
    description: words(...parts),
    detail: expireTime === undefined ? snapshotId : l10n.t('expires {0}', localText(expireTime).slice(0, 16)),
    words: `${snapshot.instanceId ?? ''} ${snapshot.paths.join(' ')}`.slice(0, 200),
    fills: fillsOf(snapshot, context),
  };
}

export const snapshotOffers: Offers = async (context) =>
  (await snapshotsFor(context)).map((snapshot) => snapshotOffer(snapshot, context));

/** The snapshot whose span counts: the one that is named; where none is yet, the newest of the table. */
async function spannedSnapshot(context: OfferContext): Promise<Snapshot | undefined> {
  const { read, values } = context;
  const wanted = values['SnapshotId'] ?? '';
  const table = values['TargetTableName'];
  const isOpen = wanted === '' || wanted === valuePrefix(schemaOf('SnapshotId'));
  const listed = await snapshotsFor({ ...context, typed: '' });
  if (isOpen) return listed.find(({ tableName }) => tableName === table);
  const isWanted = ({ snapshotId }: Snapshot) => snapshotId === wanted;
  return (
    listed.find(isWanted) ?? (await read(tableSnapshot(wanted, targetAccount(values)?.role))).entries.find(isWanted)
  );
}

/** The ends of the span in which a table can be restored to a time. */
export const spanOffers: Offers = async (context) => {
  if (sourceTypeIn(context.values) !== 'OTS_TABLE') return [];
  const chosen = await spannedSnapshot(context);
  const ends = [
    [l10n.t('end of the span of the snapshot'), chosen?.rangeEndMs && Math.floor(chosen.rangeEndMs / 1000)],
    [l10n.t('start of the span of the snapshot'), chosen?.rangeStartMs && Math.ceil(chosen.rangeStartMs / 1000)],
  ] as const;
  return ends.flatMap(([label, seconds]) =>
    chosen && seconds ? [{ value: seconds, label, description: localText(seconds), detail: chosen.snapshotId }] : [],
  );
};
