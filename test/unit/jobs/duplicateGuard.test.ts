import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bothLocks, reasonNotToRepeat, type DuplicateGuard } from '../../../src/jobs/duplicateGuard.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../../src/jobs/storage/locks.ts';
import type { Submitted } from '../../../src/jobs/submission.ts';
import { until } from '../../hosts/until.ts';
import { duplicateLockOf, lookForDuplicates, submitAgreed } from './agreeingWindow.ts';
import { folders, record, sandboxes } from './jobFixtures.ts';
import type { StoppedWindowSettings } from './stoppedWindow.ts';

const lockOf = (ms: number) => ({ longestUntouchedMs: () => ms });

describe('an equal restore that the person was not told of', () => {
  const own = record('own', { state: 'sending' });
  const guard = (now: readonly JobRecord[], more: Partial<DuplicateGuard> = {}): DuplicateGuard => ({
    ...{ lock: lockOf(0), told: [], isBusyTold: false, read: () => Promise.resolve(now) },
    ...more,
  });

  it('is none where only this submission and those of the question are there', async () => {
    const told = [record('a')];
    assert.equal(await reasonNotToRepeat(own, guard([own, ...told], { told })), undefined);
    assert.equal(await reasonNotToRepeat(own, guard([])), undefined);
  });

  it('is a reason to send nothing, and to look at it', async () => {
    const reason = await reasonNotToRepeat(own, guard([own, record('a'), record('b')], { told: [record('a')] }));
    assert.match(reason?.message ?? '', /another window submitted the same restore in the meantime/);
    assert.match(reason?.nextStep ?? '', /Look at that job/);
  });

  it('is the one that another window was about to submit, where the question said so', async () => {
    const busy = { lock: undefined, isBusyTold: true };
    assert.equal(await reasonNotToRepeat(own, guard([own, record('a')], busy)), undefined);
    assert.ok(await reasonNotToRepeat(own, guard([own, record('a'), record('b')], busy)));
    const told = [record('a', { state: 'sending' })];
    assert.ok(await reasonNotToRepeat(own, guard([own, ...told, record('b')], { ...busy, told })));
  });

  it('is no expected one where this window has the lock by now, nor where the question said nothing of it', async () => {
    for (const more of [{ isBusyTold: true }, { lock: undefined }])
      assert.ok(await reasonNotToRepeat(own, guard([own, record('a')], more)));
  });

  it('may be there where nobody can look, so nothing is sent', async () => {
    const read = () => Promise.reject(new Error('EIO'));
    assert.match((await reasonNotToRepeat(own, guard([], { read })))?.message ?? '', /not sent.*: EIO$/);
  });

  it('is kept away by a lock that counts for as old as the older of the two', () => {
    assert.equal(bothLocks(lockOf(1), lockOf(2)).longestUntouchedMs(), 2);
    assert.equal(bothLocks(lockOf(3), undefined).longestUntouchedMs(), 3);
  });
});

describe('a window that stands still between its last look for equal restores and its record', () => {
  const folder = folders();
  const current = sandboxes();
  const sent = () =>
    current()
      .sandbox.requests()
      .filter(({ action }) => action === 'CreateRestoreJob').length;

  /** Has the window stand still after its look, and wake up once another one has taken its lock and has done something. */
  async function wakeAfter(
    meanwhile: (setting: StoppedWindowSettings) => Promise<unknown>,
  ): Promise<{ readonly record: JobRecord; readonly onDisk: JobRecord | undefined }> {
    const { endpoint, accessKeyId, accessKeySecret } = current().sandbox;
    const lockTimes = { touchMs: 100, staleMs: 1000 };
    const setting: StoppedWindowSettings = {
      folder: await folder(),
      endpoint,
      accessKeyId,
      accessKeySecret,
      lockTimes,
    };
    const child = fork(join(import.meta.dirname, 'agreeingWindow.ts'), [JSON.stringify(setting)]);
    try {
      assert.deepEqual(await once(child, 'message'), [0, undefined]);
      child.kill('SIGSTOP');
      await meanwhile(setting);
      const answer = once(child, 'message') as Promise<[Submitted]>;
      child.send('submit');
      child.kill('SIGCONT');
      const [{ record }] = await answer;
      if (child.exitCode === null) await once(child, 'exit');
      return { record, onDisk: await openJournal(setting.folder).read(record.id) };
    } finally {
      child.kill('SIGKILL');
    }
  }

  /** The lock of the window that stands still, once it is stale. */
  async function takeStaleLock({ folder: path, endpoint, lockTimes }: StoppedWindowSettings) {
    const locks = openLocks(`${path}/locks`, newOwner(), lockTimes);
    const lock = await until('the lock of the stopped window', () => locks.take(duplicateLockOf(endpoint)));
    return { locks, lock };
  }

  it('sends nothing where another one sent the same meanwhile, and says so', async function () {
    // No other system can stop a process.
    if (process.platform === 'win32') this.skip();
    const { record, onDisk } = await wakeAfter(async (setting) => {
      const { locks, lock } = await takeStaleLock(setting);
      const duplicates = await lookForDuplicates(setting.folder, setting.endpoint, locks, lock);
      assert.deepEqual(duplicates.told, []);
      assert.equal((await submitAgreed(setting, locks, duplicates)).record.state, 'submitted');
      await lock.release();
    });
    assert.deepEqual([sent(), record.state], [1, 'refused']);
    assert.match(record.failure?.message ?? '', /another window submitted the same restore in the meantime/);
    assert.deepEqual(onDisk, record);
  });

  it('sends nothing where another one has its lock and is about to send, whose own way stays free', async function () {
    if (process.platform === 'win32') this.skip();
    let goOn = () => Promise.resolve<Submitted | undefined>(undefined);
    const { record } = await wakeAfter(async (setting) => {
      const { locks, lock } = await takeStaleLock(setting);
      const duplicates = await lookForDuplicates(setting.folder, setting.endpoint, locks, lock);
      goOn = () => submitAgreed(setting, locks, duplicates).finally(() => lock.release());
    });
    assert.deepEqual([sent(), record.state], [0, 'refused']);
    assert.match(record.failure?.message ?? '', /another window may have taken over/);
    assert.deepEqual([(await goOn())?.record.state, sent()], ['submitted', 1]);
  });
});
