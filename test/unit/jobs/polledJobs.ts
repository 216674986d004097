import type { RestoreJobInfo } from '../../../src/cloud/restoreJob.ts';
import { applyListEntry } from '../../../src/jobs/recordUpdate.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { record } from './jobFixtures.ts';

export const start = Date.UTC(2026, 10, 23, 12);
export const listEntry = (more: Partial<RestoreJobInfo>): RestoreJobInfo => ({
  RestoreId: 'r-a',
  Status: 'RUNNING',
  other: {},
  ...more,
});
export const jobAtStart = (more: Partial<JobRecord> = {}) => record('a', { createdAt: start, ...more });

/** A job as it is after polls so many seconds after its start. */
export function polledJob(...polls: [seconds: number, seen: Partial<RestoreJobInfo> | undefined][]): JobRecord {
  return polls.reduce(
    (job, [seconds, seen]) => applyListEntry(job, seen && listEntry(seen), start + seconds * 1000),
    jobAtStart(),
  );
}
