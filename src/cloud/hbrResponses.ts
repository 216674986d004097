/** What Cloud Backup's operations give, taken out of a response. */
import * as l10n from '@vscode/l10n';
import { isRegionId } from './endpoints.ts';
import { isRecord } from './json.ts';
import { numberFrom, restoreIdFrom, restoreJobFrom, textFrom, type RestoreJobInfo } from './restoreJob.ts';
import { unreadableResponse } from './serviceErrors.ts';
import type { ServiceResponse } from './serviceResponse.ts';

/** CreateRestoreJob's response. Throws CloudError without a usable RestoreId. */
export function createdJob({ body, statusCode, requestId, call }: ServiceResponse): {
  restoreId: string;
  requestId: string;
} {
  const restoreId = restoreIdFrom(body['RestoreId']);
  if (restoreId === undefined) throw unreadableResponse(l10n.t('it has no usable RestoreId'), statusCode, call, body);
  return { restoreId, requestId };
}

/** A page of restore jobs. */
export interface RestoreJobsPage {
  readonly jobs: readonly RestoreJobInfo[];
  /** Entries without a usable RestoreId, which are not among `jobs`. */
  readonly unusable?: number;
  /** Jobs on all pages; where the service doesn't say, one more than seen so far if this page is full. */
  readonly totalCount: number;
  readonly requestId: string;
  /** The service's clock when it answered, in ms since 1970, to the second. */
  readonly serverTime?: number | undefined;
  /** True where somebody else than the account's `caller` signed: another account's jobs may be missing here. */
  readonly otherCaller?: boolean;
}

/** The API gives 99 jobs on a page. Pages with far more would fill the memory. */
const mostJobs = 1000;

/**
 * DescribeRestoreJobs2's response. Throws CloudError where there is no list. If such a response counted as an empty list, a restore that
 * has started would seem not to have started, and would be submitted again.
 */
export function listedJobs(response: ServiceResponse, pageNumber: number, pageSize: number): RestoreJobsPage {
  const { body, statusCode, requestId, serverTime, call } = response;
  const total = numberFrom(body['TotalCount']);
  const list = isRecord(body['RestoreJobs']) ? body['RestoreJobs']['RestoreJob'] : undefined;
  if (!Array.isArray(list)) {
    if (total === 0 && (list === undefined || list === null)) return { jobs: [], totalCount: 0, requestId, serverTime };
    throw unreadableResponse(l10n.t('it has no list of restore jobs'), statusCode, call, body);
  }
  if (list.length > mostJobs) {
    const why = l10n.t('it has {0} jobs where {1} were asked for', list.length, pageSize);
    throw unreadableResponse(why, statusCode, call, body);
  }
  const seen = (pageNumber - 1) * pageSize + list.length;
  const jobs = list.map(restoreJobFrom).filter((job) => job !== undefined);
  const unusable = list.length - jobs.length;
  return {
    jobs,
    ...(unusable > 0 && { unusable }),
    totalCount: total ?? (list.length >= pageSize ? seen + 1 : seen),
    requestId,
    serverTime,
  };
}

/** A region, with its name in the service's language. */
export interface Region {
  readonly regionId: string;
  readonly localName: string;
}

/** The vendor has some forty. */
const mostRegions = 300;

/** DescribeRegions' response, without what can't be a region. Throws CloudError where there is no list. */
export function listedRegions({ body, statusCode, call }: ServiceResponse): readonly Region[] {
  const list = isRecord(body['Regions']) ? body['Regions']['Region'] : undefined;
  if (!Array.isArray(list)) throw unreadableResponse(l10n.t('it has no list of regions'), statusCode, call, body);
  const found = new Map<string, Region>();
  for (const each of list as readonly unknown[]) {
    const { RegionId: regionId, LocalName } = isRecord(each) ? each : {};
    if (typeof regionId !== 'string' || !isRegionId(regionId) || found.has(regionId)) continue;
    found.set(regionId, { regionId, localName: textFrom(LocalName, 100) ?? regionId });
    if (found.size === mostRegions) break;
  }
  return [...found.values()];
}
