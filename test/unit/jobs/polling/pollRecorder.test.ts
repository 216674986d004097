import assert from 'node:assert/strict';
import { createPollRecorder } from '../../../../src/jobs/polling/pollRecorder.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
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
      await recorder.record(['job-0'], { found: new Map([['r-0', entry]]), requests: 1, otherCaller: false });
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
});
