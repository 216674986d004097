/** The whole list of jobs that an unclear submission may have become, and when that job must have been created. */
import type { HbrClient } from '../../cloud/hbrClient.ts';
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import type { RestoreRequest } from '../../restoreSpec/parameters.ts';
import type { Clock } from '../clock.ts';
import { listRestoreJobs, type RestoreJobsQuery } from '../listRestoreJobs.ts';
import type { JobRecord } from '../record.ts';
import type { TimeRange } from './match.ts';
import { signatureLifeMs } from './signatureLife.ts';

/**
 * How far the clocks of this machine and of the service may drift apart between the attempt and the answer whose `Date` they
 * are compared by, in ms.
 */
const driftMs = 30_000;
/** The same where another machine's clock dated the attempt, or where the range only narrows what a baseline says. */
const unmeasuredDriftMs = 15 * 60_000;
/** The longest that an attempt takes, for one whose end nobody saw: the client's time limits and a little more. In ms. */
const longestAttemptMs = 120_000;
/** How far the time between two answers may differ by the service's clock and by this process's, in ms: dates have whole seconds. */
const steadyMs = 5_000;

/** The service's clock as an answer gave it, and when that was by this process's clock that nobody can set. Both in ms. */
export interface ServiceTime {
  readonly date: number;
  readonly at: number;
}

export interface WholeList {
  readonly jobs: readonly RestoreJobInfo[];
  /** False where the list is longer than is read, where jobs came or went meanwhile, or where fewer came than the service says. */
  readonly isComplete: boolean;
  /** Whether somebody else than the account's `caller` signed. Then a job that is missing here may be in the account's own list. */
  readonly otherCaller: boolean;
  /**
   * What to add to this machine's clock to get the service's, in ms. Undefined where the answers' dates can't be trusted: one has none,
   * they jump, or they are further from this machine's clock than the service accepts of a request.
   */
  readonly skewMs: number | undefined;
  /** The last answer's date; undefined where it had none. */
  readonly serviceTime: ServiceTime | undefined;
}

/** The list that a request's job is in. */
export function listOf({ query }: RestoreRequest): RestoreJobsQuery {
  return { restoreType: query['RestoreType'] ?? '', vaultId: query['VaultId'], edition: query['Edition'] };
}

/** Whether as much time lies between two answers by the service's clock as by this process's. */
export function isSteady(before: ServiceTime, after: ServiceTime): boolean {
  return Math.abs(after.date - before.date - (after.at - before.at)) <= steadyMs;
}

/**
 * Reads the list of the request's type and vault to its end. A job that comes twice counts once.
 *
 * @throws CloudError where a page can't be had
 */
export async function readWholeList(client: HbrClient, request: RestoreRequest, clock: Clock): Promise<WholeList> {
  const jobs = new Map<string, RestoreJobInfo>();
  let [isComplete, otherCaller, isDated] = [false, false, true];
  let serviceTime: ServiceTime | undefined;
  for await (const page of listRestoreJobs(client, listOf(request))) {
    for (const job of page.jobs) jobs.set(job.RestoreId, job);
    isComplete = page.isComplete && !page.hasShifted;
    otherCaller ||= page.otherCaller === true;
    const next = page.serverTime === undefined ? undefined : { date: page.serverTime, at: clock.monotonic() };
    if (!next || (serviceTime && !isSteady(serviceTime, next))) isDated = false;
    serviceTime = next;
  }
  const skewMs = isDated && serviceTime ? serviceTime.date - clock.now() : undefined;
  const isPlausible = skewMs !== undefined && Math.abs(skewMs) <= signatureLifeMs;
  return {
    jobs: [...jobs.values()],
    isComplete,
    otherCaller,
    skewMs: isPlausible ? skewMs : undefined,
    serviceTime,
  };
}

/** When the last attempt began, in ms since 1970 by the clock of the machine that made it. */
const attemptStart = (record: JobRecord) => record.sentAt ?? record.createdAt;

/** When the last attempt ended at the latest, in ms since 1970 by the same clock. */
export const attemptEnd = (record: JobRecord) => record.endedAt ?? attemptStart(record) + longestAttemptMs;

/**
 * When the job of a record must have been created, by the service's clock; undefined where that isn't known, since the dates of the list can't
 * be trusted.
 *
 * @param host the machine whose clock was compared with the service's
 * @param graceMs how long after an attempt its job may turn up and still be taken for its own by the time alone
 * @param proofMs how long after an attempt its job may turn up at all
 */
export function creationRange(
  record: JobRecord,
  { skewMs }: WholeList,
  { host, graceMs, proofMs }: { readonly host: string; readonly graceMs: number; readonly proofMs: number },
): TimeRange | undefined {
  if (skewMs === undefined) return undefined;
  const [start, end] = [attemptStart(record) + skewMs, attemptEnd(record) + skewMs];
  // With a baseline, the time only narrows what the RestoreIds say. So it has room for a clock that was set since the attempt.
  if (record.baseline) return { from: start - unmeasuredDriftMs, to: end + proofMs + unmeasuredDriftMs };
  const allowance = record.host === host ? driftMs : unmeasuredDriftMs;
  return { from: start - allowance, to: end + graceMs + allowance };
}

/** How long after the attempt began its job was created, in ms; nothing where the two clocks can't be compared. */
export function lateness(
  record: JobRecord,
  { CreatedTime }: RestoreJobInfo,
  { skewMs }: WholeList,
): { readonly createdAfterMs?: number } {
  if (CreatedTime === undefined || skewMs === undefined) return {};
  return { createdAfterMs: CreatedTime * 1000 - (attemptStart(record) + skewMs) };
}
