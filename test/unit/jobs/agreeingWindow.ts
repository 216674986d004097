/**
 * A process in place of a window whose person agreed to a restore: it looks for equal ones under the lock for them, and submits once its
 * parent says so. It says how many it saw, and then what became of the submission.
 */
import { once } from 'node:events';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import { duplicatesOf, fingerprint } from '../../../src/jobs/duplicates.ts';
import type { DuplicateGuard } from '../../../src/jobs/duplicateGuard.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { newOwner, openLocks, type Locks } from '../../../src/jobs/storage/locks.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore, type Submitted } from '../../../src/jobs/submission.ts';
import { accountAt, requestOf } from './jobFixtures.ts';
import type { StoppedWindowSettings } from './stoppedWindow.ts';

export const duplicateLockOf = (endpoint: string) => `equal-${fingerprint(requestOf('NAS'), accountAt(endpoint))}`;

/** What a window knows that looked for equal restores just now. @param lock undefined where it holds none */
export async function lookForDuplicates(
  folder: string,
  endpoint: string,
  locks: Locks,
  lock: DuplicateGuard['lock'],
): Promise<DuplicateGuard> {
  const journal = openJournal(folder);
  const print = fingerprint(requestOf('NAS'), accountAt(endpoint));
  const read = async () =>
    duplicatesOf((await journal.readAll()).records, print, { ageOf: () => 0, withinMs: 600_000, locks });
  return { lock, told: await read(), isBusyTold: false, read };
}

/** Submits what equal restores were looked for. */
export function submitAgreed(
  { folder, endpoint, accessKeyId, accessKeySecret }: StoppedWindowSettings,
  locks: Locks,
  duplicates: DuplicateGuard,
): Promise<Submitted> {
  const account = accountAt(endpoint);
  const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  const parts = { journal: openJournal(folder), store: createStore(), locks, clock: systemClock };
  return submitRestore({ request: requestOf('NAS'), account, client, spec: '' }, { ...parts, duplicates });
}

async function run(setting: StoppedWindowSettings): Promise<void> {
  const locks = openLocks(`${setting.folder}/locks`, newOwner(), setting.lockTimes);
  const lock = await locks.take(duplicateLockOf(setting.endpoint));
  const duplicates = await lookForDuplicates(setting.folder, setting.endpoint, locks, lock);
  const order = once(process, 'message');
  process.send?.(duplicates.told.length);
  await order;
  const submitted = await submitAgreed(setting, locks, duplicates);
  process.send?.(submitted, () => process.disconnect());
}

if (process.send && process.argv[1] === import.meta.filename)
  await run(JSON.parse(process.argv[2] ?? '{}') as StoppedWindowSettings);
