/**
 * Takes what a poll found into the store and the journal. A step, such as another status, is on disk before it is shown.
 * Progress alone is shown at once and written only now and then.
 */
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import type { Clock } from '../clock.ts';
import { isPending, type JobRecord } from '../record.ts';
import { applyListEntry, isMilestone, mergeProgress, withKnownId } from '../recordUpdate.ts';
import type { Journal } from '../storage/journal.ts';
import type { JobStore } from '../store.ts';
import type { FoundRestoreJobs } from './findRestoreJobs.ts';

export interface PollRecorderDependencies {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly clock: Clock;
  /** The time since a job was submitted, in ms, whatever the wall clock was set to meanwhile. */
  readonly ageOf: (record: JobRecord) => number;
}

export interface PollRecorder {
  /**
   * @param ids of the records that were polled
   * @throws where a step can't be written; it is shown all the same
   */
  record(ids: readonly string[], result: FoundRestoreJobs): Promise<void>;
}

/** The least time between two writings of a job's progress: this, or so much for each job that is pending, in ms. A writing takes some 3 ms. */
const progressWriteMs = 10_000;
const progressWriteMsEach = 500;

export function createPollRecorder({ store, journal, clock, ageOf }: PollRecorderDependencies): PollRecorder {
  /** When a record was last written, by the monotonic clock. */
  const writtenAt = new Map<string, number>();

  const apply = (record: JobRecord, entry: RestoreJobInfo | undefined, otherCaller: boolean) =>
    applyListEntry(record, entry, clock.now(), otherCaller, ageOf(record));

  /** @returns the record as it then is: another window may have changed it on disk. Undefined where it was removed */
  const write = async (
    record: JobRecord,
    entry: RestoreJobInfo | undefined,
    otherCaller: boolean,
  ): Promise<JobRecord | undefined> => {
    const next = await journal.update(record.id, (onDisk) => {
      const known = withKnownId(onDisk, record);
      // A person may have said meanwhile that this job is not the one of the restore.
      return known.restoreId === record.restoreId ? apply(mergeProgress(known, record), entry, otherCaller) : onDisk;
    });
    if (next) writtenAt.set(record.id, clock.monotonic());
    return next;
  };

  return {
    async record(ids, { found, isWhole, otherCaller }) {
      // The jobs of other lists are written as well.
      const progressEveryMs = Math.max(progressWriteMs, progressWriteMsEach * store.all().filter(isPending).length);
      const changes = ids.flatMap((id) => {
        const record = store.get(id);
        if (!record?.restoreId) return [];
        const entry = found.get(record.restoreId);
        // It may be where the list was not read.
        if (!entry && !isWhole) return [];
        const next = apply(record, entry, otherCaller);
        return next === record ? [] : [{ record, entry, next, isStep: isMilestone(record, next) }];
      });
      store.put(...changes.filter(({ isStep }) => !isStep).map(({ next }) => next));
      const failures: unknown[] = [];
      for (const { record, entry, next, isStep } of changes) {
        if (!isStep && clock.monotonic() - (writtenAt.get(record.id) ?? -Infinity) < progressEveryMs) continue;
        const known = await write(record, entry, otherCaller).catch((error: unknown) => {
          failures.push(error);
          return next;
        });
        // A person may have removed it while it was written.
        if (isStep && known) store.replace(known);
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
