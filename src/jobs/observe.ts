/** What a look through the service's list changes about a job. Pure: the record as it was, and as it is then. */
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { addSample, sampleOf } from './progress.ts';
import { isOver, isPending, statusOf, type JobRecord, type Moment } from './record.ts';

/** A status that flickers must not fill the disk. */
const mostMoments = 100;
/** How long the service may take to list a job that it has just accepted, in ms. */
const listedWithinMs = 30_000;
const dayMs = 86_400_000;

function withMoment(timeline: readonly Moment[], status: string, at: number): readonly Moment[] {
  if (timeline.at(-1)?.status === status) return timeline;
  const all = [...timeline, { status, at }];
  return all.length <= mostMoments ? all : [...all.slice(0, 1), ...all.slice(2)];
}

/** @param otherCaller whether somebody else than the account's `caller` had signed */
function unseen(record: JobRecord, otherCaller: boolean, now: number): JobRecord {
  if (now - record.createdAt < listedWithinMs) return record;
  if (record.notFound && otherCaller === (record.otherCaller ?? false)) return record;
  const { otherCaller: before, ...rest } = record;
  void before; // What the last look says counts.
  const missingSince = record.missingSince ?? now;
  return { ...rest, notFound: true, missingSince, ...(otherCaller && { otherCaller }) };
}

/**
 * @param seen the job's entry in the list, or undefined where the whole list is without it
 * @param now ms since 1970
 * @param otherCaller whether somebody else than the account's `caller` had signed
 * @returns the very same record where nothing is to be said
 */
export function observe(
  record: JobRecord,
  seen: RestoreJobInfo | undefined,
  now: number,
  otherCaller = false,
): JobRecord {
  if (!isPending(record)) return record;
  if (!seen) return unseen(record, otherCaller, now);
  const { notFound, missingSince, otherCaller: before, ...rest } = record;
  void [notFound, missingSince, before]; // It is in the list (again).
  const next: JobRecord = { ...rest, seen, samples: addSample(record.samples ?? [], sampleOf(seen, now)) };
  const timeline = withMoment(record.timeline ?? [], statusOf(next), now);
  return isPending(next) ? { ...next, timeline } : { ...next, timeline, untold: true };
}

/** A record as it is on disk, with how far it was by the later look of the two. */
export function withProgressOf(onDisk: JobRecord, inMemory: JobRecord | undefined): JobRecord {
  const { seen, samples, timeline } = inMemory ?? {};
  const isLater = (samples?.at(-1)?.at ?? 0) > (onDisk.samples?.at(-1)?.at ?? 0);
  if (!isLater || !seen || !samples || !isPending(onDisk) || onDisk.notFound) return onDisk;
  return { ...onDisk, seen, samples, ...(timeline && { timeline }) };
}

/** Whether what changed must be on disk now: all but how far it is. */
export function isMilestone(before: JobRecord, after: JobRecord): boolean {
  return (
    statusOf(before) !== statusOf(after) ||
    before.state !== after.state ||
    before.seen?.ErrorMessage !== after.seen?.ErrorMessage ||
    before.otherCaller !== after.otherCaller ||
    isPending(before) !== isPending(after)
  );
}

/** When a job ended, in ms since 1970; undefined while it goes on. The service's time counts where it can be true. */
export function endedAt(record: JobRecord): number | undefined {
  if (!isOver(record)) return undefined;
  if (record.state !== 'submitted') return record.endedAt ?? record.createdAt;
  const bySelf = record.timeline?.at(-1)?.at;
  const byService = (record.seen?.CompleteTime ?? record.seen?.UpdatedTime ?? 0) * 1000;
  const latest = (bySelf ?? byService) + dayMs;
  const plausible = byService >= record.createdAt - dayMs && byService <= latest;
  return plausible ? byService : (bySelf ?? record.createdAt);
}
