/** What is under way, in short. */
import { byTime, groupOf, type JobRow } from './row.ts';

export interface Activity {
  /** What this extension's restores that go on look like, as far as they are followed; newest first. */
  readonly running: readonly JobRow[];
  readonly unclear: readonly JobRow[];
  /** The mean of those that say how far they are, in whole percent; rounded down, since 100 is the end. */
  readonly percent?: number;
}

export function activityOf(rows: readonly JobRow[]): Activity {
  const running = rows.filter((row) => groupOf(row) === 'running' && !row.unfollowed).sort(byTime);
  const unclear = rows.filter((row) => groupOf(row) === 'unclear').sort(byTime);
  const percents = running.flatMap(({ percent }) => percent ?? []);
  if (percents.length === 0) return { running, unclear };
  const sum = percents.reduce((total, each) => total + each, 0);
  return { running, unclear, percent: Math.floor(sum / percents.length) };
}
