/** Finds the jobs of given RestoreIds in one of the service's lists, which can't be asked for a RestoreId. */
import type { HbrClient } from '../../cloud/hbrClient.ts';
import type { RestoreJobsPage } from '../../cloud/hbrResponses.ts';
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import { listRestoreJobs, type RestoreJobsQuery } from '../listRestoreJobs.ts';

/** How far the clocks of this machine and of the service may be apart, in ms. */
const maxSkewMs = 86_400_000;
/** The service takes no request that is dated further ahead of its clock than this, in ms. So a later time is from a clock that was wrong. */
const maxAheadMs = 900_000;

export interface FoundRestoreJobs {
  /** By RestoreId. A job that is wanted and not among them was in no page that was read. */
  readonly found: ReadonlyMap<string, RestoreJobInfo>;
  /** Whether the list was read so far that a job that was not found is not in it. */
  readonly isWhole: boolean;
  /** How many requests were made. */
  readonly requests: number;
  /** Whether somebody else than the account's `caller` signed one of them. */
  readonly otherCaller: boolean;
}

/** Whether every job of a page is older than all that are wanted. The pages after it are older still. */
function isPast({ jobs, serverTime = Infinity }: RestoreJobsPage, wantedTimes: readonly number[]): boolean {
  // Nobody knows how old a job is that is dated in the future.
  const oldestWanted = Math.min(...wantedTimes.map((time) => (time > serverTime + maxAheadMs ? -Infinity : time)));
  if (jobs.length === 0) return false;
  return jobs.every(({ CreatedTime }) => CreatedTime !== undefined && CreatedTime * 1000 < oldestWanted - maxSkewMs);
}

async function readOnce(
  client: HbrClient,
  list: RestoreJobsQuery,
  wanted: ReadonlyMap<string, number>,
): Promise<FoundRestoreJobs & { readonly hasShifted: boolean }> {
  const found = new Map<string, RestoreJobInfo>();
  const wantedTimes = [...wanted.values()];
  let [requests, otherCaller, hasShifted, hasUnusable, hasAll] = [0, false, false, false, false];
  for await (const page of listRestoreJobs(client, list)) {
    requests = page.pageNumber;
    otherCaller ||= page.otherCaller === true;
    hasShifted = page.hasShifted;
    hasUnusable ||= (page.unusable ?? 0) > 0;
    for (const job of page.jobs) if (wanted.has(job.RestoreId)) found.set(job.RestoreId, job);
    hasAll = page.isComplete || isPast(page, wantedTimes);
    if (hasAll || found.size === wanted.size) break;
  }
  return { found, isWhole: hasAll && !hasShifted && !hasUnusable, requests, otherCaller, hasShifted };
}

/**
 * Finds the wanted jobs. It stops reading once all are found, or once only older jobs follow. Where a job is missing and the list
 * shifted while it was read, the list is read once more.
 *
 * @param wanted RestoreIds, each with when the job was made by the service's clock or submitted by this machine's, in ms since 1970
 * @throws CloudError where a page can't be had
 */
export async function findRestoreJobs(
  client: HbrClient,
  list: RestoreJobsQuery,
  wanted: ReadonlyMap<string, number>,
): Promise<FoundRestoreJobs> {
  const first = await readOnce(client, list, wanted);
  if (!first.hasShifted || first.found.size === wanted.size) return first;
  const second = await readOnce(client, list, wanted);
  return {
    found: new Map([...first.found, ...second.found]),
    isWhole: second.isWhole,
    requests: first.requests + second.requests,
    otherCaller: first.otherCaller || second.otherCaller,
  };
}
