/**
 * The baseline of a submission: the RestoreIds that the service listed before the request left. What is in it can't be the job of this
 * submission, whatever any clock says.
 */
import { isCloudError } from '../../cloud/cloudError.ts';
import type { HbrClient } from '../../cloud/hbrClient.ts';
import type { RestoreRequest } from '../../restoreSpec/parameters.ts';
import { listOf } from './wholeList.ts';
import { listRestoreJobs } from '../listRestoreJobs.ts';

/** A longer list gives no baseline: it takes too long to read, and its record would be too large. */
const maxPages = 10;

/**
 * Reads the list of the request's type, vault and edition.
 *
 * @returns undefined where the list can't be had, is too long, or changed while it was read
 */
export async function readBaseline(
  client: HbrClient,
  request: RestoreRequest,
  signal?: AbortSignal,
): Promise<readonly string[] | undefined> {
  const ids = new Set<string>();
  try {
    for await (const page of listRestoreJobs(client, listOf(request), signal)) {
      // Another account's list lacks the jobs of this one.
      if (page.otherCaller || page.hasShifted) return undefined;
      for (const { RestoreId } of page.jobs) ids.add(RestoreId);
      if (page.isComplete) return [...ids];
      if (page.pageNumber === maxPages) return undefined;
    }
  } catch (error) {
    // A submission works without a baseline: then more of it is left to the person. The call itself is in the log.
    if (!isCloudError(error)) throw error;
  }
  return undefined;
}
