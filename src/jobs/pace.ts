/** How often a job is worth a look. */
import { progressRate, secondsLeft } from './progress.ts';
import { isPending, type JobRecord } from './record.ts';

const slowest = 60;
/** A window that nobody looks at asks this many times more rarely. */
const unfocusedTimes = 4;
/** A job that was not in the list for this long is only looked for when somebody asks, in ms. */
const givenUpMs = 86_400_000;

/** Whether the service is asked about a job without anybody asking for it. `now` in ms since 1970. */
export function isFollowed(record: JobRecord, now: number): boolean {
  return isPending(record) && now - (record.missingSince ?? now) < givenUpMs;
}

/** Seconds between two looks at a job: young ones change fast, and one that is fast or near its end is worth more. */
function paceOf(record: JobRecord, now: number): number {
  if (record.notFound) return slowest;
  const byAge = Math.max(now - record.createdAt, 0) / 30_000;
  const rate = progressRate(record);
  const byPercent = rate === undefined ? slowest : 100 / rate;
  const byEnd = (secondsLeft(record) ?? 4 * slowest) / 4;
  return Math.min(byAge, byPercent, byEnd, slowest);
}

export interface Pace {
  /** The setting's least time between two looks, in seconds. */
  readonly floorSeconds: number;
  readonly focused: boolean;
  /** Looks that failed since the last one that did not. */
  readonly failures: number;
}

/** Seconds to the next look at jobs of one list. @param records at least one */
export function intervalSeconds(
  records: readonly JobRecord[],
  now: number,
  { floorSeconds, focused, failures }: Pace,
): number {
  const fastest = Math.max(floorSeconds, Math.min(...records.map((record) => paceOf(record, now))));
  const wanted = fastest * (focused ? 1 : unfocusedTimes) * 2 ** Math.min(failures, 10);
  return Math.min(wanted, Math.max(focused ? slowest : 2 * slowest, floorSeconds));
}
