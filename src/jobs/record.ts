/**
 * A restore job as this extension knows it: what was sent, what came back, and what the service says of it since. The names of
 * the fields of `JobRecord` are on disk: what an older version wrote must stay readable.
 */
import { isSandbox, type Account } from '../cloud/account.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import type { RestoreRequest } from '../restoreSpec/parameters.ts';

/**
 * How the submission went:
 * - `preparing`: nothing was sent yet, or what was sent surely did nothing and is about to be sent again;
 * - `sending`: written to disk before the first byte leaves, and not changed until an answer is on disk;
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

/** An attempt to send the request that surely did nothing. Times in ms since 1970 by this machine's clock. */
export interface FailedAttempt {
  readonly sentAt: number;
  readonly endedAt: number;
  readonly message: string;
}

/** A status, and when it was first seen: one entry of a job's status history. */
export interface StatusChange {
  readonly status: string;
  /** ms since 1970 by this machine's clock. */
  readonly at: number;
}

/** How far a job was at a time. The throughput over time is computed from these. */
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

/** By what the job of an unclear submission was recognised in the service's list. */
export interface Adoption {
  /** True where a person chose it among several. */
  readonly chosen?: boolean;
  /** Whether it was not in the list yet before the request left. */
  readonly baseline: boolean;
  /** How long after the attempt began it was created, in ms, where the clocks could be compared. It is negative for seconds cut off. */
  readonly createdAfterMs?: number;
}

export interface JobRecord {
  /** This extension's own name for the submission. It is not sent to the service. */
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
  readonly boot?: string;
  /** How long the machine had been running when the submission was made, in ms. */
  readonly uptime?: number;
  /**
   * How many windows had the right to decide about the submission so far; absent counts as 1. The window that sends wrote 1. Each window that
   * takes the submission over raises the number, and then the one before sends nothing any more.
   */
  readonly claim?: number;
  readonly restoreId?: string;
  readonly requestId?: string;
  readonly failure?: Failure;
  /** Jobs of the service that may be this one, where the list alone can't tell. A person chooses among them. */
  readonly candidates?: readonly RestoreJobInfo[];
  /** The RestoreIds that the service listed before the request left; absent where the list could not be had in time. */
  readonly baseline?: readonly string[];
  /** Set where the RestoreId was not in an answer to the request, but found in the service's list. */
  readonly adoption?: Adoption;
  /** RestoreIds of jobs of which a person said that they are not this one. */
  readonly rejected?: readonly string[];
  /** The job's entry in the last answer of DescribeRestoreJobs2 that had one. */
  readonly seen?: RestoreJobInfo;
  /** True where the last poll did not find the job in the service's list. */
  readonly notFound?: boolean;
  /** Since when the service's list does not have it, in ms since 1970. */
  readonly missingSince?: number;
  /** True where the last poll did not find the job, and somebody else than the account's `caller` had signed it. */
  readonly otherCaller?: boolean;
  /** The status history, oldest first. */
  readonly timeline?: readonly StatusChange[];
  /** Oldest first, thinned out so that there are few. */
  readonly samples?: readonly Sample[];
  /** When the service accepted the request to cancel, in ms since 1970. */
  readonly cancelAskedAt?: number;
  /** True from when its end was seen until a window has taken on to notify a person of it. */
  readonly untold?: boolean;
  /** True from when a search found out something about it that a person waits for until a window has taken on to tell them. */
  readonly untoldFinding?: boolean;
  /** True for an external job, one that something else started. It is in memory alone, and `request` is put together from its list entry. */
  readonly external?: boolean;
  /** When the list that an external job is in was read last, in ms since 1970. It is in memory alone. */
  readonly lookedAt?: number;
}

/** Statuses after which nothing changes any more; every other one, known or not, is followed. */
const finalStatuses: ReadonlySet<string> = new Set(['COMPLETE', 'PARTIAL_COMPLETE', 'FAILED', 'CANCELED', 'EXPIRED']);

/** The status to show: the service's own word where there is one, else how the submission went. */
export function statusOf(record: JobRecord): string {
  if (record.state === 'notExecuted') return 'NOT EXECUTED';
  if (record.state !== 'submitted') return record.state.toUpperCase();
  if (record.notFound) return 'NOT FOUND';
  // The list may call it RUNNING for a while after the service accepted the request to cancel.
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

/** Whether a window is sending it, or was when that window died. */
export function isUnderWay({ state }: Pick<JobRecord, 'state'>): boolean {
  return state === 'preparing' || state === 'sending';
}

/** Whether it is still to be found out what became of the request. */
export function isUnsettled(record: Pick<JobRecord, 'state'>): boolean {
  return isUnderWay(record) || record.state === 'unclear';
}

/** Whether nothing about it can change any more. */
export function isOver(record: JobRecord): boolean {
  return !isPending(record) && !isUnsettled(record);
}

/** Progress in percent with at most one decimal, clamped to 0…100 and rounded down, since 100 means the end; undefined where the service says none. */
export function percentOf(record: JobRecord): number | undefined {
  const progress = record.seen?.Progress;
  if (progress === undefined || !Number.isFinite(progress)) return undefined;
  return Math.floor(Math.min(Math.max(progress, 0), 10_000) / 10) / 10;
}

/** The status with its progress where there is one, such as `RUNNING 42.5 %`. */
export function statusText(record: JobRecord): string {
  const percent = percentOf(record);
  const running = isPending(record) && !record.notFound && percent !== undefined && percent > 0;
  return running ? `${statusOf(record)} ${percent} %` : statusOf(record);
}

const dayMs = 86_400_000;

/**
 * When a job ended, in ms since 1970; undefined while it goes on. The service's time counts where it is plausible, else the time
 * at which this machine first saw the last status.
 */
export function endedAt(record: JobRecord): number | undefined {
  if (!isOver(record)) return undefined;
  if (record.state !== 'submitted') return record.endedAt ?? record.createdAt;
  const byOwnClock = record.timeline?.at(-1)?.at;
  const byService = (record.seen?.CompleteTime ?? record.seen?.UpdatedTime ?? 0) * 1000;
  const latest = (byOwnClock ?? byService) + dayMs;
  const isPlausible = byService >= record.createdAt - dayMs && byService <= latest;
  return isPlausible ? byService : (byOwnClock ?? record.createdAt);
}
