/** Which job of the service's list an unclear submission became, if any. Pure: the list and the records in, a verdict out. */
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { cleanExact } from '../cloud/text.ts';
import { parametersOf, structuredParameters, type RestoreRequest } from '../spec/parameters.ts';
import { fingerprint } from './duplicates.ts';
import { isUnsettled, type JobRecord } from './record.ts';

/** How well a job fits a request: in all that came back, in all but how much is restored where, or not. */
export type Fit = 'equal' | 'similar' | 'other';

export type Verdict =
  | { readonly kind: 'adopt'; readonly job: RestoreJobInfo }
  | { readonly kind: 'choose'; readonly candidates: readonly RestoreJobInfo[] }
  | { readonly kind: 'none' };

/** When a job must have been created to be the one, in ms since 1970 by the service's clock. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Parameters that a service may give back in other words (a path with a slash more, a detail filled in). A difference in
 * these alone doesn't prove that nothing was started: a person is asked.
 */
const reworded: ReadonlySet<string> = new Set([...structuredParameters.keys(), 'TargetPath', 'TargetPrefix']);

/** The longest value that the client keeps of an answer; see `restoreJob.ts`. */
const keptLength = 10_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut off, or no JSON after all: then it is compared as text.
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two JSON values say the same. A member that one of them lacks proves nothing; the order of paths neither. */
function agree(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const texts = (list: unknown[]) => list.map((item) => JSON.stringify(item)).sort();
    return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
  }
  if (isObject(a) && isObject(b)) {
    return Object.keys(a).every((key) => !Object.hasOwn(b, key) || agree(a[key], b[key]));
  }
  return String(a) === String(b);
}

/** What a job says of a parameter, as text; undefined where it says nothing. */
function saidOf(job: RestoreJobInfo, name: string): string | undefined {
  const value = (job as unknown as Record<string, unknown>)[name] ?? job.other[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function sameValue(name: string, sent: string, said: string): boolean {
  // What came back was cleaned on its way in.
  const text = cleanExact(sent, keptLength);
  if (text === said) return true;
  if (/^\d+$/.test(text) && /^\d+$/.test(said)) return BigInt(text) === BigInt(said);
  if (!structuredParameters.has(name)) return false;
  const [a, b] = [parsed(sent), parsed(said)];
  return a !== undefined && b !== undefined && agree(a, b);
}

export function fitOf(request: RestoreRequest, job: RestoreJobInfo): Fit {
  let fit: Fit = 'equal';
  const parameters = parametersOf(request);
  for (const [name, sent] of Object.entries(parameters)) {
    const said = saidOf(job, name);
    if (said === undefined || sameValue(name, sent, said)) continue;
    if (!reworded.has(name)) return 'other';
    fit = 'similar';
  }
  // A job of some paths is not the one that was to restore all of them.
  for (const name of ['Include', 'Exclude']) {
    if (parameters[name] === undefined && !['[]', undefined].includes(saidOf(job, name))) fit = 'similar';
  }
  return fit;
}

/** A clock that was put right between an attempt and the look moves its window; what is this near is shown, in ms. */
const near = 15 * 60_000;

function isIn({ CreatedTime }: RestoreJobInfo, { from, to }: Window, slack = 0): boolean {
  if (CreatedTime === undefined) return true;
  // Given in whole seconds, cut off or rounded.
  return CreatedTime * 1000 >= from - 1000 - slack && CreatedTime * 1000 <= to + 1000 + slack;
}

const byTime = (a: RestoreJobInfo, b: RestoreJobInfo) => (a.CreatedTime ?? 0) - (b.CreatedTime ?? 0);
const bySubmission = (a: JobRecord, b: JobRecord) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/**
 * What the service's whole list says of one submission.
 *
 * @param records all that is known, of every window: their RestoreIds are taken, and equal ones may have a claim
 * @param windowOf when a job of a record must have been created
 */
export function judgeList(
  record: JobRecord,
  jobs: readonly RestoreJobInfo[],
  records: readonly JobRecord[],
  windowOf: (record: JobRecord) => Window,
): Verdict {
  const taken = new Set(records.flatMap(({ restoreId }) => restoreId ?? []));
  const around = jobs.filter((job) => !taken.has(job.RestoreId) && isIn(job, windowOf(record), near)).sort(byTime);
  const open = around.filter((job) => isIn(job, windowOf(record)));
  const others = records.filter((other) => other.id !== record.id && isUnsettled(other));
  const print = fingerprint(record.request, record.account);
  const rivals = others.filter((other) => fingerprint(other.request, other.account) === print);

  const equal = open.filter((job) => fitOf(record.request, job) === 'equal');
  const [only] = equal;
  if (only && rivals.length === 0 && equal.length === 1 && only.CreatedTime !== undefined) {
    return { kind: 'adopt', job: only };
  }
  if (equal.length > 0) {
    // As many jobs as equal submissions: all were executed, in the order in which they were sent.
    const claims = [record, ...rivals].sort(bySubmission);
    const all = jobs
      .filter((job) => !taken.has(job.RestoreId) && claims.some((claim) => isIn(job, windowOf(claim))))
      .filter((job) => job.CreatedTime !== undefined && fitOf(record.request, job) === 'equal')
      .sort(byTime);
    const mine = all[claims.indexOf(record)];
    const paired = all.length === claims.length && all.every((job, i) => isIn(job, windowOf(claims[i] ?? record)));
    if (paired && mine && rivals.length > 0) return { kind: 'adopt', job: mine };
    return { kind: 'choose', candidates: equal };
  }
  const outside = rivals.length > 0 ? [] : around.filter((job) => fitOf(record.request, job) === 'equal');
  const claimed = (job: RestoreJobInfo) =>
    others.some((other) => isIn(job, windowOf(other)) && fitOf(other.request, job) === 'equal');
  const similar = open.filter((job) => fitOf(record.request, job) === 'similar' && !claimed(job));
  const candidates = [...outside, ...similar];
  return candidates.length > 0 ? { kind: 'choose', candidates } : { kind: 'none' };
}
