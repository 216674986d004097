import * as l10n from '@vscode/l10n';
import { isRegionId } from './endpoints.ts';
import { foreignAnswer, serviceError, unreadableAnswer, type CallContext } from './errors.ts';
import { isRecord } from './isRecord.ts';
import { numberFrom, restoreJobFrom, textFrom, type RestoreJobInfo } from './restoreJob.ts';

/** An answer of the service that reports no failure. */
export interface Answer {
  readonly body: Readonly<Record<string, unknown>>;
  readonly statusCode: number;
  readonly requestId: string;
  /** The service's clock when it answered, in ms since 1970, to the second. */
  readonly serverTime?: number | undefined;
  readonly call: CallContext;
}

/** An answer as the wire gave it, whatever its status. */
export interface Received {
  readonly text: string;
  readonly statusCode: number;
  readonly serverTime: number | undefined;
  readonly aheadMs: number | undefined;
}

/** Takes the answer's text for what it says. Throws CloudError where it is an error, no JSON object or `Success: false`. */
export function readAnswer(received: Received, parse: (text: string) => unknown, call: CallContext): Answer {
  const { text, statusCode, serverTime, aheadMs } = received;
  const unusable = (why: string) => unreadableAnswer(why, statusCode, call);
  const failed = statusCode >= 400;
  if (statusCode < 200 || (statusCode > 299 && !failed)) throw unusable(l10n.t('it is HTTP {0}', statusCode));
  if (text.trim() === '' && !failed) throw unusable(l10n.t('it is empty'));
  let body: unknown;
  try {
    body = parse(text);
  } catch {
    // SyntaxError, or RangeError for a nesting without end; the parser's words would quote the answer.
    throw failed ? foreignAnswer(statusCode, call) : unusable(l10n.t('it is not valid JSON'));
  }
  if (!isRecord(body)) throw failed ? foreignAnswer(statusCode, call) : unusable(l10n.t('it is no JSON object'));
  if (failed) throw serviceError(body, statusCode, call, aheadMs);
  const success = body['Success'];
  // A refusal that names a job is a contradiction, so it proves nothing.
  if ((success === false || success === 'false') && textFrom(body['RestoreId']) === undefined) {
    throw serviceError(body, statusCode, call, aheadMs);
  }
  return { body, statusCode, requestId: textFrom(body['RequestId'], 200) ?? '', serverTime, call };
}

/** CreateRestoreJob's answer. Throws CloudError without a RestoreId. */
export function createdJob({ body, statusCode, requestId, call }: Answer): { restoreId: string; requestId: string } {
  const restoreId = textFrom(body['RestoreId'], 200);
  if (restoreId === undefined) throw unreadableAnswer(l10n.t('it has no RestoreId'), statusCode, call, body);
  return { restoreId, requestId };
}

/** A page of restore jobs. */
export interface RestoreJobsPage {
  readonly jobs: readonly RestoreJobInfo[];
  /** Jobs on all pages; where the service doesn't say, one more than seen so far if this page is full. */
  readonly totalCount: number;
  readonly requestId: string;
  /** The service's clock when it answered, in ms since 1970, to the second. */
  readonly serverTime?: number | undefined;
  /** True where somebody else than the account's `caller` signed: another account's jobs may be missing here. */
  readonly otherCaller?: boolean;
}

/** The API gives 99 on a page; what gives far more would fill the memory page after page. */
const mostJobs = 1000;

/**
 * DescribeRestoreJobs2's answer. Throws CloudError where there is no list: "no such job" would be read out of it and the
 * restore submitted once more.
 */
export function listedJobs(answer: Answer, pageNumber: number, pageSize: number): RestoreJobsPage {
  const { body, statusCode, requestId, serverTime, call } = answer;
  const total = numberFrom(body['TotalCount']);
  const list = isRecord(body['RestoreJobs']) ? body['RestoreJobs']['RestoreJob'] : undefined;
  if (!Array.isArray(list)) {
    if (total === 0 && (list === undefined || list === null)) return { jobs: [], totalCount: 0, requestId, serverTime };
    throw unreadableAnswer(l10n.t('it has no list of restore jobs'), statusCode, call, body);
  }
  if (list.length > mostJobs) {
    const why = l10n.t('it has {0} jobs where {1} were asked for', list.length, pageSize);
    throw unreadableAnswer(why, statusCode, call, body);
  }
  const seen = (pageNumber - 1) * pageSize + list.length;
  return {
    jobs: list.map(restoreJobFrom).filter((job) => job !== undefined),
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

/** DescribeRegions' answer, without what can't be a region. Throws CloudError where there is no list. */
export function listedRegions({ body, statusCode, call }: Answer): readonly Region[] {
  const list = isRecord(body['Regions']) ? body['Regions']['Region'] : undefined;
  if (!Array.isArray(list)) throw unreadableAnswer(l10n.t('it has no list of regions'), statusCode, call, body);
  const found = new Map<string, Region>();
  for (const each of list as readonly unknown[]) {
    const { RegionId: regionId, LocalName } = isRecord(each) ? each : {};
    if (typeof regionId !== 'string' || !isRegionId(regionId) || found.has(regionId)) continue;
    found.set(regionId, { regionId, localName: textFrom(LocalName, 100) ?? regionId });
    if (found.size === mostRegions) break;
  }
  return [...found.values()];
}
