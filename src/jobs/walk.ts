/** Finds jobs in the service's list, which knows no filter by RestoreId: newest first, page after page. */
import type { HbrClient } from '../cloud/client.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';

/** The most that DescribeRestoreJobs2 gives at once. */
const pageSize = 99;
/** More pages than this are not looked through. */
const maxPages = 100;
/** How far the clocks of this machine and of the service may be apart, in ms. */
const skewMs = 86_400_000;

export interface Walk {
  readonly found: ReadonlyMap<string, RestoreJobInfo>;
  /** Requests that were made. */
  readonly pages: number;
  /** Whether somebody else than the account's `caller` signed one of them. */
  readonly otherCaller: boolean;
}

/** What was seen of the list by reading it once. */
interface Reading extends Walk {
  /** Whether jobs came or went meanwhile, so that one may have slipped from page to page unseen. */
  readonly shifted: boolean;
}

/** Whether every job of a page is older than all that are wanted. */
function isPast(jobs: readonly RestoreJobInfo[], oldest: number): boolean {
  return jobs.every(({ CreatedTime }) => CreatedTime !== undefined && CreatedTime * 1000 < oldest - skewMs);
}

async function readList(client: HbrClient, restoreType: string, wanted: ReadonlyMap<string, number>): Promise<Reading> {
  const found = new Map<string, RestoreJobInfo>();
  const ids = new Set<string>();
  const oldest = Math.min(...wanted.values());
  let total: number | undefined;
  let shifted = false;
  let otherCaller = false;
  let seen = 0;
  let pages = 0;
  while (pages < maxPages) {
    const page = await client.describeRestoreJobs({ restoreType, pageNumber: ++pages, pageSize });
    const { jobs, totalCount } = page;
    otherCaller ||= page.otherCaller === true;
    shifted ||= (total !== undefined && total !== totalCount) || jobs.some(({ RestoreId }) => ids.has(RestoreId));
    total = totalCount;
    seen += jobs.length;
    for (const job of jobs) {
      ids.add(job.RestoreId);
      if (wanted.has(job.RestoreId)) found.set(job.RestoreId, job);
    }
    const isEnd = jobs.length === 0 || seen >= totalCount || isPast(jobs, oldest);
    if (found.size === wanted.size || isEnd) break;
  }
  return { found, pages, otherCaller, shifted };
}

/**
 * @param wanted RestoreIds, each with when the job was made, in ms since 1970
 * @throws CloudError where a page can't be had
 */
export async function walk(client: HbrClient, restoreType: string, wanted: ReadonlyMap<string, number>): Promise<Walk> {
  const first = await readList(client, restoreType, wanted);
  if (!first.shifted || first.found.size === wanted.size) return first;
  const second = await readList(client, restoreType, wanted);
  return {
    found: new Map([...first.found, ...second.found]),
    pages: first.pages + second.pages,
    otherCaller: first.otherCaller || second.otherCaller,
  };
}
