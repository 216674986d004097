/**
 * Paging through DescribeRestoreJobs2. The service has no request for a single job, so everything that is known of a job
 * comes from this list.
 *
 * - Order: the service sends the newest jobs first. Pages are read one after the other, from page 1.
 * - Limits: 99 jobs a page, which is the service's own limit, and 100 pages.
 * - End: the reading ends once as many different jobs have come as the service says that there are, with a page that has no new job, or with
 *   the hundredth page. A caller that has what it needs leaves the loop earlier; then no further page is requested.
 * - Guarantees: each page is what the service sent, in its order. The list is not a snapshot: jobs that come or go while it is
 *   read move others to the next page or the one before. Such a job may come twice, or not at all; `hasShifted` says so.
 * - Errors: where a page can't be had, the generator throws the client's CloudError. The pages before stay with the caller.
 */
import type { HbrClient } from '../cloud/hbrClient.ts';
import type { RestoreJobsPage } from '../cloud/hbrResponses.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';

/** The most jobs that DescribeRestoreJobs2 gives in one page. */
const pageSize = 99;
/** A list that is longer is not read to its end. */
const maxPages = 100;

/** Which of the service's lists: there is one for each type and edition, and it may be narrowed to a vault. */
export interface RestoreJobsQuery {
  readonly restoreType: string;
  readonly vaultId?: string | undefined;
  /** Without it the service lists the jobs of Edition STANDARD alone. */
  readonly edition?: string | undefined;
}

export interface ListedPage extends RestoreJobsPage {
  /** From 1. It is also the number of requests that were made so far. */
  readonly pageNumber: number;
  /** Whether this page and those before hold just as many different jobs as the service says that there are, each with a usable RestoreId. */
  readonly isComplete: boolean;
  /** Whether jobs came or went since the first page was read, so that one may have been missed. */
  readonly hasShifted: boolean;
}

export async function* listRestoreJobs(
  client: HbrClient,
  query: RestoreJobsQuery,
  signal?: AbortSignal,
): AsyncGenerator<ListedPage, void, undefined> {
  const ids = new Set<string>();
  let totalBefore: number | undefined;
  let hasShifted = false;
  let unusable = 0;
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber++) {
    const page = await client.describeRestoreJobs({ ...query, pageNumber, pageSize }, signal);
    const { jobs, totalCount } = page;
    hasShifted ||=
      (totalBefore !== undefined && totalBefore !== totalCount) || jobs.some(({ RestoreId }) => ids.has(RestoreId));
    totalBefore = totalCount;
    const before = ids.size;
    for (const { RestoreId } of jobs) ids.add(RestoreId);
    unusable += page.unusable ?? 0;
    const isRead = ids.size + unusable >= totalCount;
    yield { ...page, pageNumber, isComplete: ids.size === totalCount && unusable === 0, hasShifted };
    if (isRead || ids.size === before) return;
  }
}

/** The newest jobs of a list, at most 99: one request. @throws CloudError where they can't be had */
export async function newestRestoreJobs(
  client: HbrClient,
  query: RestoreJobsQuery,
  signal?: AbortSignal,
): Promise<readonly RestoreJobInfo[]> {
  for await (const { jobs } of listRestoreJobs(client, query, signal)) return jobs;
  return [];
}
