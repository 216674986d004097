/** What an entry of the service's list changes about a job's record. Pure: the record before in, the record after out. */
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { addSample, sampleOf } from './progress.ts';
import { isPending, statusOf, type JobRecord, type StatusChange } from './record.ts';

/** The most status changes that are kept: a status that flickers must not fill the disk. */
const maxStatusChanges = 100;
/** How long the service may take to list a job that it has just accepted, in ms. */
const listedWithinMs = 30_000;

/** The status history, with one more entry where the status is a new one. The first entry always stays. */
function addStatusChange(timeline: readonly StatusChange[], status: string, at: number): readonly StatusChange[] {
  if (timeline.at(-1)?.status === status) return timeline;
  const all = [...timeline, { status, at }];
  return all.length <= maxStatusChanges ? all : [...all.slice(0, 1), ...all.slice(2)];
}

function markMissing(record: JobRecord, otherCaller: boolean, now: number, ageMs: number): JobRecord {
  if (ageMs < listedWithinMs) return record;
  if (record.notFound && otherCaller === (record.otherCaller ?? false)) return record;
  const { otherCaller: before, ...rest } = record;
  void before; // Only the last poll counts.
  const missingSince = record.missingSince ?? now;
  return { ...rest, notFound: true, missingSince, ...(otherCaller && { otherCaller }) };
}

/**
 * The record of a pending job after a poll.
 *
 * @param entry the job's entry in the list, or undefined where the whole list does not have it
 * @param now ms since 1970
 * @param otherCaller whether somebody else than the account's `caller` had signed the poll
 * @param ageMs the time since the job was submitted; to be given where it is known better than from the wall clock
 * @returns the very same record where nothing changes
 */
export function applyListEntry(
  record: JobRecord,
  entry: RestoreJobInfo | undefined,
  now: number,
  otherCaller = false,
  ageMs = now - record.createdAt,
): JobRecord {
  if (!isPending(record)) return record;
  if (!entry) return markMissing(record, otherCaller, now, ageMs);
  const { notFound, missingSince, otherCaller: before, ...rest } = record;
  void [notFound, missingSince, before]; // The job is in the list, perhaps again.
  const next: JobRecord = { ...rest, seen: entry, samples: addSample(record.samples ?? [], sampleOf(entry, now)) };
  const timeline = addStatusChange(record.timeline ?? [], statusOf(next), now);
  return isPending(next) ? { ...next, timeline } : { ...next, timeline, untold: true };
}

/**
 * Whether the RestoreId of the record in memory is missing on disk: it could not be written, or the file was damaged since. Where a person took
 * it back, it is not missing.
 */
export function isMissing(inMemory: JobRecord | undefined, onDisk: JobRecord): inMemory is JobRecord {
  const restoreId = inMemory?.restoreId;
  return restoreId !== undefined && onDisk.restoreId === undefined && !onDisk.rejected?.includes(restoreId);
}

/** The record as it is on disk, or the one in memory where that alone has the RestoreId. To be asked before a record on disk is changed. */
export function withKnownId(onDisk: JobRecord, inMemory: JobRecord | undefined): JobRecord {
  if (!isMissing(inMemory, onDisk)) return onDisk;
  // The number stays raised: another window may be looking for the job.
  return onDisk.claim === undefined ? inMemory : { ...inMemory, claim: onDisk.claim };
}

/** The record as it is on disk, with the progress of the later poll of the two. */
export function mergeProgress(onDisk: JobRecord, inMemory: JobRecord | undefined): JobRecord {
  const { seen, samples, timeline } = inMemory ?? {};
  const isLater = (samples?.at(-1)?.at ?? 0) > (onDisk.samples?.at(-1)?.at ?? 0);
  if (!isLater || !seen || !samples || !isPending(onDisk) || onDisk.notFound) return onDisk;
  return { ...onDisk, seen, samples, ...(timeline && { timeline }) };
}

/** Whether a change must be on disk at once. A change of progress alone may wait. */
export function isMilestone(before: JobRecord, after: JobRecord): boolean {
  return (
    statusOf(before) !== statusOf(after) ||
    before.state !== after.state ||
    before.seen?.ErrorMessage !== after.seen?.ErrorMessage ||
    before.otherCaller !== after.otherCaller ||
    isPending(before) !== isPending(after)
  );
}
