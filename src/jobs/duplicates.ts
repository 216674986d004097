/** Finds duplicates: jobs that are the same restore to the same place. */
import { createHash } from 'node:crypto';
import type { Account } from '../cloud/account.ts';
import { parametersOf, type RestoreRequest } from '../restoreSpec/parameters.ts';
import { isPending, isUnsettled, type JobRecord } from './record.ts';
import { uptimeAt, type Locks } from './storage/locks.ts';
import type { WallClockWatch } from './wallClock.ts';

/** 64 hexadecimal digits. They are equal for equal parameters to the same region and endpoint, whoever signs. */
export function fingerprint(request: RestoreRequest, { region, endpoint }: Account): string {
  const sorted = Object.entries(parametersOf(request)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([endpoint, region, sorted]))
    .digest('hex');
}

/** The fingerprint of a job. Records of older versions don't keep it. */
export const fingerprintOf = (record: JobRecord) => record.fingerprint ?? fingerprint(record.request, record.account);

/**
 * Whether another window judged that the submission did nothing, while the window that was to send it may only stand still. What that
 * window sent just before may still arrive.
 */
export function isSenderInDoubt(record: JobRecord, locks: Pick<Locks, 'mayLive'>): boolean {
  const didNothing = record.state === 'notExecuted' || record.state === 'refused';
  return didNothing && (record.claim ?? 1) > 1 && locks.mayLive(record);
}

/**
 * The jobs with a fingerprint because of which a person is asked before a duplicate is submitted, the newest first. The outcome of
 * each is unclear, or it runs, or it was submitted in the last `withinMs`, or the window that was to send it may only stand still.
 *
 * @param ageOf as in `WallClockWatch`. A job from the future counts as young
 */
export function duplicatesOf(
  records: readonly JobRecord[],
  print: string,
  {
    ageOf,
    withinMs,
    locks,
  }: { ageOf: WallClockWatch['ageOf']; withinMs: number; locks: Pick<Locks, 'mayLive' | 'owner'> },
): JobRecord[] {
  const counts = (record: JobRecord) =>
    isUnsettled(record) ||
    isPending(record) ||
    (record.state === 'submitted' && (ageOf(record.createdAt, uptimeAt(record, locks.owner)) ?? 0) < withinMs) ||
    isSenderInDoubt(record, locks);
  return records
    .filter((record) => counts(record) && fingerprintOf(record) === print)
    .sort((a, b) => b.createdAt - a.createdAt);
}
