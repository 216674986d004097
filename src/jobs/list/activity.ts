/** What goes on at the moment, in short: for the status bar and the badge of the view. */
import { newestFirst, rowGroup, type JobRow } from '../row.ts';

export interface Activity {
  /** This extension's restores that go on and are followed, or will be once an outage is over. Newest first. */
  readonly running: readonly JobRow[];
  readonly unclear: readonly JobRow[];
  /** The mean progress of those that say theirs, in whole percent. It is rounded down, since 100 means the end. */
  readonly percent?: number;
}

export function activityOf(rows: readonly JobRow[]): Activity {
  const goesOn = (row: JobRow) => rowGroup(row) === 'running' && (!row.unfollowed || row.unfollowed.isOutage);
  const running = rows.filter(goesOn).sort(newestFirst);
  const unclear = rows.filter((row) => rowGroup(row) === 'unclear').sort(newestFirst);
  const percents = running.flatMap(({ percent }) => percent ?? []);
  if (percents.length === 0) return { running, unclear };
  const sum = percents.reduce((total, each) => total + each, 0);
  return { running, unclear, percent: Math.floor(sum / percents.length) };
}
