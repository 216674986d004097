/**
 * A process in place of a window that stands still at the worst instant: its restore is on disk, its connection stands, and it is about
 * to check whether it may send. It goes on once somebody wakes it up, and answers what it says of the submission.
 */
import { createClient, type HbrClient } from '../../../src/cloud/hbrClient.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../../src/jobs/storage/locks.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore, type Submitted } from '../../../src/jobs/submission.ts';
import { accountAt, requestOf } from './jobFixtures.ts';

export interface StoppedWindowSettings {
  readonly folder: string;
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly lockTimes: { readonly touchMs: number; readonly staleMs: number };
}

const setting = JSON.parse(process.argv[2] ?? '{}') as StoppedWindowSettings;
const { folder, endpoint, accessKeyId, accessKeySecret, lockTimes } = setting;
const account = accountAt(endpoint);
const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
const stopping: HbrClient = {
  ...client,
  createRestoreJob: (request, signal, beforeSend) =>
    client.createRestoreJob(request, signal, () => {
      process.kill(process.pid, 'SIGSTOP');
      beforeSend?.();
    }),
};
const submitted: Submitted = await submitRestore(
  { request: requestOf('NAS'), account, client: stopping, spec: '' },
  {
    journal: openJournal(folder),
    store: createStore(),
    locks: openLocks(`${folder}/locks`, newOwner(), lockTimes),
    clock: systemClock,
    wait: () => Promise.resolve(true),
  },
);
process.send?.(submitted, () => process.disconnect());
