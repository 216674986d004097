import { join } from 'node:path';
import { openHistory } from '../../../../src/jobs/storage/history.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { openRemovedJobs } from '../../../../src/jobs/storage/removedJobs.ts';
import { applyRetention } from '../../../../src/jobs/storage/retention.ts';
import { watchWallClock } from '../../../../src/jobs/wallClock.ts';
import { folders, locksIn, record } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';

const dayMs = 86_400_000;
export const now = Date.UTC(2026, 10, 23, 12);

/** A job that ended so many days ago; its id begins with its time, as those of real jobs do. */
export const endedDaysAgo = (daysAgo: number, more: Partial<JobRecord> = {}) => {
  const at = now - daysAgo * dayMs;
  const id = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
  const seen = { RestoreId: `r-${id}`, Status: 'COMPLETE', CompleteTime: at / 1000, other: {} };
  return record(id, { createdAt: at - 1000, seen, ...more });
};

/** Journals with a history beside them, for each test of the enclosing `describe`. `run` applies retention. */
export function histories() {
  const folder = folders();

  async function open(path?: string, clock = manualClock(now)) {
    path ??= await folder();
    const history = openHistory(join(path, 'done'));
    const journal = openJournal(join(path, 'jobs'), undefined, (id) => history.has(id));
    const removed = openRemovedJobs(join(path, 'removed'));
    const locks = locksIn(path);
    const wallClock = watchWallClock(clock);
    const run = (limit = 1000) => applyRetention({ journal, history, removed, locks, wallClock, limit: () => limit });
    const atHand = async () => (await journal.readAll()).records.map(({ id }) => id).sort();
    return { path, journal, history, removed, locks, clock, run, atHand };
  }

  return open;
}
