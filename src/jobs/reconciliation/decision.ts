/** Writes down what a person said an unclear submission became. */
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import { withKnownId } from '../recordUpdate.ts';
import type { Journal } from '../storage/journal.ts';
import type { Locks } from '../storage/locks.ts';
import type { JobStore } from '../store.ts';
import { adoptJob, markNotExecuted } from './outcomes.ts';

export interface DecisionDependencies {
  readonly journal: Pick<Journal, 'update' | 'readAll'>;
  readonly locks: Pick<Locks, 'take'>;
  readonly store: JobStore;
}

/**
 * - `settled`: it is on disk and shown;
 * - `changed`: the submission is no longer unclear, was removed, or another window is at it;
 * - `taken`: another submission has that job by now.
 */
export type Decision = 'settled' | 'changed' | 'taken';

/**
 * Settles an unclear submission as a person says.
 *
 * @param picked its job, or `none` where it started nothing
 * @param now ms since 1970
 * @throws where it can't be read or written
 */
export async function settleAsSaid(
  id: string,
  picked: RestoreJobInfo | 'none',
  now: number,
  { journal, locks, store }: DecisionDependencies,
): Promise<Decision> {
  const lock = await locks.take(id);
  if (!lock) return 'changed';
  try {
    if (picked !== 'none') {
      // The question may have been open for long. On disk is what the other windows found out meanwhile.
      const { records } = await journal.readAll();
      const others = [...records, ...store.rows()].filter((other) => other.id !== id && other.external !== true);
      if (others.some(({ restoreId }) => restoreId === picked.RestoreId)) return 'taken';
    }
    let isStillUnclear = false;
    const next = await journal.update(id, (onDisk) => {
      const latest = withKnownId(onDisk, store.get(id));
      isStillUnclear = latest.state === 'unclear';
      if (!isStillUnclear) return latest;
      if (picked === 'none') return markNotExecuted(latest);
      return adoptJob(latest, picked, now, { chosen: true, baseline: latest.baseline !== undefined });
    });
    if (!next || !isStillUnclear) return 'changed';
    store.replace(next);
    return 'settled';
  } finally {
    await lock.release();
  }
}
