/** A restore job as this extension knows it: what was sent, what came back, and what the service says of it since. */
import { isSandbox, type Account } from '../cloud/account.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import type { RestoreRequest } from '../spec/parameters.ts';

/**
 * How the submission went:
 * - `preparing`: nothing has left yet, or what left surely did nothing and is about to be sent again;
 * - `sending`: written to disk before the first byte leaves, and still so until an answer is on disk;
 * - `submitted`: the service gave a RestoreId;
 * - `refused`: the request surely did nothing;
 * - `unclear`: the restore may have started, and nobody knows its RestoreId yet;
 * - `notExecuted`: it was unclear, and the service's list has shown since that nothing was started.
 */
export type SubmissionState = 'preparing' | 'sending' | 'submitted' | 'refused' | 'unclear' | 'notExecuted';

/** Why a submission has no RestoreId; every text is ready to be shown and free of secrets. */
export interface Failure {
  readonly message: string;
  readonly nextStep: string;
  readonly code?: string;
  readonly requestId?: string;
  /** The service's `Recommend`, and the vendor's page about the error: `CloudError` has what they may hold. */
  readonly recommend?: string;
  readonly help?: string;
  /** The RAM action that is missing, where a policy can grant it. */
  readonly action?: string;
  /** The parameter at fault, where the service names one. */
  readonly parameter?: string;
}

/** A time at which the request was sent and surely did nothing. Times in ms since 1970 by this machine's clock. */
export interface FailedAttempt {
  readonly sentAt: number;
  readonly endedAt: number;
  readonly message: string;
}

/** A status as it was first seen. */
export interface Moment {
  readonly status: string;
  /** ms since 1970 by this machine's clock. */
  readonly at: number;
}

/** How far a job was at a time: what the throughput over time is drawn from. */
export interface Sample {
  /** ms since 1970 by this machine's clock. */
  readonly at: number;
  /** Hundredths of a percent, 0 to 10000. */
  readonly progress?: number;
  /** Bytes that were restored by then. */
  readonly bytes?: number;
  /** Bytes per second, as the service says it. */
  readonly speed?: number;
}

export interface JobRecord {
  /** This extension's own name for the submission; the service never sees it. */
  readonly id: string;
  readonly state: SubmissionState;
  readonly account: Account;
  readonly request: RestoreRequest;
  /** Equal for equal parameters to the same place; see `fingerprint`. */
  readonly fingerprint?: string;
  /** URI of the spec, as text. */
  readonly spec: string;
  /** When the submission was made, in ms since 1970 by this machine's clock. */
  readonly createdAt: number;
  /** When the last attempt began and when its outcome was known, in ms since 1970. */
  readonly sentAt?: number;
  readonly endedAt?: number;
  readonly attempts?: readonly FailedAttempt[];
  /** The process that sends it, and the machine and the window it belongs to; see `Owner`. */
  readonly pid: number;
  readonly host?: string;
  readonly window?: string;
  readonly restoreId?: string;
  readonly requestId?: string;
  readonly failure?: Failure;
  /** Jobs of the service that may be this one, where the list alone can't tell; for a person to pick from. */
  readonly candidates?: readonly RestoreJobInfo[];
  /** What DescribeRestoreJobs2 said last. */
  readonly seen?: RestoreJobInfo;
  /** True where the last look through the service's list did not find the job. */
  readonly notFound?: boolean;
  /** Since when the service's list has been without it, in ms since 1970. */
  readonly missingSince?: number;
  /** True where the last look found nothing of the job and somebody else than the account's `caller` had signed. */
  readonly otherCaller?: boolean;
  /** The statuses that were seen, in their order, each as it began. */
  readonly timeline?: readonly Moment[];
  /** In the order of time, thinned out so that there are few. */
  readonly samples?: readonly Sample[];
  /** When the service took the wish to cancel, in ms since 1970. */
  readonly cancelAskedAt?: number;
  /** True from when its end was seen until somebody was told of it. */
  readonly untold?: boolean;
  /** True for a job that something else started: it is in memory alone, and `request` is made up from what is listed. */
  readonly elsewhere?: boolean;
}

/** Statuses after which nothing changes any more; every other one, known or not, is followed. */
const finalStatuses: ReadonlySet<string> = new Set(['COMPLETE', 'PARTIAL_COMPLETE', 'FAILED', 'CANCELED', 'EXPIRED']);

/** The status to show: the service's own word once there is one, else how the submission went. */
export function statusOf(record: JobRecord): string {
  if (record.state === 'notExecuted') return 'NOT EXECUTED';
  if (record.state !== 'submitted') return record.state.toUpperCase();
  if (record.notFound) return 'NOT FOUND';
  // The list may call it RUNNING for a while after the service took the wish.
  if (record.cancelAskedAt !== undefined && isPending(record)) return 'CANCELING';
  return record.seen?.Status ?? 'SUBMITTED';
}

/** Whether the service is still to be asked about the job. */
export function isPending(record: JobRecord): boolean {
  return record.state === 'submitted' && !finalStatuses.has(record.seen?.Status ?? '');
}

/** Whether the job is one of the sandbox's. */
export function isSandboxJob({ account }: JobRecord): boolean {
  return isSandbox(account);
}

/** Whether a window is at it, or was when it died. */
export function isUnderWay({ state }: Pick<JobRecord, 'state'>): boolean {
  return state === 'preparing' || state === 'sending';
}

/** Whether it is still to be found out what became of the request. */
export function isUnsettled(record: Pick<JobRecord, 'state'>): boolean {
  return isUnderWay(record) || record.state === 'unclear';
}

/** Whether nobody can be expected to look at it again; see `JobRow` for what is kept in memory of it then. */
export function isOver(record: JobRecord): boolean {
  return !isPending(record) && !isUnsettled(record);
}

/** Progress in percent with one decimal at most, clamped to 0…100; undefined where the service says none. */
export function percentOf(record: JobRecord): number | undefined {
  const progress = record.seen?.Progress;
  if (progress === undefined || !Number.isFinite(progress)) return undefined;
  return Math.round(Math.min(Math.max(progress, 0), 10_000) / 10) / 10;
}

/** The status with its progress where there is one, such as `RUNNING 42.5 %`. */
export function statusText(record: JobRecord): string {
  const percent = percentOf(record);
  const running = isPending(record) && !record.notFound && percent !== undefined && percent > 0;
  return running ? `${statusOf(record)} ${percent} %` : statusOf(record);
}
