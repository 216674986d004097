/**
 * How long a job took. Both ends of a duration come from one clock: the service's and this machine's may differ by minutes, and then the
 * time from one to the other says nothing.
 */
import { isOver, isPending, isUnsettled, type JobRecord } from '../record.ts';
import { isTime } from './units.ts';

/** Nothing takes longer, in seconds. What does is a mistake in one of the times. */
const longestSeconds = 366 * 86_400;

/** @param from @param to in seconds. @returns undefined where the two can't be the beginning and the end of something */
function between(from: number | undefined, to: number | undefined): number | undefined {
  if (from === undefined || to === undefined || !isTime(from * 1000) || !isTime(to * 1000)) return undefined;
  const seconds = to - from;
  return seconds >= 0 && seconds <= longestSeconds ? seconds : undefined;
}

/** When it ended, or what time it is while it goes on, by this machine's clock. In ms since 1970. */
function ownEnd(record: JobRecord, now: number): number | undefined {
  if (isPending(record)) return now;
  // Whether anything began is not known. The time of its last attempt is no end.
  if (isUnsettled(record)) return undefined;
  return record.state === 'submitted' ? record.timeline?.at(-1)?.at : record.endedAt;
}

/**
 * Seconds from the submission to the end, or until now while the job goes on. The service's clock counts where the service says both
 * times, else this machine's.
 *
 * @param now ms since 1970
 * @returns undefined where it is not known whether it began, and where no clock has both, or says that it ended before it began
 */
export function durationSeconds(record: JobRecord, now: number): number | undefined {
  const { CreatedTime, CompleteTime, UpdatedTime } = record.seen ?? {};
  if (isPending(record) && record.external) return between(CreatedTime, UpdatedTime);
  const byService = isOver(record) ? between(CreatedTime, CompleteTime) : undefined;
  // This machine did not see when an external job began.
  if (byService !== undefined || record.external) return byService;
  const end = ownEnd(record, now);
  return end === undefined ? undefined : between(record.createdAt / 1000, end / 1000);
}
