/**
 * Finds out what became of submissions whose outcome nobody knows, by reading the service's list. It never sends a restore:
 * the only operation it uses is DescribeRestoreJobs2.
 */
import * as l10n from '@vscode/l10n';
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import type { Journal } from './journal.ts';
import type { Lock, Locks } from './locks.ts';
import { judgeList, type Window } from './match.ts';
import { observe } from './observe.ts';
import { isUnsettled, type JobRecord } from './record.ts';
import type { JobStore } from './store.ts';

/** Looks through the whole list for one submission, and when the last one ended (ms since 1970). */
export interface Looks {
  readonly count: number;
  readonly lastAt: number;
}

export interface ReconcileParts {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly locks: Locks;
  /** RestoreIds of the jobs of the past: they are in no journal, and belong to somebody all the same. */
  readonly pastIds: () => Promise<ReadonlySet<string>>;
  /** The client for an account, or undefined where it can't be asked now. @throws CloudError where it may not be */
  readonly clientFor: (account: Account) => HbrClient | undefined | Promise<HbrClient | undefined>;
  readonly now: () => number;
  /** How long after an attempt its job may still turn up in the list, in ms. */
  readonly graceMs: number;
  /** Looks so far by this process; it keeps them from one call to the next. */
  readonly looks: Map<string, Looks>;
  /** Told when a submission got another state, or candidates that it had not. */
  readonly onFound: (record: JobRecord, before: JobRecord) => void;
}

/** The most that DescribeRestoreJobs2 gives at once. */
const pageSize = 99;
/** A list that is longer is not read to its end, and then proves nothing. */
const maxPages = 100;
/** Empty looks without which nothing counts as not executed. */
const minLooks = 2;
/** How far clocks may drift apart between the attempt and the look at the service's `Date`, in ms. */
const drift = 30_000;
/** The same where the two clocks were not compared, or where another machine's clock dated the attempt. */
const unmeasured = 15 * 60_000;
/** The longest that an attempt takes, for one whose end nobody saw: its time limits, and some. In ms. */
const longestAttempt = 120_000;
const maxCandidates = 20;

interface List {
  readonly jobs: readonly RestoreJobInfo[];
  readonly complete: boolean;
  /** Whether somebody else than the account's `caller` signed: what such a list lacks may be in the account's own. */
  readonly otherCaller: boolean;
  /** What to add to this machine's clock to get the service's, in ms; undefined where it could not be measured. */
  readonly skew: number | undefined;
}

/** Reads the whole list; a job that slides to the next page while it is read comes twice and counts once. */
async function readList(client: HbrClient, { query }: JobRecord['request'], now: () => number): Promise<List> {
  const jobs = new Map<string, RestoreJobInfo>();
  let skew: number | undefined;
  let otherCaller = false;
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber++) {
    const page = await client.describeRestoreJobs({
      restoreType: query['RestoreType'] ?? '',
      vaultId: query['VaultId'],
      edition: query['Edition'],
      pageNumber,
      pageSize,
    });
    for (const job of page.jobs) jobs.set(job.RestoreId, job);
    otherCaller ||= page.otherCaller === true;
    if (page.serverTime !== undefined) skew = page.serverTime - now();
    // A list that has less than it says proves nothing either.
    if (jobs.size >= page.totalCount) return { jobs: [...jobs.values()], complete: true, otherCaller, skew };
    if (page.jobs.length === 0) break;
  }
  return { jobs: [...jobs.values()], complete: false, otherCaller, skew };
}

const sentAtOf = (record: JobRecord) => record.sentAt ?? record.createdAt;
const endOf = (record: JobRecord) => record.endedAt ?? sentAtOf(record) + longestAttempt;

function windowFor({ skew }: List, { graceMs, locks }: ReconcileParts): (record: JobRecord) => Window {
  return (record) => {
    const compared = skew !== undefined && record.host === locks.owner.host;
    const allowance = compared ? drift : unmeasured;
    const shift = skew ?? 0;
    return { from: sentAtOf(record) + shift - allowance, to: endOf(record) + shift + graceMs + allowance };
  };
}

/** What is known without asking of a submission that no living window holds. */
function leftBehind(record: JobRecord, now: number): JobRecord {
  if (record.state === 'preparing') {
    const failure = record.failure ?? {
      message: l10n.t('The window closed before the request was sent.'),
      nextStep: l10n.t('Submit again.'),
    };
    return { ...record, state: 'refused', failure };
  }
  if (record.state !== 'sending') return record;
  const failure = {
    message: l10n.t('The window closed before the answer came.'),
    nextStep: l10n.t("Look for the job among the vault's restore jobs before you submit again."),
  };
  return { ...record, state: 'unclear', endedAt: Math.min(now, endOf(record)), failure };
}

/** The record as it is after one more look. */
function afterLook(record: JobRecord, list: List, records: readonly JobRecord[], parts: ReconcileParts): JobRecord {
  const verdict = judgeList(record, list.jobs, records, windowFor(list, parts));
  if (verdict.kind === 'adopt') return adopted(record, verdict.job, parts.now());
  const lastAt = parts.now();
  const proves = list.complete && !list.otherCaller;
  const looks = (parts.looks.get(record.id)?.count ?? 0) + (proves ? 1 : 0);
  parts.looks.set(record.id, { count: looks, lastAt });
  const over = lastAt >= endOf(record) + parts.graceMs;
  if (verdict.kind === 'none' && proves && over && looks >= minLooks) return notExecuted(record);
  const { candidates, otherCaller, ...rest } = record;
  void [candidates, otherCaller]; // Of the look before.
  const next: JobRecord = list.otherCaller ? { ...rest, otherCaller: true } : rest;
  return verdict.kind === 'none' ? next : { ...next, candidates: verdict.candidates.slice(0, maxCandidates) };
}

/** The submission once its job is known; that job may have ended by then. */
export function adopted(record: JobRecord, job: RestoreJobInfo, now: number): JobRecord {
  const { candidates, failure, otherCaller, ...rest } = record;
  void [candidates, failure, otherCaller]; // All were about not knowing it.
  return observe({ ...rest, state: 'submitted', restoreId: job.RestoreId }, job, now);
}

/** The submission once it is known that it started nothing. */
export function notExecuted(record: JobRecord): JobRecord {
  const { candidates, otherCaller, ...rest } = record;
  void [candidates, otherCaller]; // None was it.
  const failure = {
    ...record.failure,
    message: [l10n.t('The service lists no job of this request: nothing was restored.'), record.failure?.message]
      .filter(Boolean)
      .join(' '),
    nextStep: l10n.t('Submit again if you still want the restore.'),
  };
  return { ...rest, state: 'notExecuted', failure };
}

/** One call lists all submissions of a key. */
const listKey = ({ account, request: { query } }: JobRecord) =>
  JSON.stringify([account, query['RestoreType'], query['VaultId'], query['Edition']]);

/** Whether a submission has another state by now, or candidates that it had not. */
export function isNews(after: JobRecord, before: JobRecord): boolean {
  return after.state !== before.state || (after.candidates?.length ?? 0) > (before.candidates?.length ?? 0);
}

/** Writes a change down and then shows it. */
async function keep(next: JobRecord, before: JobRecord, { journal, store, onFound }: ReconcileParts): Promise<void> {
  if (JSON.stringify(next) !== JSON.stringify(before)) await journal.write(next);
  store.put(next);
  if (isNews(next, before)) onFound(next, before);
}

async function reconcileList(held: readonly JobRecord[], parts: ReconcileParts): Promise<void> {
  const [first] = held;
  const client = first && (await parts.clientFor(first.account));
  if (!client) return;
  const whole = await readList(client, first.request, parts.now);
  const past = await parts.pastIds();
  const list = { ...whole, jobs: whole.jobs.filter(({ RestoreId }) => !past.has(RestoreId)) };
  for (const record of held) {
    // Read anew each time, after the list: an id that any record owns by now is no candidate for another one.
    const { records } = await parts.journal.readAll();
    await keep(afterLook(record, list, records, parts), record, parts);
  }
}

/**
 * One look for each of the given submissions that no living window is at.
 *
 * @returns the ids of those that another window holds
 * @throws the first failure, after all others had their turn
 */
export async function reconcileOnce(ids: readonly string[], parts: ReconcileParts): Promise<string[]> {
  const { journal, locks, store, now } = parts;
  const taken: Lock[] = [];
  const elsewhere: string[] = [];
  const groups = new Map<string, JobRecord[]>();
  try {
    for (const id of ids) {
      const lock = await locks.take(id);
      if (!lock) {
        elsewhere.push(id);
        continue;
      }
      taken.push(lock);
      // Only now, with the lock, does it stand still.
      const record = await journal.read(id);
      if (!record) continue;
      const known = leftBehind(record, now());
      if (known !== record) await keep(known, record, parts);
      else store.put(record);
      if (isUnsettled(known)) groups.set(listKey(known), [...(groups.get(listKey(known)) ?? []), known]);
    }
    const results = await Promise.allSettled([...groups.values()].map((group) => reconcileList(group, parts)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return elsewhere;
  } finally {
    await Promise.all(taken.map((lock) => lock.release()));
  }
}
