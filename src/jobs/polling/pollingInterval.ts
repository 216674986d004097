/** The poll interval: how often the service is asked about a job. */
import { progressRate, secondsLeft } from '../progress.ts';
import { isPending, type JobRecord } from '../record.ts';

/** The longest interval in a window that is in front, in seconds. */
const slowestSeconds = 60;
/** The interval of a window that is not in front is this many times as long. */
const unfocusedFactor = 4;
/** A job grows older by this many seconds for each second of its interval. */
const ageDivisor = 30;
/** A job that was not in the list for this long is only polled for when a person refreshes, in ms. */
const givenUpMs = 86_400_000;
/** For so long a window polls for a missing job all the same, in ms: the clock may have been set forward before the window opened. */
const minFollowedMs = 600_000;

/** How long a job is known and missing, in ms, whatever the wall clock was set to meanwhile. */
export interface KnownTimes {
  /** Since this window has known the job. */
  readonly known: number;
  /** Since the job is missing from the list; 0 where it is not. */
  readonly missing: number;
}

/** Whether the service is asked about a job without a person refreshing. */
export function isFollowed(record: JobRecord, { missing, known }: KnownTimes): boolean {
  return isPending(record) && (missing < givenUpMs || known < minFollowedMs);
}

/**
 * Seconds between two polls for one job. Young jobs change fast and are polled often. So are jobs that move fast, once for each
 * percent, and jobs near their end, four times in what is left.
 */
function jobIntervalSeconds(record: JobRecord, ageMs: number): number {
  if (record.notFound) return slowestSeconds;
  const byAge = ageMs / (ageDivisor * 1000);
  const rate = progressRate(record);
  const byPercent = rate === undefined ? slowestSeconds : 100 / rate;
  const byEnd = (secondsLeft(record) ?? 4 * slowestSeconds) / 4;
  return Math.min(byAge, byPercent, byEnd, slowestSeconds);
}

export interface PollingConditions {
  /** The setting's least time between two polls, in seconds. */
  readonly floorSeconds: number;
  readonly focused: boolean;
  /** Polls that failed since the last one that worked. */
  readonly failures: number;
}

/**
 * Seconds to the next poll for the jobs of one list: the shortest interval of them, doubled with each failure.
 *
 * @param records at least one
 * @param ageOf the time since a job was submitted, in ms
 */
export function pollingIntervalSeconds(
  records: readonly JobRecord[],
  ageOf: (record: JobRecord) => number,
  { floorSeconds, focused, failures }: PollingConditions,
): number {
  const shortest = Math.max(
    floorSeconds,
    Math.min(...records.map((record) => jobIntervalSeconds(record, ageOf(record)))),
  );
  const wanted = shortest * (focused ? 1 : unfocusedFactor) * 2 ** Math.min(failures, 10);
  return Math.min(wanted, Math.max(focused ? slowestSeconds : 2 * slowestSeconds, floorSeconds));
}
