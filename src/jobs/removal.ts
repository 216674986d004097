/** Takes jobs out of the list, and brings them back as they were. */
import { findJob } from './findJob.ts';
import type { Jobs } from './openJobs.ts';
import type { JobRecord } from './record.ts';

type Needed = Pick<Jobs, 'journal' | 'history' | 'removed' | 'store' | 'reload'>;

/** A job that was taken out of the list. */
export interface RemovedJob {
  readonly record: JobRecord;
  /** Whether it was one of the history. */
  readonly isPast: boolean;
}

/** @returns what is needed to bring them back: those whose record could be read */
export async function removeJobs(jobs: Needed, ids: readonly string[]): Promise<RemovedJob[]> {
  const { journal, history, removed, store } = jobs;
  const kept: RemovedJob[] = [];
  for (const id of ids) {
    const isPast = store.get(id) === undefined;
    const record = await findJob(jobs, id);
    if (record) kept.push({ record, isPast });
  }
  // Or else it would come back as a job that something else started.
  await removed.add(ids.flatMap((id) => store.row(id)?.restoreId ?? []));
  for (const id of ids) {
    await journal.remove(id);
    store.remove(id);
  }
  // A job that ended meanwhile may have moved to the past.
  await history.remove(ids);
  return kept;
}

/** @param kept what `removeJobs` gave */
export async function bringBackJobs(
  { journal, history, removed, reload }: Needed,
  kept: readonly RemovedJob[],
): Promise<void> {
  for (const { record, isPast } of kept) {
    await journal.write(record);
    if (isPast) await history.take(record.id, journal.fileOf(record.id));
  }
  // From now on their records say whose the RestoreIds are, also where a person takes that back.
  await removed.takeBack(kept.flatMap(({ record }) => record.restoreId ?? []));
  await reload();
}
