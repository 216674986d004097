/** What the tools say of the restore jobs that the list has. Nothing is asked of the service. */
import { findJob, type KeptJobs } from '../jobs/findJob.ts';
import { jobReport } from '../jobs/format/report.ts';
import { newestFirst, rowStatus, type JobRow } from '../jobs/row.ts';
import type { LookAtJobs } from './toolAnswers.ts';

/** The most jobs that are listed. */
const mostListed = 20;

const isoTime = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

const listed = (row: JobRow) => ({
  restoreId: row.restoreId,
  status: rowStatus(row),
  restoreType: row.restoreType,
  target: row.to,
  submitted: isoTime(row.createdAt),
  ended: isoTime(row.endedAt),
  message: row.message,
});

/** The jobs, and what reads those of the past. */
interface ReadableJobs extends KeptJobs {
  loadHistory(): Promise<void>;
}

/**
 * The report of a job, or the newest jobs where none is named.
 *
 * @param restoreId such as `r-000…`, as the service gave it
 */
export async function lookAtJobs(jobs: KeptJobs, restoreId: unknown, now: number): Promise<string | object> {
  const rows = [...jobs.store.rows()].sort(newestFirst);
  if (restoreId === undefined || restoreId === '') {
    return { jobs: rows.slice(0, mostListed).map(listed), more: Math.max(rows.length - mostListed, 0) };
  }
  const row = rows.find((each) => each.restoreId === restoreId);
  const record = row && (await findJob(jobs, row.id));
  return record ? jobReport(record, now, row.unfollowed) : { unknown: 'The list has no job of this RestoreId.' };
}

/** What the tool about jobs answers, those of the past included. */
export function lookAtJobsOf(jobs: ReadableJobs): LookAtJobs {
  return async (restoreId) => {
    await jobs.loadHistory();
    return lookAtJobs(jobs, restoreId, Date.now());
  };
}
