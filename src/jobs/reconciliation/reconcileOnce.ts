/**
 * One search for what became of submissions whose outcome nobody knows. It reads the service's list and never sends a restore:
 * DescribeRestoreJobs2 is the only operation that it uses.
 */
import type { Account } from '../../cloud/account.ts';
import type { HbrClient } from '../../cloud/hbrClient.ts';
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import type { Clock } from '../clock.ts';
import { isUnsettled, type JobRecord } from '../record.ts';
import { isMissing, withKnownId } from '../recordUpdate.ts';
import type { Journal } from '../storage/journal.ts';
import type { Lock, Locks } from '../storage/locks.ts';
import type { JobStore } from '../store.ts';
import { mayOwn, readHiddenRecords, type HiddenRecord } from './hiddenRecords.ts';
import { matchSubmission, type MatchResult, type RecordTimes } from './match.ts';
import { adoptJob, afterWindowClosed, isNewFinding, isToBeTold, markNotExecuted } from './outcomes.ts';
import { creationRange, isSteady, lateness, readWholeList, type ServiceTime, type WholeList } from './wholeList.ts';

/** The searches of this process for one submission. Times in ms by the clock that nobody can set. */
export interface SearchHistory {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Searches that read the whole list once its job could no longer turn up. */
  readonly proofs: number;
  /** The date of the last answer, to see whether the next one is as much later as it must be. */
  readonly serviceTime?: ServiceTime | undefined;
}

export interface ReconcileDependencies {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly locks: Locks;
  readonly clock: Clock;
  /** RestoreIds of the jobs of the past. They are in no journal, and still belong to a submission. */
  readonly pastIds: () => Promise<ReadonlySet<string>>;
  /** The jobs of the past that can't be read. */
  readonly hiddenPast: () => Promise<readonly HiddenRecord[]>;
  /** RestoreIds of removed jobs. Each belonged to a submission as far as was known, but its record can't be asked any more. */
  readonly removedIds: () => Promise<ReadonlySet<string>>;
  /** The client for an account, or undefined where it can't be asked now. @throws CloudError where it may not be */
  readonly clientFor: (account: Account) => HbrClient | undefined | Promise<HbrClient | undefined>;
  /** How long after an attempt its job may turn up in the list and be known for its own by its time alone, in ms. */
  readonly graceMs: number;
  /**
   * How long after the first search a job may still turn up in the list, in ms. It has to be longer than any way that a request that was
   * given up may take to the service, through a proxy that held it back.
   */
  readonly proofMs: number;
  /** What this process searched so far, by the record's id. It is kept from one call to the next. */
  readonly searches: Map<string, SearchHistory>;
  /** Called when a submission got another state, or candidates that it had not before. A person is told by the record's mark. */
  readonly onFound: (record: JobRecord, before: JobRecord) => void;
}

/** A submission counts as not executed only after this many searches that found nothing when its job could no longer turn up. */
const minProofs = 2;
/** The most candidates that are kept for a person to choose from. */
const maxCandidates = 20;

/** Adds a search to those before. */
function withSearch(
  before: SearchHistory | undefined,
  list: WholeList,
  { now, proofMs }: { readonly now: number; readonly proofMs: number },
): SearchHistory {
  const firstAt = before?.firstAt ?? now;
  // A clock of the service that jumped, or a list from a cache, is no proof. Nor is what was read before the jump.
  const isDated =
    list.skewMs !== undefined &&
    (before?.serviceTime === undefined ||
      (list.serviceTime !== undefined && isSteady(before.serviceTime, list.serviceTime)));
  // A list that was not read whole, or that may be another account's, proves nothing by what it lacks.
  const isProof = list.isComplete && !list.otherCaller && isDated && now - firstAt >= proofMs;
  const proofs = isDated ? (before?.proofs ?? 0) + (isProof ? 1 : 0) : 0;
  return { count: (before?.count ?? 0) + 1, firstAt, lastAt: now, proofs, serviceTime: list.serviceTime };
}

/** A list that a submission's job may be in, without the jobs that surely belong to others. */
interface SearchedList extends WholeList {
  readonly removedIds: ReadonlySet<string>;
  /** Other records, which can't be read and don't say which job is their own. */
  readonly hidden: readonly HiddenRecord[];
}

/** A list without the jobs of records that can't be read. @param records those that can be read */
function withoutHidden(
  { jobs, ...list }: WholeList & Pick<SearchedList, 'removedIds'>,
  all: readonly HiddenRecord[],
  record: JobRecord,
  records: readonly JobRecord[],
): SearchedList {
  // A record may be back as what was about to be sent. What its damaged text says is then about itself.
  const others = all.filter(({ id }) => id !== record.id);
  const taken = new Set(others.flatMap(({ restoreIds }) => restoreIds));
  const known = new Set(records.map(({ id }) => id));
  return {
    ...list,
    jobs: jobs.filter(({ RestoreId }) => !taken.has(RestoreId)),
    hidden: others.filter(({ id }) => !known.has(id)),
  };
}

/** The match in a list. A removed job that fits is left to a person: it is nobody's for sure, but a proof that nothing was started it is not. */
function matchIn(
  record: JobRecord,
  { jobs, removedIds }: SearchedList,
  records: readonly JobRecord[],
  timesOf: (record: JobRecord) => RecordTimes,
): MatchResult {
  const match = matchSubmission(
    record,
    jobs.filter(({ RestoreId }) => !removedIds.has(RestoreId)),
    records,
    timesOf,
  );
  if (match.kind !== 'none') return match;
  const withRemoved = matchSubmission(record, jobs, records, timesOf);
  return withRemoved.kind === 'adopt' ? { kind: 'choose', candidates: [withRemoved.job] } : withRemoved;
}

/** The record as it is after one more search. */
function afterSearch(
  record: JobRecord,
  list: SearchedList,
  records: readonly JobRecord[],
  { clock, graceMs, proofMs, locks, searches }: ReconcileDependencies,
): JobRecord {
  const { host } = locks.owner;
  const now = clock.monotonic();
  // What another window sent may be older than this process.
  const isWatched = ({ id, window }: JobRecord) =>
    window === locks.owner.window && now - (searches.get(id)?.firstAt ?? now) < proofMs;
  const isDoubtful = (job: RestoreJobInfo) => list.hidden.some((hidden) => mayOwn(hidden, job, proofMs));
  const match = matchIn(record, list, records, (each) => ({
    range: creationRange(each, list, { host, graceMs, proofMs }),
    isWatched: isWatched(each),
  }));
  if (match.kind === 'adopt' && !isDoubtful(match.job)) {
    const evidence = { baseline: record.baseline !== undefined, ...lateness(record, match.job, list) };
    return adoptJob(record, match.job, clock.now(), evidence);
  }
  const search = withSearch(searches.get(record.id), list, { now, proofMs });
  searches.set(record.id, search);
  if (match.kind === 'none' && search.proofs >= minProofs) return markNotExecuted(record);
  const { candidates, otherCaller, ...rest } = record;
  void [candidates, otherCaller]; // They are of the search before.
  const next: JobRecord = list.otherCaller ? { ...rest, otherCaller: true } : rest;
  if (match.kind === 'none') return next;
  const found = match.kind === 'adopt' ? [match.job] : match.candidates;
  return { ...next, candidates: found.slice(0, maxCandidates) };
}

/** Submissions of one key are looked for in one reading of one list. */
const restoreListKey = ({ account, request: { query } }: JobRecord) =>
  JSON.stringify([account, query['RestoreType'], query['VaultId'], query['Edition']]);

/**
 * Writes a change down and then shows it. The window that sent the submission may have woken up, and have written down what the service
 * answered. That is the truth, and stays.
 */
async function saveFinding(
  next: JobRecord,
  before: JobRecord,
  { journal, store, onFound }: ReconcileDependencies,
): Promise<void> {
  const isChanged = JSON.stringify(next) !== JSON.stringify(before);
  const isNew = isNewFinding(next, before, store.all());
  const { untoldFinding: untoldBefore, ...found } = next;
  void untoldBefore; // A window may have told of it since it was read.
  let written: JobRecord | undefined;
  const known = await journal.update(next.id, (onDisk) => {
    written = undefined;
    // The answer may have come to this window while the disk took nothing.
    const latest = withKnownId(onDisk, store.get(next.id));
    const isAsRead = isUnsettled(latest) && latest.claim === before.claim;
    if (!isChanged || !isAsRead) return latest;
    const isUntold = isNew ? isToBeTold(found) : onDisk.untoldFinding === true;
    written = isUntold ? { ...found, untoldFinding: true } : found;
    return written;
  });
  // It was removed meanwhile.
  if (!known) return;
  store.replace(known);
  if (isNew && known === written) onFound(known, before);
}

async function reconcileList(held: readonly JobRecord[], dependencies: ReconcileDependencies): Promise<void> {
  const [first] = held;
  const client = first && (await dependencies.clientFor(first.account));
  if (!client) return;
  const whole = await readWholeList(client, first.request, dependencies.clock);
  const pastIds = await dependencies.pastIds();
  const removedIds = await dependencies.removedIds();
  const hiddenPast = await dependencies.hiddenPast();
  const list = { ...whole, jobs: whole.jobs.filter(({ RestoreId }) => !pastIds.has(RestoreId)), removedIds };
  for (const record of held) {
    // The journal is read anew each time, after the list. An id that any record owns by now is no candidate for another one.
    const { journal } = dependencies;
    const { records, unread } = await journal.readAll();
    const hidden = [...hiddenPast, ...(await readHiddenRecords(journal.folder, unread))];
    const searched = withoutHidden(list, hidden, record, records);
    await saveFinding(afterSearch(record, searched, records, dependencies), record, dependencies);
  }
}

/**
 * Searches once for each of the given submissions that no living window is working on.
 *
 * @returns the ids of those that a living window holds
 * @throws the first failure, after all lists were tried
 */
export async function reconcileOnce(ids: readonly string[], dependencies: ReconcileDependencies): Promise<string[]> {
  const { journal, locks, store, clock } = dependencies;
  const taken: Lock[] = [];
  const heldByOthers: string[] = [];
  const groups = new Map<string, JobRecord[]>();
  try {
    for (const id of ids) {
      const lock = await locks.take(id);
      if (!lock) {
        heldByOthers.push(id);
        continue;
      }
      taken.push(lock);
      // It is read only now: no other window changes it while the lock is held.
      const record = await journal.read(id);
      // Where this window alone knows its RestoreId, there is nothing to find out: the next poll writes it down.
      if (!record || isMissing(store.get(id), record)) continue;
      const known = afterWindowClosed(record, clock.now());
      if (known !== record) await saveFinding(known, record, dependencies);
      else store.replace(record);
      if (isUnsettled(known)) groups.set(restoreListKey(known), [...(groups.get(restoreListKey(known)) ?? []), known]);
    }
    const results = await Promise.allSettled([...groups.values()].map((group) => reconcileList(group, dependencies)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return heldByOthers;
  } finally {
    await Promise.all(taken.map((lock) => lock.release()));
  }
}
