/**
 * Follows submitted jobs to their end by asking the service for its lists, and only while something is pending. One walk
 * of a list serves all jobs of an account and a type, in all windows.
 */
import type { Account } from '../cloud/account.ts';
import type { HbrClient } from '../cloud/client.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import type { Journal } from './journal.ts';
import { isMilestone, observe, withProgressOf } from './observe.ts';
import { intervalSeconds, isFollowed } from './pace.ts';
import { isPending, type JobRecord } from './record.ts';
import type { JobStore } from './store.ts';
import type { Turn, Turns } from './turns.ts';
import { isUnsigned, unfollowedBy } from './unfollowed.ts';
import { walk, type Walk } from './walk.ts';

export interface TrackerParts {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly turns: Turns;
  /**
   * The client for an account, or undefined where it can't be asked now (a sandbox that was stopped, a window that may not
   * sign). @throws an Error, with a `nextStep` where there is one, where nobody signs for it
   */
  readonly clientFor: (account: Account) => HbrClient | undefined | Promise<HbrClient | undefined>;
  /** The least time between two looks, in seconds. */
  readonly floorSeconds: () => number;
  /** Whether the window is in front. */
  readonly isFocused: () => boolean;
  readonly now: () => number;
  /** Told of each look that failed, and with no error of the first one that worked again. */
  readonly onOutage: (error: Error | undefined) => void;
  /** Calls back once after so many ms; returns the way to stop it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface Tracker {
  /** Looks at once, at every job that is pending; rejects where the service could not be asked. */
  refresh(): Promise<void>;
  /** To be told when the window came to the front, or left it. */
  focusChanged(): void;
  /** Resolves once no look is under way. */
  settled(): Promise<void>;
  dispose(): void;
}

/** How far jobs are is written down only so often; at least this many ms apart, and so many for each job that runs. */
const writeEveryMs = 10_000;
const writeEveryMsEach = 200;
/** The time that each request of a look adds before the next look, in ms: it bounds the requests in a minute. */
const restMsEach = 1000;

/** What the tracker remembers of one list. */
interface ListState {
  lookedAt?: number;
  failures: number;
  /** Spreads the looks of windows that share an outage; about 1. */
  jitter: number;
  looking?: Promise<void>;
}

type Lists = ReadonlyMap<string, readonly JobRecord[]>;

function listsOf(records: readonly JobRecord[]): Lists {
  const lists = new Map<string, JobRecord[]>();
  for (const record of records) {
    const key = JSON.stringify([record.account, record.request.query['RestoreType']]);
    const list = lists.get(key);
    if (list) list.push(record);
    else lists.set(key, [record]);
  }
  return lists;
}

export function createTracker(parts: TrackerParts): Tracker {
  const { store, journal, turns, now } = parts;
  const states = new Map<string, ListState>();
  const writtenAt = new Map<string, number>();
  let restUntil = 0;
  let cancelTimer: (() => void) | undefined;
  let disposed = false;

  const stateOf = (key: string): ListState => {
    const state = states.get(key) ?? { failures: 0, jitter: 1 };
    states.set(key, state);
    return state;
  };

  const rest = (requests: number) => {
    restUntil = Math.max(restUntil, now()) + requests * restMsEach;
  };

  const intervalMs = (records: readonly JobRecord[], failures: number) => {
    const pace = { floorSeconds: parts.floorSeconds(), focused: parts.isFocused(), failures };
    return intervalSeconds(records, now(), pace) * 1000;
  };

  /** Writes down what a look saw of a job. @returns the record as it then is: another window may have changed it */
  const write = async (record: JobRecord, seen: RestoreJobInfo | undefined, other: boolean): Promise<JobRecord> => {
    const onDisk = await journal.read(record.id);
    if (!onDisk) return observe(record, seen, now(), other);
    const next = observe(withProgressOf(onDisk, record), seen, now(), other);
    if (next !== onDisk) await journal.write(next);
    writtenAt.set(record.id, now());
    return next;
  };

  /**
   * Takes in what a look saw. A step is on disk before it is shown, how far a job is only now and then.
   * @throws where a step can't be written; it is shown all the same
   */
  const takeIn = async (ids: readonly string[], { found, otherCaller }: Walk) => {
    const everyMs = Math.max(writeEveryMs, writeEveryMsEach * ids.length);
    const changes = ids.flatMap((id) => {
      const record = store.get(id);
      const seen = found.get(record?.restoreId ?? '');
      const next = record?.restoreId && observe(record, seen, now(), otherCaller);
      return record && next && next !== record ? [{ record, seen, next, isStep: isMilestone(record, next) }] : [];
    });
    store.put(...changes.filter(({ isStep }) => !isStep).map(({ next }) => next));
    const failures: unknown[] = [];
    for (const { record, seen, next, isStep } of changes) {
      if (!isStep && now() - (writtenAt.get(record.id) ?? 0) < everyMs) continue;
      const known = await write(record, seen, otherCaller).catch((error: unknown) => {
        failures.push(error);
        return next;
      });
      if (isStep) store.put(known);
    }
    if (failures.length > 0) throw failures[0];
  };

  const look = async (client: HbrClient, records: readonly JobRecord[]) => {
    const wanted = new Map(
      records.flatMap((record) => (record.restoreId ? [[record.restoreId, record.createdAt]] : [])),
    );
    rest(1);
    const walked = await walk(client, records[0]?.request.query['RestoreType'] ?? '', wanted);
    rest(walked.pages - 1);
    await takeIn(
      records.map(({ id }) => id),
      walked,
    );
  };

  /** @param since a look that another window began later is as good as one of this */
  const lookInTurn = async (client: HbrClient, key: string, records: readonly JobRecord[], since: number) => {
    // Where turns can't be taken, the disk is full or read-only: jobs are followed all the same.
    const own: Turn = { began: now(), done: () => Promise.resolve() };
    const turn = await turns.take(key, since).catch(() => own);
    if ('lookedAt' in turn) {
      stateOf(key).lookedAt = turn.lookedAt;
      return;
    }
    let asked = true;
    try {
      await look(client, records);
      succeeded(key);
    } catch (error) {
      asked = !isUnsigned(error);
      throw error;
    } finally {
      // It stands in for looks of other windows, which may have keys: without it they look themselves.
      await turn.done(asked).catch(() => undefined);
    }
  };

  const succeeded = (key: string) => {
    const state = stateOf(key);
    const wasFailing = [...states.values()].some(({ failures }) => failures > 0);
    state.failures = 0;
    state.jitter = 1;
    if (wasFailing && [...states.values()].every(({ failures }) => failures === 0)) parts.onOutage(undefined);
  };

  const lookOrSay = async (key: string, records: readonly JobRecord[], since: number) => {
    const state = stateOf(key);
    const ids = records.map(({ id }) => id);
    state.lookedAt = now();
    let client: HbrClient | undefined;
    try {
      // Before the turn: a window without keys takes none.
      const [first] = records;
      client = first && (await parts.clientFor(first.account));
      if (client) await lookInTurn(client, key, records, since);
      else state.failures = 0;
      store.setUnfollowed(ids, undefined);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      state.failures++;
      state.jitter = 0.75 + Math.random() / 2;
      store.setUnfollowed(ids, !client || isUnsigned(error) ? unfollowedBy(error) : undefined);
      parts.onOutage(error);
      throw error;
    }
  };

  const begin = (key: string, records: readonly JobRecord[], since: number): Promise<void> => {
    const state = stateOf(key);
    state.looking = lookOrSay(key, records, since).finally(() => {
      delete state.looking;
      schedule();
    });
    return state.looking;
  };

  const pendingLists = (): Lists => listsOf(store.all().filter(isPending));
  const followedLists = (): Lists => listsOf(store.all().filter((record) => isFollowed(record, now())));

  const dueAt = (key: string, records: readonly JobRecord[]): number => {
    const { lookedAt, failures, jitter } = stateOf(key);
    const youngest = Math.max(...records.map(({ createdAt }) => createdAt));
    // One that was submitted in another session is looked at when the window starts.
    const first = Math.min(youngest, now()) + parts.floorSeconds() * 1000;
    return Math.max(lookedAt === undefined ? first : lookedAt + intervalMs(records, failures) * jitter, restUntil);
  };

  const lookAtDue = () => {
    for (const [key, records] of followedLists()) {
      const { looking, lookedAt = 0, failures } = stateOf(key);
      if (looking || dueAt(key, records) > now()) continue;
      const since = Math.max(lookedAt, now() - intervalMs(records, failures) * 0.9);
      // onOutage has said what failed.
      begin(key, records, since).catch(() => undefined);
    }
    schedule();
  };

  const schedule = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    const waiting = [...followedLists()].filter(([key]) => !stateOf(key).looking);
    if (disposed || waiting.length === 0) return;
    const next = Math.min(...waiting.map(([key, records]) => dueAt(key, records)));
    cancelTimer = parts.after(Math.ceil(Math.max(next - now(), 0)), lookAtDue);
  };

  const stopListening = store.onDidChange(() => schedule());
  schedule();
  return {
    async refresh() {
      const looks = [...pendingLists()].map(async ([key, records]) => {
        // A look that is under way may have begun before what one wants to see.
        await stateOf(key).looking?.catch(() => undefined);
        await (stateOf(key).looking ?? begin(key, records, now()));
      });
      const failed = (await Promise.allSettled(looks)).find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    focusChanged() {
      if (parts.isFocused()) lookAtDue();
      else schedule();
    },
    async settled() {
      for (;;) {
        const looking = [...states.values()].flatMap((state) => state.looking ?? []);
        if (looking.length === 0) return;
        await Promise.allSettled(looking);
      }
    },
    dispose() {
      disposed = true;
      stopListening();
      cancelTimer?.();
    },
  };
}
