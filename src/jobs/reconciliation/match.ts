/**
 * Matches an unclear submission with the jobs of the service's list. Pure: the list and the records in, the match out.
 */
import { isSandbox } from '../../cloud/account.ts';
import { isRecord, parseJsonValue } from '../../cloud/json.ts';
import { parameterOfJob, type RestoreJobInfo } from '../../cloud/restoreJob.ts';
import { sanitizeValue } from '../../cloud/sanitize.ts';
import { parameterNames, parameters, parametersOf, type RestoreRequest } from '../../restoreSpec/parameters.ts';
import { fingerprint } from '../duplicates.ts';
import { isUnsettled, type JobRecord } from '../record.ts';

/**
 * How well a job matches a request: `equal` in all that the service gives back, `similar` where it differs only in parameters that
 * may be given back in other words, else `other`.
 */
export type Similarity = 'equal' | 'similar' | 'other';

/** `adopt`: the job is known. `choose`: a person must choose among the candidates. `none`: no job of the list matches. */
export type MatchResult =
  | { readonly kind: 'adopt'; readonly job: RestoreJobInfo }
  | { readonly kind: 'choose'; readonly candidates: readonly RestoreJobInfo[] }
  | { readonly kind: 'none' };

/** When a job must have been created to match, in ms since 1970 by the service's clock. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What is known of the time at which a record's job was created. */
export interface RecordTimes {
  /** Absent where the clocks can't be trusted. */
  readonly range?: TimeRange | undefined;
  /** Whether the list was looked through from the attempt on, and the attempt is still so young that its job may turn up. */
  readonly isWatched: boolean;
}

/**
 * Whether the service may return a parameter in another form (a path with one more slash, a detail filled in). A difference in such
 * parameters alone doesn't prove that nothing was started, so a person is asked.
 */
const isReworded = (name: string) => parameters.get(name)?.reconciliation === 'reworded';

/** The parameters that restrict a restore to a part of the snapshot. */
const restricting = parameterNames.filter((name) => parameters.get(name)?.absence === 'everything');

/** The longest value that the client keeps of an answer, in UTF-16 code units; see `restoreJob.ts`. */
const keptLength = 10_000;

/** Whether two JSON values agree. A member that one of them lacks proves nothing, nor does the order of a list. */
function jsonAgrees(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const texts = (list: unknown[]) => list.map((item) => JSON.stringify(item)).sort();
    return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
  }
  if (isRecord(a) && isRecord(b)) {
    return Object.keys(a).every((key) => !Object.hasOwn(b, key) || jsonAgrees(a[key], b[key]));
  }
  return String(a) === String(b);
}

function sameValue(name: string, sent: string, listed: string): boolean {
  // The client cleaned the value of the list, so the sent value is cleaned in the same way.
  const text = sanitizeValue(sent, keptLength);
  if (text === listed) return true;
  if (/^\d+$/.test(text) && /^\d+$/.test(listed)) return BigInt(text) === BigInt(listed);
  if (!parameters.get(name)?.json) return false;
  // It may have been cut off, or be no JSON after all. Then it is compared as text.
  const [a, b] = [parseJsonValue(sent), parseJsonValue(listed)];
  return a !== undefined && b !== undefined && jsonAgrees(a, b);
}

export function compareJob(request: RestoreRequest, job: RestoreJobInfo): Similarity {
  let similarity: Similarity = 'equal';
  const all = parametersOf(request);
  for (const [name, sent] of Object.entries(all)) {
    const listed = parameterOfJob(job, name);
    if (listed === undefined || sameValue(name, sent, listed)) continue;
    if (!isReworded(name)) return 'other';
    similarity = 'similar';
  }
  // A job that restores some paths may not be the one that was to restore all of them.
  for (const name of restricting) {
    if (all[name] === undefined && !['[]', undefined].includes(parameterOfJob(job, name))) similarity = 'similar';
  }
  return similarity;
}

/**
 * What is known, besides its parameters, of whether a job may be a record's: `no`, `perhaps` (only a person can tell), or `yes`, which
 * a job of the same parameters needs to be taken for the record's own.
 */
type Claim = 'yes' | 'perhaps' | 'no';

function isCreatedIn({ CreatedTime }: RestoreJobInfo, { from, to }: TimeRange): boolean {
  // The service gives whole seconds, cut off or rounded.
  return CreatedTime !== undefined && CreatedTime * 1000 >= from - 1000 && CreatedTime * 1000 <= to + 1000;
}

/** RestoreIds decide and times only narrow. Where no baseline could be read, the time decides, and only a person is asked about the rest. */
function claimOn({ baseline, rejected }: JobRecord, job: RestoreJobInfo, { range, isWatched }: RecordTimes): Claim {
  if (baseline?.includes(job.RestoreId) || rejected?.includes(job.RestoreId)) return 'no';
  if (range && job.CreatedTime !== undefined) return isCreatedIn(job, range) ? 'yes' : 'perhaps';
  return baseline && isWatched ? 'yes' : 'perhaps';
}

const byCreation = (a: RestoreJobInfo, b: RestoreJobInfo) => (a.CreatedTime ?? 0) - (b.CreatedTime ?? 0);
/** The order in which submissions were made. */
export const bySubmission = (a: JobRecord, b: JobRecord) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** The jobs nearest in time to a record first: a person is shown a few of them only. */
const byNearness = (record: JobRecord) => {
  const distance = ({ CreatedTime }: RestoreJobInfo) =>
    Math.abs((CreatedTime ?? Infinity) * 1000 - (record.sentAt ?? record.createdAt));
  return (a: RestoreJobInfo, b: RestoreJobInfo) => distance(a) - distance(b);
};

/** Whether two submissions have equal parameters and the same list. One service may be reached at several addresses, a sandbox at one. */
export function isEqualInOneList(a: JobRecord, b: JobRecord): boolean {
  if ((isSandbox(a.account) || isSandbox(b.account)) && a.account.endpoint !== b.account.endpoint) return false;
  return fingerprint(a.request, b.account) === fingerprint(b.request, b.account);
}

/** More equal submissions at a time are left to a person. */
const mostPaired = 8;

/** The ways to give each record a job of its own, in the order of the records. */
function* pairings(
  claims: readonly JobRecord[],
  jobs: readonly RestoreJobInfo[],
  isClaimed: (record: JobRecord, job: RestoreJobInfo) => boolean,
): Generator<readonly RestoreJobInfo[]> {
  const [first, ...rest] = claims;
  if (!first) yield [];
  else {
    for (const job of jobs.filter((each) => isClaimed(first, each))) {
      const left = jobs.filter((each) => each !== job);
      for (const others of pairings(rest, left, isClaimed)) yield [job, ...others];
    }
  }
}

/**
 * The job of each record where there are as many jobs as records: the only way in which they fit, else the order of time.
 *
 * @param claims in the order in which they were sent
 * @param jobs in the order in which they were created
 * @returns undefined where neither tells
 */
function pair(
  claims: readonly JobRecord[],
  jobs: readonly RestoreJobInfo[],
  isClaimed: (record: JobRecord, job: RestoreJobInfo) => boolean,
): readonly RestoreJobInfo[] | undefined {
  if (jobs.length !== claims.length || claims.length > mostPaired) return undefined;
  const ways = pairings(claims, jobs, isClaimed);
  const [first, second] = [ways.next(), ways.next()];
  if (!first.done && second.done) return first.value;
  // Of jobs that were created in the same second nobody knows which one was first.
  const isInOrder = jobs.every(
    ({ CreatedTime }, i) => CreatedTime !== undefined && (i === 0 || CreatedTime > (jobs[i - 1]?.CreatedTime ?? 0)),
  );
  return isInOrder && claims.every((each, i) => jobs[i] && isClaimed(each, jobs[i])) ? jobs : undefined;
}

/**
 * The match of one submission in the service's whole list.
 *
 * @param records all that are known, of every window. Their RestoreIds are taken, and equal submissions may have a claim
 * @param timesOf what is known of the time at which the job of a record was created
 */
export function matchSubmission(
  record: JobRecord,
  jobs: readonly RestoreJobInfo[],
  records: readonly JobRecord[],
  timesOf: (record: JobRecord) => RecordTimes,
): MatchResult {
  const taken = new Set(records.flatMap(({ restoreId }) => restoreId ?? []));
  const free = jobs.filter((job) => !taken.has(job.RestoreId)).sort(byCreation);
  const others = records.filter((other) => other.id !== record.id && isUnsettled(other));
  const rivals = others.filter((other) => isEqualInOneList(other, record));

  const claims = [record, ...rivals].sort(bySubmission);
  const times = new Map(others.concat(record).map((each) => [each, timesOf(each)]));
  const claim = (each: JobRecord, job: RestoreJobInfo) => claimOn(each, job, times.get(each) ?? { isWatched: false });

  const equal = free.filter((job) => compareJob(record.request, job) === 'equal');
  const own = equal.filter((job) => claim(record, job) === 'yes');
  const [only] = own;
  const isWanted = (job: RestoreJobInfo) => rivals.some((rival) => claim(rival, job) !== 'no');
  if (only && own.length === 1 && !isWanted(only)) return { kind: 'adopt', job: only };
  if (own.length > 0) {
    // Where there are as many jobs as equal submissions, all were executed.
    const all = equal.filter((job) => claims.some((each) => claim(each, job) === 'yes'));
    const paired = pair(claims, all, (each, job) => claim(each, job) === 'yes');
    const mine = paired?.[claims.indexOf(record)];
    return mine ? { kind: 'adopt', job: mine } : { kind: 'choose', candidates: own };
  }
  const isOthers = (job: RestoreJobInfo) =>
    others.some((other) => claim(other, job) === 'yes' && compareJob(other.request, job) === 'equal');
  const candidates = free
    .filter((job) => claim(record, job) !== 'no')
    .filter((job) => equal.includes(job) || (compareJob(record.request, job) === 'similar' && !isOthers(job)));
  return candidates.length > 0 ? { kind: 'choose', candidates: candidates.sort(byNearness(record)) } : { kind: 'none' };
}
