/** The snapshots of the account: each is a pure function of its source and of its place, 0 the newest. */
import type { Account, Source } from './seededAccount.ts';
import { digest, idFrom, numberBelow } from './digest.ts';

/** What a search looks at. It is cheap to make, so that thousands can be looked through. */
export interface SnapshotTime {
  readonly source: Source;
  readonly index: number;
  /** UNIX seconds. */
  readonly completed: number;
  readonly status: 'COMPLETE' | 'PARTIAL_COMPLETE';
  readonly expires: number;
}

const day = 86_400;

/** Every 13th lacks some files. Every 17th was to be kept for a day: the older of those have expired and are still listed. */
export function snapshotTime({ origin }: Account, source: Source, index: number): SnapshotTime {
  const completed = origin - 600 - index * source.interval - ((index * 7919) % 300);
  return {
    source,
    index,
    completed,
    status: index % 13 === 12 ? 'PARTIAL_COMPLETE' : 'COMPLETE',
    expires: completed + retentionDays(index) * day,
  };
}

export const retentionDays = (index: number): number => (index % 17 === 16 ? 1 : 730);

/** The newest first. */
export const snapshotTimes = (account: Account, source: Source): SnapshotTime[] =>
  Array.from({ length: source.snapshots }, (_, index) => snapshotTime(account, source, index));

const labels = ({ seed }: Account, { source, index }: Pick<SnapshotTime, 'source' | 'index'>) =>
  [seed, 'snapshot', source.kind, source.index, index] as const;

export const snapshotId = (account: Account, snapshot: Pick<SnapshotTime, 'source' | 'index'>): string =>
  idFrom('s-', ...labels(account, snapshot));

export const snapshotHash = (account: Account, snapshot: Pick<SnapshotTime, 'source' | 'index'>): string =>
  digest(...labels(account, snapshot), 'hash');

export const bytesOf = (account: Account, snapshot: SnapshotTime): number =>
  numberBelow(500 * 2 ** 30, ...labels(account, snapshot), 'bytes') + 2 ** 20;

const byHash = new WeakMap<Account, Map<string, SnapshotTime>>();

/** The snapshot of a hash. All hashes are worked out with the first question. */
export function snapshotOfHash(account: Account, hash: string): SnapshotTime | undefined {
  let known = byHash.get(account);
  if (!known) {
    const times = account.sources.flatMap((source) => snapshotTimes(account, source));
    known = new Map(times.map((snapshot) => [snapshotHash(account, snapshot), snapshot]));
    byHash.set(account, known);
  }
  return known.get(hash);
}
