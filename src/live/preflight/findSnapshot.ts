/**
 * Finds the snapshot of a spec. Those of ECS files, buckets and file systems are listed by their source alone, which a spec doesn't name. So
 * the source that is restored to is looked through first, then the others of the vault.
 */
import * as l10n from '@vscode/l10n';
import type { SnapshotSource } from '../../cloud/accountOperations.ts';
import type { BackupPlan, Entries, Snapshot } from '../../cloud/accountResponses.ts';
import {
  plans as plansOf,
  repeatedText,
  sourceSnapshots,
  tableSnapshot,
  type Whole,
  type Question,
} from '../questions.ts';
import { sourceOfPlan } from '../snapshotOffers.ts';
import type { Answer, Answers } from './answers.ts';
import { known, unknown, type Fact } from './check.ts';
import type { SnapshotLookup } from './snapshotChecks.ts';
import type { Sent } from './targetChecks.ts';

/** The most pages of 100 snapshots that are asked for. */
const mostPages = 6;
/** As many calls as may be under way at once. */
const atOnce = 4;

const keyOf = ({ instanceId, bucket, fileSystemId, createTime }: SnapshotSource) =>
  JSON.stringify([instanceId ?? bucket ?? fileSystemId, createTime]);

/** The sources that the snapshot may be of, the one that is restored to first, each once. */
export function candidateSources(sent: Sent, plans: readonly BackupPlan[]): SnapshotSource[] {
  const { SourceType: sourceType = '', VaultId: vaultId = '', TargetCreateTime: createTime } = sent;
  const target = sourceOfPlan(sourceType, {
    vaultId,
    ...(sent['TargetInstanceId'] !== undefined && { instanceId: sent['TargetInstanceId'] }),
    ...(sent['TargetBucket'] !== undefined && { bucket: sent['TargetBucket'] }),
    ...(sent['TargetFileSystemId'] !== undefined && { fileSystemId: sent['TargetFileSystemId'] }),
    ...(createTime !== undefined && { createTime: Number(createTime) }),
  });
  const planned = plans.flatMap((plan) => (plan.vaultId === vaultId ? (sourceOfPlan(sourceType, plan) ?? []) : []));
  return [...new Map([target, ...planned].flatMap((each) => (each ? [[keyOf(each), each] as const] : []))).values()];
}

interface Page {
  readonly source: SnapshotSource;
  readonly nextToken?: string;
  /** How many snapshots of the source came before. */
  readonly before: number;
}

/** Looks through the newest snapshots of the sources. @param most pages that are asked for */
async function searchSources(
  snapshotId: string,
  sources: readonly SnapshotSource[],
  answers: Answers,
  most: number,
): Promise<Fact<SnapshotLookup>> {
  const queue: Page[] = sources.map((source) => ({ source, before: 0 }));
  const questionOf = ({ source, nextToken }: Omit<Page, 'before'>) =>
    sourceSnapshots(source, nextToken === undefined ? {} : { nextToken });
  let [left, count, isWhole] = [most, 0, true];
  const begun = new Set<string>();
  let why: string | undefined;
  let hasAnswer = false;
  while (queue.length > 0 && left > 0) {
    const [next] = queue;
    // What is at hand is looked through before anything is asked.
    const wave = queue.splice(0, next && answers.has(questionOf(next)) ? 1 : Math.min(atOnce, left));
    left -= wave.filter((page) => !answers.has(questionOf(page))).length;
    const pages = await Promise.all(wave.map((page) => answers.ask(questionOf(page))));
    for (const [index, { source, before }] of wave.entries()) {
      const page = pages[index];
      if (!page?.isKnown) {
        isWhole = false;
        why ??= page?.why;
        continue;
      }
      hasAnswer = true;
      const { entries, nextToken, totalCount = 0 } = page.value;
      count += entries.length;
      const snapshot = entries.find((each) => each.snapshotId === snapshotId);
      if (snapshot) return known({ snapshot, count, isWhole: false });
      const next = { source, before: before + entries.length };
      if (nextToken === undefined) {
        // Some could not be read.
        if (next.before < totalCount) isWhole = false;
        continue;
      }
      const { key } = questionOf({ source, nextToken });
      if (begun.has(key)) {
        isWhole = false;
        why ??= repeatedText();
        continue;
      }
      begun.add(key);
      if (source === sources[0]) queue.unshift({ ...next, nextToken });
      else queue.push({ ...next, nextToken });
    }
  }
  if (!hasAnswer && why !== undefined) return unknown(why);
  return known({ count, isWhole: isWhole && queue.length === 0, ...(why !== undefined && { why }) });
}

const minute = 60_000;

/** The snapshot of an instance, or of a disk of one, by its ID alone. @param sourceType UDM_ECS or UDM_ECS_DISK */
const instanceSnapshot = (
  snapshotId: string,
  sourceType: string,
  regionId: string,
  now: number,
): Question<Entries<Snapshot>> => ({
  key: JSON.stringify(['instanceSnapshot', snapshotId, sourceType, regionId]),
  operation: 'DescribeUdmSnapshots',
  freshMs: minute,
  ask: (reads, signal) =>
    reads.describeInstanceSnapshots({ sourceType, regionId, from: 1, to: now, snapshotIds: [snapshotId] }, signal),
});

/** What answers to questions by ID come to. An empty one shows that there is no such snapshot. */
function byId(snapshotId: string, found: readonly Answer<Entries<Snapshot>>[]): Fact<SnapshotLookup> {
  const lists = found.flatMap((answer) => (answer.isKnown ? [answer.value.entries] : []));
  const entries = lists.flat();
  const snapshot = entries.find((each) => each.snapshotId === snapshotId);
  const missing = found.find((answer) => !answer.isKnown);
  if (!snapshot && missing && !missing.isKnown) return unknown(missing.why);
  return known({ count: entries.length, isWhole: entries.length === 0, ...(snapshot && { snapshot }) });
}

export interface SnapshotSearch {
  readonly sent: Sent;
  readonly region: string;
  /** UNIX seconds. */
  readonly now: number;
  /** The plans of the source type, where its snapshots are listed by source. */
  readonly plans: Promise<Answer<Whole<BackupPlan>>> | undefined;
}

/** The source types whose snapshots are listed by source. */
export const listedBySource: ReadonlySet<string> = new Set(['ECS_FILE', 'OSS', 'NAS']);

/** The states in which a snapshot stays. In another one it may have been when it was listed, and no longer be. */
const lastingStates: ReadonlySet<unknown> = new Set(['COMPLETE', 'PARTIAL_COMPLETE', 'FAILED']);

/** Looks through the sources of the vault, newest snapshots first. */
async function findInSources(
  { sent, plans }: Pick<SnapshotSearch, 'sent'> & { readonly plans: Promise<Answer<Whole<BackupPlan>>> },
  answers: Answers,
): Promise<Fact<SnapshotLookup>> {
  const { SnapshotId: snapshotId = '', SourceType: sourceType = '' } = sent;
  // The source that is restored to is asked for while the plans are on their way: most restores go back to where the data came from.
  const [first] = candidateSources(sent, []);
  const [listed] = await Promise.all([plans, first && answers.ask(sourceSnapshots(first))]);
  const sources = candidateSources(sent, listed.isKnown ? listed.value.entries : []);
  const found = await searchSources(snapshotId, sources, answers, first ? mostPages - 1 : mostPages);
  if (!found.isKnown || found.value.snapshot) return found;
  if (!listed.isKnown) return sources.length === 0 ? unknown(listed.why) : known({ ...found.value, isWhole: false });
  if (!found.value.isWhole) return found;
  // A source that was planned since the plans were read may have it.
  const listedNow = await answers.ask(plansOf(sourceType), () => false);
  if (!listedNow.isKnown) return known({ ...found.value, isWhole: false, why: listedNow.why });
  const searched = new Set(sources.map(keyOf));
  const added = candidateSources(sent, listedNow.value.entries).filter((source) => !searched.has(keyOf(source)));
  const more = await searchSources(snapshotId, added, answers, mostPages);
  if (!more.isKnown) return known({ ...found.value, isWhole: false, why: more.why });
  const { count, isWhole } = more.value;
  return known({
    ...more.value,
    count: found.value.count + count,
    isWhole: isWhole && listedNow.value.isComplete,
  });
}

/** Asks for a snapshot by its ID. One that isn't found may still be one of another account, where those can't be asked for. */
async function findById(
  snapshotId: string,
  { sent, region, now }: Omit<SnapshotSearch, 'plans'>,
  answers: Answers,
): Promise<Fact<SnapshotLookup>> {
  const { SourceType: sourceType, RestoreType: restoreType = '', CrossAccountUserId: userId } = sent;
  const roleName = sent['CrossAccountRoleName'];
  const isOfOther = sent['CrossAccountType'] === 'CROSS_ACCOUNT';
  const isTable = sourceType === 'OTS_TABLE';
  const role = isTable && isOfOther && userId && roleName ? { userId, roleName } : undefined;
  const types = restoreType.includes('DISK') ? ['UDM_ECS', 'UDM_ECS_DISK'] : ['UDM_ECS'];
  const questions = isTable
    ? [tableSnapshot(snapshotId, role)]
    : types.map((type) => instanceSnapshot(snapshotId, type, region, now));
  const found = byId(snapshotId, await Promise.all(questions.map((question) => answers.ask(question))));
  const isUnproven = isOfOther && !role && found.isKnown && !found.value.snapshot;
  return isUnproven ? unknown(l10n.t('The snapshots of the other account are not listed.')) : found;
}

export async function findSnapshot(
  { sent, region, now, plans }: SnapshotSearch,
  answers: Answers,
): Promise<Fact<SnapshotLookup>> {
  const { SnapshotId: snapshotId, VaultId: vaultId, SourceType: sourceType = '' } = sent;
  if (!snapshotId || !vaultId) return unknown(l10n.t('The spec has no SnapshotId, or no VaultId.'));
  if (sent['Edition'] === 'BASIC') return unknown(l10n.t("Snapshots of Edition BASIC can't be listed by a vault."));
  if (sourceType === 'OTS_TABLE' || sourceType === 'UDM_ECS')
    return findById(snapshotId, { sent, region, now }, answers);
  if (!listedBySource.has(sourceType) || !plans) return unknown(l10n.t("Snapshots of this type can't be listed."));
  const listed = answers.listedSnapshot(vaultId, snapshotId);
  const listedBefore =
    listed?.sourceType === sourceType ? known({ snapshot: listed, count: 1, isWhole: false }) : undefined;
  if (listedBefore && lastingStates.has(listed?.status)) return listedBefore;
  const found = await findInSources({ sent, plans }, answers);
  return found.isKnown && found.value.snapshot ? found : (listedBefore ?? found);
}
