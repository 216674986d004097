/** A restore job as this extension knows it: what was sent, what came back, and what the service says of it since. */
import type { Account } from '../cloud/account.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import type { RestoreRequest } from '../spec/parameters.ts';

/**
 * How the submission went:
 * - `sending`: written to disk before the first byte leaves, and still so until an answer is on disk;
 * - `submitted`: the service gave a RestoreId;
 * - `refused`: the request surely did nothing;
 * - `unclear`: the restore may have started, and nobody knows its RestoreId yet.
 */
export type SubmissionState = 'sending' | 'submitted' | 'refused' | 'unclear';

/** Why a submission has no RestoreId; every text is ready to be shown and free of secrets. */
export interface Failure {
  readonly message: string;
  readonly nextStep: string;
  readonly code?: string;
  readonly requestId?: string;
  /** The parameter at fault, where the service names one. */
  readonly parameter?: string;
}

export interface JobRecord {
  /** This extension's own name for the submission; the service never sees it. */
  readonly id: string;
  readonly state: SubmissionState;
  readonly account: Account;
  readonly request: RestoreRequest;
  /** URI of the spec, as text. */
  readonly spec: string;
  /** When the submission was made, in ms since 1970 by this machine's clock. */
  readonly createdAt: number;
  /** The process that sends it; tells a submission under way from one that a crash left behind. */
  readonly pid: number;
  readonly restoreId?: string;
  readonly requestId?: string;
  readonly failure?: Failure;
  /** What DescribeRestoreJobs2 said last. */
  readonly seen?: RestoreJobInfo;
  /** True where the last look through the service's list did not find the job. */
  readonly notFound?: boolean;
}

/** Statuses after which nothing changes any more; every other one, known or not, is followed. */
const finalStatuses: ReadonlySet<string> = new Set(['COMPLETE', 'PARTIAL_COMPLETE', 'FAILED', 'CANCELED', 'EXPIRED']);

/** The status to show: the service's own word once there is one, else how the submission went. */
export function statusOf(record: JobRecord): string {
  if (record.state !== 'submitted') return record.state.toUpperCase();
  if (record.notFound) return 'NOT FOUND';
  return record.seen?.Status ?? 'SUBMITTED';
}

/** Whether the service is still to be asked about the job. */
export function isPending(record: JobRecord): boolean {
  return record.state === 'submitted' && !finalStatuses.has(record.seen?.Status ?? '');
}

/** Progress in percent with one decimal at most, clamped to 0…100; undefined where the service says none. */
export function percentOf(record: JobRecord): number | undefined {
  const progress = record.seen?.Progress;
  if (progress === undefined || !Number.isFinite(progress)) return undefined;
  return Math.round(Math.min(Math.max(progress, 0), 10_000) / 10) / 10;
}
