/** Which jobs are the same restore to the same place. */
import { createHash } from 'node:crypto';
import type { Account } from '../cloud/account.ts';
import { parametersOf, type RestoreRequest } from '../spec/parameters.ts';
import { isPending, isUnsettled, type JobRecord } from './record.ts';

/** Equal for equal parameters to the same region and endpoint, whoever signs; 64 hexadecimal digits. */
export function fingerprint(request: RestoreRequest, { region, endpoint }: Account): string {
  const sorted = Object.entries(parametersOf(request)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([endpoint, region, sorted]))
    .digest('hex');
}

const fingerprintOf = (record: JobRecord) => record.fingerprint ?? fingerprint(record.request, record.account);

/**
 * The job, newest first, for which an equal one should not be started without a second thought: its outcome is unclear,
 * it runs, or it was submitted in the last `withinMs`.
 */
export function equalJob(
  records: readonly JobRecord[],
  print: string,
  { now, withinMs }: { now: number; withinMs: number },
): JobRecord | undefined {
  const counts = (record: JobRecord) =>
    isUnsettled(record) || isPending(record) || (record.state === 'submitted' && now - record.createdAt < withinMs);
  return records
    .filter((record) => counts(record) && fingerprintOf(record) === print)
    .sort((a, b) => b.createdAt - a.createdAt)[0];
}
