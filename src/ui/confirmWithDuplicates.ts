/** Asks before a duplicate of a restore, and keeps other windows from sending one meanwhile. */
import { settings } from '../ids.ts';
import { duplicatesOf } from '../jobs/duplicates.ts';
import type { DuplicateGuard } from '../jobs/duplicateGuard.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { isUnderWay, type JobRecord } from '../jobs/record.ts';
import { numberSetting } from '../settings.ts';
import type { Duplicates } from './confirmRestore.ts';

type Dependencies = Pick<Jobs, 'locks' | 'reload' | 'store' | 'wallClock'>;

/** The duplicates as they are on disk now: another window may have just sent one. The newest comes first. */
async function readDuplicates({ locks, reload, store, wallClock }: Dependencies, print: string): Promise<JobRecord[]> {
  await reload();
  const minutes = numberSetting(settings.duplicateMinutes, 10, 0, 1440);
  return duplicatesOf(store.all(), print, { ageOf: wallClock.ageOf, withinMs: minutes * 60_000, locks });
}

/** The guard that the submission is to be made with. */
export interface DuplicateAgreement extends DuplicateGuard {
  /** To be called once it is sent. */
  readonly release: () => Promise<void>;
}

/**
 * Asks about a restore with every duplicate that is known. What comes up while the question is open is asked about in another one, so
 * that nobody agrees to a repetition that they were not told of.
 *
 * @param ask the question before the restore
 * @param print the fingerprint of the request
 * @returns undefined where the person decided against it; else what the submission needs to keep to what they were told
 * @throws where the jobs can't be read or locked
 */
export async function confirmWithDuplicates(
  jobs: Dependencies,
  print: string,
  ask: (duplicates: Duplicates) => Promise<boolean>,
): Promise<DuplicateAgreement | undefined> {
  let duplicates: Duplicates = { jobs: await readDuplicates(jobs, print), isBusy: false };
  for (;;) {
    // No lock is held while the question is open: this window may be left standing with it.
    if (!(await ask(duplicates))) return undefined;
    const told = new Set(duplicates.jobs.map(({ id }) => id));
    const isBusyTold = duplicates.isBusy || duplicates.jobs.some(isUnderWay);
    const agreed = { told: duplicates.jobs, isBusyTold: duplicates.isBusy, read: () => readDuplicates(jobs, print) };
    const lock = await jobs.locks.take(`equal-${print}`);
    let keepsLock = false;
    try {
      const now = await readDuplicates(jobs, print);
      const isNewsFree = now.every(({ id }) => told.has(id));
      keepsLock = isNewsFree;
      if (isNewsFree && lock) return { ...agreed, lock, release: () => lock.release() };
      if (isNewsFree && isBusyTold) return { ...agreed, lock: undefined, release: () => Promise.resolve() };
      duplicates = { jobs: now, isBusy: !lock };
    } finally {
      if (!keepsLock) await lock?.release();
    }
  }
}
