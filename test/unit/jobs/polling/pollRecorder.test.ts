import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { createPollRecorder } from '../../../../src/jobs/polling/pollRecorder.ts';
import { statusOf, type JobRecord } from '../../../../src/jobs/record.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { replaceFile } from '../../../../src/jobs/storage/replaceFile.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { folders, record } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';

describe('what a poll found', () => {
  const folder = folders();

  /** A window with some jobs that run, of which the first is polled for. @returns the seconds of the polls that were written */
  async function secondsWritten(pending: number, until: number): Promise<number[]> {
    const journal = openJournal(await folder());
    const [store, clock] = [createStore(), manualClock()];
    const jobs = Array.from({ length: pending }, (_, i) => record(`job-${i}`, { restoreId: `r-${i}` }));
    store.put(...jobs);
    await journal.write(jobs[0] ?? assert.fail());
    const recorder = createPollRecorder({ store, journal, clock, ageOf: () => 60_000 });
    const seconds: number[] = [];
    for (let second = 0; second <= until; second += 5) {
      const entry = { RestoreId: 'r-0', Status: 'RUNNING', Progress: 100 + second, other: {} };
      await recorder.record(['job-0'], {
        found: new Map([['r-0', entry]]),
        isWhole: true,
        requests: 1,
        otherCaller: false,
      });
      assert.equal(store.get('job-0')?.seen?.Progress, 100 + second);
      if ((await journal.read('job-0'))?.seen?.Progress === 100 + second) seconds.push(second);
      clock.advance(5000);
    }
    return seconds;
  }

  it('is written each 10 s where few jobs are pending, and shown each time', async () => {
    assert.deepEqual(await secondsWritten(1, 30), [0, 10, 20, 30]);
    assert.deepEqual(await secondsWritten(20, 30), [0, 10, 20, 30]);
  });

  it('is written the more rarely, the more jobs are pending in all lists', async () => {
    assert.deepEqual(await secondsWritten(60, 70), [0, 30, 60]);
    assert.deepEqual(await secondsWritten(200, 110), [0, 100]);
  });

  it('says "not found" of a job only where the whole list was read', async () => {
    const store = createStore();
    const journal = openJournal(await folder());
    await journal.write(record('a'));
    store.put(record('a'));
    const recorder = createPollRecorder({ store, journal, clock: manualClock(), ageOf: () => 60_000 });
    for (const [isWhole, status] of [
      [false, 'SUBMITTED'],
      [true, 'NOT FOUND'],
    ] as const) {
      await recorder.record(['a'], { found: new Map(), isWhole, requests: 1, otherCaller: false });
      assert.equal(statusOf(store.get('a') ?? assert.fail()), status);
    }
  });

  it('brings no job back that is removed while it is written down', async () => {
    const path = await folder();
    const store = createStore();
    const jobs = [record('a'), record('b')];
    const removing = openJournal(path);
    const journal = openJournal(path, async (file, text) => {
      await replaceFile(file, text);
      if (!file.includes('a.json')) return;
      // The person removes the other one, of which this poll is still to be written.
      await removing.remove('b');
      store.remove('b');
    });
    for (const job of jobs) await removing.write(job);
    store.put(...jobs);
    const recorder = createPollRecorder({ store, journal, clock: manualClock(), ageOf: () => 60_000 });
    const found = new Map(['r-a', 'r-b'].map((id) => [id, { RestoreId: id, Status: 'RUNNING', other: {} }]));
    await recorder.record(['a', 'b'], { found, isWhole: true, requests: 1, otherCaller: false });
    assert.deepEqual([store.get('a')?.seen?.Status, store.get('b')], ['RUNNING', undefined]);
    assert.deepEqual(await removing.read('b'), undefined);
  });

  it('brings no job back that is removed once it is written, before it is shown', async () => {
    const store = createStore();
    store.put(record('a'));
    const journal = openJournal(await folder());
    await journal.write(record('a'));
    const late: typeof journal = {
      ...journal,
      async update(...args) {
        const known = await journal.update(...args);
        await journal.remove('a');
        store.remove('a');
        return known;
      },
    };
    const recorder = createPollRecorder({ store, journal: late, clock: manualClock(), ageOf: () => 60_000 });
    const found = new Map([['r-a', { RestoreId: 'r-a', Status: 'RUNNING', other: {} }]]);
    await recorder.record(['a'], { found, isWhole: true, requests: 1, otherCaller: false });
    assert.deepEqual(store.all(), []);
  });

  describe('of a job whose RestoreId the disk does not have', () => {
    const running = { RestoreId: 'r-a', Status: 'RUNNING', other: {} };

    /** A window that alone knows the RestoreId, and polls. @returns what the disk and the window then have */
    async function poll(onDisk: Partial<JobRecord>, { isFull = false } = {}) {
      let full = false;
      const journal = openJournal(await folder(), (path, text) =>
        full ? Promise.reject(new Error('ENOSPC')) : replaceFile(path, text),
      );
      const store = createStore();
      const { restoreId, ...sending } = record('a', { claim: 1 });
      await journal.write({ ...sending, state: 'sending', ...onDisk });
      store.put({ ...sending, restoreId: restoreId ?? '' });
      const recorder = createPollRecorder({ store, journal, clock: manualClock(), ageOf: () => 60_000 });
      full = isFull;
      const found = new Map([['r-a', running]]);
      const recording = recorder.record(['a'], { found, isWhole: true, requests: 1, otherCaller: false });
      await (isFull ? assert.rejects(recording, /ENOSPC/) : recording);
      const summary = (job: JobRecord | undefined) => job && [statusOf(job), job.restoreId, job.claim];
      return { onDisk: summary(await journal.read('a')), inStore: summary(store.get('a')) };
    }

    it('is written down with the RestoreId, whatever another window made of the submission', async () => {
      for (const [onDisk, claim] of [
        [{}, 1],
        [{ state: 'unclear', claim: 2 }, 2],
        [{ state: 'notExecuted', claim: 2 }, 2],
      ] as const) {
        const known = ['RUNNING', 'r-a', claim];
        assert.deepEqual(await poll(onDisk), { onDisk: known, inStore: known });
      }
    });

    it('is shown with it while the disk is still full', async () => {
      assert.deepEqual((await poll({}, { isFull: true })).inStore, ['RUNNING', 'r-a', 1]);
    });

    it('is left alone where a person said that it is not the one, or the disk has another one', async () => {
      const rejected = ['UNCLEAR', undefined, 2];
      const judged = { state: 'unclear', claim: 2, rejected: ['r-a'] } as const;
      assert.deepEqual(await poll(judged), { onDisk: rejected, inStore: rejected });
      const another = ['SUBMITTED', 'r-b', 1];
      assert.deepEqual(await poll({ state: 'submitted', restoreId: 'r-b' }), { onDisk: another, inStore: another });
    });

    it('is written down where its file was damaged', async () => {
      const path = await folder();
      const journal = openJournal(path);
      const { restoreId, ...sending } = record('a');
      await journal.write({ ...sending, state: 'sending' });
      await truncate(journal.fileOf('a'), 40);
      const store = createStore();
      store.put({ ...sending, restoreId: restoreId ?? '' });
      const recorder = createPollRecorder({ store, journal, clock: manualClock(), ageOf: () => 60_000 });
      await recorder.record(['a'], {
        found: new Map([['r-a', running]]),
        isWhole: true,
        requests: 1,
        otherCaller: false,
      });
      const onDisk = await openJournal(path).read('a');
      assert.deepEqual([onDisk?.restoreId, onDisk?.seen?.Status], ['r-a', 'RUNNING']);
      assert.deepEqual(store.get('a'), onDisk);
    });
  });
});
