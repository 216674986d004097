/** Follows submitted jobs to their end by asking the service for its list, and only while something is pending. */
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { isPending, type JobRecord } from './record.ts';
import type { Journal } from './journal.ts';
import type { JobStore } from './store.ts';

/** The most that DescribeRestoreJobs2 gives at once. */
const pageSize = 99;
/** More jobs than this of one type are not looked through. */
const maxPages = 100;
const maxIntervalSeconds = 60;
/** How long the service may take to list a job that it has just accepted. */
const listedWithinMs = 30_000;

export interface TrackerParts {
  readonly store: JobStore;
  readonly journal: Journal;
  /** The client for an account, or undefined where it can't be asked now (a sandbox that was stopped). */
  readonly clientFor: (account: Account) => HbrClient | undefined | Promise<HbrClient | undefined>;
  /** The least time between two looks, in seconds. */
  readonly floorSeconds: () => number;
  readonly now: () => number;
  /** Told of each look that failed, and with no error of the first one that worked again. */
  readonly onOutage: (error: Error | undefined) => void;
  /** Calls back once after so many ms; returns the way to stop it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface Tracker {
  /** Looks at once; rejects where the service could not be asked. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** Young jobs change fast, old ones slowly. In seconds. */
export function intervalSeconds(ageMs: number, floorSeconds: number, failures: number): number {
  const byAge = Math.max(floorSeconds, ageMs / 30_000);
  return Math.min(byAge * 2 ** failures, Math.max(maxIntervalSeconds, floorSeconds));
}

/** One walk of the list serves all jobs of an account and a type. */
function groups(records: readonly JobRecord[]): JobRecord[][] {
  const byList = new Map<string, JobRecord[]>();
  for (const record of records.filter(isPending)) {
    const key = JSON.stringify([record.account, record.request.query['RestoreType']]);
    byList.set(key, [...(byList.get(key) ?? []), record]);
  }
  return [...byList.values()];
}

/** Reads the list, newest first, until every wanted job was seen or the list ends. */
async function look(
  client: HbrClient,
  restoreType: string,
  wanted: ReadonlySet<string>,
): Promise<Map<string, RestoreJobInfo>> {
  const found = new Map<string, RestoreJobInfo>();
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber++) {
    const { jobs, totalCount } = await client.describeRestoreJobs({ restoreType, pageNumber, pageSize });
    for (const job of jobs) if (wanted.has(job.RestoreId)) found.set(job.RestoreId, job);
    if (found.size === wanted.size || jobs.length === 0 || pageNumber * pageSize >= totalCount) break;
  }
  return found;
}

export function createTracker(parts: TrackerParts): Tracker {
  const { store, journal, now } = parts;
  let cancelTimer: (() => void) | undefined;
  let polling: Promise<void> | undefined;
  let failures = 0;
  let disposed = false;

  const follow = async (group: JobRecord[]) => {
    const [first] = group;
    const client = first && (await parts.clientFor(first.account));
    if (!client) return;
    const ids = new Set(group.flatMap(({ restoreId }) => restoreId ?? []));
    const found = await look(client, first.request.query['RestoreType'] ?? '', ids);
    for (const { id } of group) {
      // The record may have changed while the list was read.
      const record = store.get(id);
      if (!record?.restoreId) continue;
      const seen = found.get(record.restoreId);
      if (!seen && now() - record.createdAt < listedWithinMs) continue;
      const next: JobRecord = seen ? { ...record, seen, notFound: false } : { ...record, notFound: true };
      if (JSON.stringify(next) === JSON.stringify(record)) continue;
      await journal.write(next);
      store.put(next);
    }
  };

  const poll = async () => {
    const results = await Promise.allSettled(groups(store.all()).map(follow));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) failures++;
    else if (failures > 0) {
      failures = 0;
      parts.onOutage(undefined);
    }
    if (!failed) return;
    const error = failed.reason instanceof Error ? failed.reason : new Error(String(failed.reason));
    parts.onOutage(error);
    throw error;
  };

  const schedule = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    const pending = store.all().filter(isPending);
    if (disposed || pending.length === 0) return;
    const youngest = Math.max(...pending.map(({ createdAt }) => createdAt));
    const seconds = intervalSeconds(now() - youngest, parts.floorSeconds(), failures);
    // Jitter, so that several windows don't ask in step.
    const jitter = failures > 0 ? 0.75 + Math.random() / 2 : 1;
    // onOutage has said it already.
    cancelTimer = parts.after(seconds * 1000 * jitter, () => void refresh().catch(() => undefined));
  };

  const refresh = (): Promise<void> => {
    polling ??= poll().finally(() => {
      polling = undefined;
      schedule();
    });
    return polling;
  };

  const stopListening = store.onDidChange(() => {
    if (!polling) schedule();
  });
  schedule();
  return {
    refresh,
    dispose() {
      disposed = true;
      stopListening();
      cancelTimer?.();
    },
  };
}
