/**
 * Follows submitted jobs to their end by polling the service's lists, and only while a job is pending. One poll of a list
 * serves all jobs of an account, a type and an edition, in all windows.
 */
import type { Account } from '../../cloud/account.ts';
import { isUnsigned } from '../../cloud/cloudError.ts';
import type { HbrClient } from '../../cloud/hbrClient.ts';
import type { Clock } from '../clock.ts';
import { isPending, type JobRecord } from '../record.ts';
import type { Journal } from '../storage/journal.ts';
import type { JobStore } from '../store.ts';
import type { WallClockWatch } from '../wallClock.ts';
import { findRestoreJobs } from './findRestoreJobs.ts';
import { isFollowed, pollingIntervalSeconds, type KnownTimes } from './pollingInterval.ts';
import type { PollingLease, PollingLeases } from './pollingLease.ts';
import { unfollowedBy } from './unfollowed.ts';
import { createPollRecorder } from './pollRecorder.ts';

export interface PollerDependencies {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly leases: PollingLeases;
  readonly clock: Clock;
  /** That of the window, which knows how the clock was set before a poller was needed. */
  readonly wallClock: WallClockWatch;
  /**
   * The client for an account, or undefined where it can't be asked now (a sandbox that was stopped, a window that may not
   * sign). @throws an Error, with a `nextStep` where there is one, where nobody signs for it
   */
  readonly clientFor: (account: Account) => HbrClient | undefined | Promise<HbrClient | undefined>;
  /** The least time between two polls, in seconds. */
  readonly floorSeconds: () => number;
  /** Whether the window is in front. */
  readonly isFocused: () => boolean;
  /** Called for each poll that failed, and without an error for the first one that worked again. */
  readonly onOutage: (error: Error | undefined) => void;
}

export interface Poller {
  /** Polls at once for every job that is pending. Rejects where the service could not be asked. */
  refresh(): Promise<void>;
  /** To be called when the window came to the front, or left it. */
  focusChanged(): void;
  /** To be called when the wall clock was set or the machine woke: polls at once. */
  clockJumped(): void;
  /** Resolves once no poll is under way. */
  settled(): Promise<void>;
  dispose(): void;
}

/** The time that each request adds before the next poll for the same account, and for any, in ms. They bound the requests in a minute. */
const restMs = { sameAccount: 2000, any: 1000 };

/** What the poller remembers of one list. Its times are of the monotonic clock. */
interface ListState {
  /** When this window polled it last, or learnt that another window did. */
  polledAt?: number;
  /** When it is to be polled for the first time. */
  firstDueAt?: number;
  /** How often the wall clock had jumped by the last poll. */
  jumps: number;
  /** Polls that failed since the last one that worked. */
  failures: number;
  /** A factor of about 1 on the interval. It spreads the polls of windows that share an outage. */
  jitter: number;
  polling?: Promise<void>;
}

/** Records by the key of the list that has them. */
type Lists = ReadonlyMap<string, readonly JobRecord[]>;

function groupByList(records: readonly JobRecord[]): Lists {
  const lists = new Map<string, JobRecord[]>();
  for (const record of records) {
    const { RestoreType, Edition } = record.request.query;
    const key = JSON.stringify([record.account, RestoreType, Edition]);
    const list = lists.get(key);
    if (list) list.push(record);
    else lists.set(key, [record]);
  }
  return lists;
}

export function createPoller(dependencies: PollerDependencies): Poller {
  const { store, leases, clock, wallClock } = dependencies;
  /** When this window learnt of a record, by id and by the monotonic clock. */
  const knownSince = new Map<string, number>();
  const states = new Map<string, ListState>();
  /** Until when nothing is polled, by the monotonic clock: for an account, and for any. */
  const accountRests = new Map<string, number>();
  let restUntil = 0;
  let stopTimer: (() => void) | undefined;
  let disposed = false;

  const stateOf = (key: string): ListState => {
    const state = states.get(key) ?? { failures: 0, jitter: 1, jumps: 0 };
    states.set(key, state);
    return state;
  };

  /** Until when an account rests. @param records of one list, which are all of one account */
  const restOf = (records: readonly JobRecord[]) =>
    Math.max(accountRests.get(JSON.stringify(records[0]?.account)) ?? 0, restUntil);
  const rest = (records: readonly JobRecord[], requests: number) => {
    const account = JSON.stringify(records[0]?.account);
    const now = clock.monotonic();
    accountRests.set(account, Math.max(accountRests.get(account) ?? 0, now) + requests * restMs.sameAccount);
    restUntil = Math.max(restUntil, now) + requests * restMs.any;
  };

  const knownFor = ({ id }: JobRecord): number => {
    const since = knownSince.get(id) ?? clock.monotonic();
    knownSince.set(id, since);
    return clock.monotonic() - since;
  };
  /** The time since a moment of a record, in ms: for one in the future, the time since this window knows the record. */
  const timeSince = (moment: number, record: JobRecord) => Math.max(wallClock.ageOf(moment) ?? 0, knownFor(record));
  const ageOf = (record: JobRecord) => timeSince(record.createdAt, record);
  const timesOf = (record: JobRecord): KnownTimes => ({
    known: knownFor(record),
    missing: record.missingSince === undefined ? 0 : timeSince(record.missingSince, record),
  });
  const recorder = createPollRecorder({ ...dependencies, ageOf });

  const intervalMs = (records: readonly JobRecord[], failures: number) => {
    const conditions = { floorSeconds: dependencies.floorSeconds(), focused: dependencies.isFocused(), failures };
    return pollingIntervalSeconds(records, ageOf, conditions) * 1000;
  };

  const poll = async (client: HbrClient, records: readonly JobRecord[]) => {
    // Where the job was in the list before, the service's own time tells how far to read, whatever this machine's clock said.
    const madeAt = ({ seen, createdAt }: JobRecord) => (seen?.CreatedTime ? seen.CreatedTime * 1000 : createdAt);
    const wanted = new Map(
      records.flatMap((record) => (record.restoreId ? [[record.restoreId, madeAt(record)] as const] : [])),
    );
    rest(records, 1);
    // The service lists the jobs of another edition only where that edition is asked for.
    const { RestoreType = '', Edition } = records[0]?.request.query ?? {};
    const result = await findRestoreJobs(client, { restoreType: RestoreType, edition: Edition }, wanted);
    rest(records, result.requests - 1);
    await recorder.record(
      records.map(({ id }) => id),
      result,
    );
  };

  /**
   * @param withinMs a poll that another window began less than this ago is as good as one of this window
   * @returns whether the service is known to answer: not so where another window is asking it, or did so in vain
   */
  const pollWithLease = async (client: HbrClient, key: string, records: readonly JobRecord[], withinMs: number) => {
    // Where no lease can be had, the disk is full or read-only. Jobs are followed all the same.
    const withoutLease: PollingLease = { release: () => Promise.resolve() };
    const lease = await leases.acquire(key, withinMs).catch(() => withoutLease);
    if ('agoMs' in lease) {
      stateOf(key).polledAt = clock.monotonic() - lease.agoMs;
      return lease.isAnswered;
    }
    let end: Parameters<PollingLease['release']>[0] = 'answered';
    try {
      await poll(client, records);
      succeeded(key);
    } catch (error) {
      end = isUnsigned(error) ? 'notAsked' : 'failed';
      throw error;
    } finally {
      // A poll counts for all windows. Where the service was not asked, the other windows poll themselves, because they may have keys.
      await lease.release(end).catch(() => undefined);
    }
    return true;
  };

  const succeeded = (key: string) => {
    const state = stateOf(key);
    const wasFailing = [...states.values()].some(({ failures }) => failures > 0);
    state.failures = 0;
    state.jitter = 1;
    if (wasFailing && [...states.values()].every(({ failures }) => failures === 0)) dependencies.onOutage(undefined);
  };

  const pollOrReport = async (key: string, records: readonly JobRecord[], withinMs: number) => {
    const state = stateOf(key);
    const ids = records.map(({ id }) => id);
    state.polledAt = clock.monotonic();
    state.jumps = wallClock.jumps();
    let client: HbrClient | undefined;
    try {
      // The client comes before the lease: a window without keys takes none.
      const [first] = records;
      client = first && (await dependencies.clientFor(first.account));
      const isAnswering = client ? await pollWithLease(client, key, records, withinMs) : true;
      if (!client) state.failures = 0;
      if (isAnswering) store.setUnfollowed(ids, undefined);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      state.failures++;
      state.jitter = 0.75 + Math.random() / 2;
      const { failures } = state;
      store.setUnfollowed(ids, unfollowedBy(error, { hasClient: client !== undefined, failures }));
      dependencies.onOutage(error);
      throw error;
    }
  };

  const begin = (key: string, records: readonly JobRecord[], withinMs: number): Promise<void> => {
    const state = stateOf(key);
    state.polling = pollOrReport(key, records, withinMs).finally(() => {
      delete state.polling;
      schedule();
    });
    return state.polling;
  };

  const pendingLists = (): Lists => groupByList(store.all().filter(isPending));
  const followedLists = (): Lists => groupByList(store.all().filter((record) => isFollowed(record, timesOf(record))));

  /** Whether the wall clock jumped since the list was polled. Then nobody knows what happened meanwhile, so it is polled at once. */
  const hasJumped = ({ jumps }: ListState) => jumps !== wallClock.jumps();

  /** By the monotonic clock, so that it is not put off where somebody sets the clock back. */
  const dueAt = (key: string, records: readonly JobRecord[]): number => {
    const state = stateOf(key);
    if (state.polledAt === undefined) {
      // A job that was submitted in another session is polled for when the window starts.
      const youngest = Math.min(...records.map(ageOf));
      state.firstDueAt ??= clock.monotonic() + Math.max(dependencies.floorSeconds() * 1000 - youngest, 0);
      return Math.max(state.firstDueAt, restOf(records));
    }
    const waitMs = hasJumped(state) ? 0 : intervalMs(records, state.failures) * state.jitter;
    return Math.max(state.polledAt + waitMs, restOf(records));
  };

  const pollDue = () => {
    if (disposed) return;
    for (const [key, records] of followedLists()) {
      const state = stateOf(key);
      if (state.polling || dueAt(key, records) > clock.monotonic()) continue;
      const sinceOwn = clock.monotonic() - (state.polledAt ?? -Infinity);
      const withinMs = hasJumped(state) ? 0 : Math.min(sinceOwn, intervalMs(records, state.failures) * 0.9);
      // A failure was reported by onOutage.
      begin(key, records, withinMs).catch(() => undefined);
    }
    schedule();
  };

  const schedule = () => {
    stopTimer?.();
    stopTimer = undefined;
    const waiting = [...followedLists()].filter(([key]) => !stateOf(key).polling);
    if (disposed || waiting.length === 0) return;
    const next = Math.min(...waiting.map(([key, records]) => dueAt(key, records)));
    stopTimer = clock.setTimer(Math.ceil(Math.max(next - clock.monotonic(), 0)), pollDue);
  };

  const stopListening = store.onDidChange(() => schedule());
  schedule();
  return {
    async refresh() {
      if (disposed) return;
      const polls = [...pendingLists()].map(async ([key, records]) => {
        // A poll that is under way may have begun before what the caller wants to see.
        await stateOf(key).polling?.catch(() => undefined);
        await (stateOf(key).polling ?? begin(key, records, 0));
      });
      const failed = (await Promise.allSettled(polls)).find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    focusChanged() {
      if (dependencies.isFocused()) pollDue();
      else schedule();
    },
    clockJumped: pollDue,
    async settled() {
      for (;;) {
        const polling = [...states.values()].flatMap((state) => state.polling ?? []);
        if (polling.length === 0) return;
        await Promise.allSettled(polling);
      }
    },
    dispose() {
      disposed = true;
      stopListening();
      stopTimer?.();
    },
  };
}
