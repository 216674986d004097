/** Looks for restores that are the same to the same place, and keeps other windows from sending one meanwhile. */
import { settings } from '../ids.ts';
import { equalJobs } from '../jobs/duplicates.ts';
import type { EqualGuard } from '../jobs/equalGuard.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { isUnderWay, type JobRecord } from '../jobs/record.ts';
import { numberSetting } from '../settings.ts';
import type { EqualRestores } from './confirmRestore.ts';

type EqualDependencies = Pick<Jobs, 'locks' | 'reload' | 'store' | 'wallClock'>;

/** The equal jobs as they are on disk now: another window may have just sent one. The newest comes first. */
async function readEqualJobs(
  { locks, reload, store, wallClock }: EqualDependencies,
  print: string,
): Promise<JobRecord[]> {
  await reload();
  const minutes = numberSetting(settings.duplicateMinutes, 10, 0, 1440);
  return equalJobs(store.all(), print, { ageOf: wallClock.ageOf, withinMs: minutes * 60_000, locks });
}

/** The guard that the submission is to be made with. */
export interface EqualAgreement extends EqualGuard {
  /** To be called once it is sent. */
  readonly release: () => Promise<void>;
}

/**
 * Asks about a restore with every equal one that is known. What comes up while the question is open is asked about in another one, so
 * that nobody agrees to a repetition that they were not told of.
 *
 * @param ask the question before the restore
 * @param print the fingerprint of the request
 * @returns undefined where the person decided against it; else what the submission needs to keep to what they were told
 * @throws where the jobs can't be read or locked
 */
export async function confirmWithEqualJobs(
  jobs: EqualDependencies,
  print: string,
  ask: (equal: EqualRestores) => Promise<boolean>,
): Promise<EqualAgreement | undefined> {
  let equal: EqualRestores = { jobs: await readEqualJobs(jobs, print), isBusy: false };
  for (;;) {
    // No lock is held while the question is open: this window may be left standing with it.
    if (!(await ask(equal))) return undefined;
    const told = new Set(equal.jobs.map(({ id }) => id));
    const isBusyTold = equal.isBusy || equal.jobs.some(isUnderWay);
    const agreed = { told: equal.jobs, isBusyTold: equal.isBusy, read: () => readEqualJobs(jobs, print) };
    const lock = await jobs.locks.take(`equal-${print}`);
    let keepsLock = false;
    try {
      const now = await readEqualJobs(jobs, print);
      const isNewsFree = now.every(({ id }) => told.has(id));
      keepsLock = isNewsFree;
      if (isNewsFree && lock) return { ...agreed, lock, release: () => lock.release() };
      if (isNewsFree && isBusyTold) return { ...agreed, lock: undefined, release: () => Promise.resolve() };
      equal = { jobs: now, isBusy: !lock };
    } finally {
      if (!keepsLock) await lock?.release();
    }
  }
}
