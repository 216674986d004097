import assert from 'node:assert/strict';
import { applyListEntry } from '../../../src/jobs/recordUpdate.ts';
import { progressRate, secondsLeft, speedOf, throughputOf } from '../../../src/jobs/progress.ts';
import { clockShifts } from './manualClock.ts';
import { jobAtStart, listEntry, polledJob, start } from './polledJobs.ts';

describe('how far a job is', () => {
  it('has a speed, a time left and a throughput', () => {
    const running = polledJob(
      [0, { Progress: 0, BytesDone: 0 }],
      [10, { Progress: 1000, BytesDone: 10_000 }],
      [20, { Progress: 2000, BytesDone: 40_000 }],
    );
    assert.equal(progressRate(running), 100);
    assert.equal(secondsLeft(running), 80);
    assert.equal(speedOf(running), 2000);
    assert.deepEqual(
      throughputOf(running).map(({ speed }) => speed),
      [1000, 3000],
    );
  });

  it("takes the service's own speed, which is in KB a second", () => {
    assert.equal(speedOf(polledJob([0, { Speed: 3 }])), 3072);
  });

  it('forgets the pace of before a step back, and of long ago', () => {
    const back = polledJob([0, { Progress: 9000 }], [10, { Progress: 100 }], [20, { Progress: 200 }]);
    assert.equal(progressRate(back), 10);
    const slept = polledJob([0, { Progress: 0 }], [86_400, { Progress: 5000 }], [86_410, { Progress: 5010 }]);
    assert.equal(progressRate(slept), 1);
  });

  it('says no time left where it stands still, is whole, or would take a month', () => {
    for (const looks of [
      [5000, 5000],
      [10_000, 10_000],
      [0, 0.01],
    ]) {
      const [first, last] = looks;
      const seen = polledJob([0, { Progress: first ?? 0 }], [60, { Progress: last ?? 0 }]);
      assert.equal(secondsLeft(seen), undefined, String(looks));
    }
  });

  it('keeps few samples of a long job, and the first and the last of them', () => {
    let running = jobAtStart();
    for (let i = 0; i <= 2000; i++) running = applyListEntry(running, listEntry({ Progress: i * 5 }), start + i * 1000);
    const samples = running.samples ?? [];
    assert.ok(samples.length <= 120 && samples.length > 50, `${samples.length}`);
    assert.deepEqual([samples[0]?.at, samples.at(-1)?.at], [start, start + 2_000_000]);
  });

  it('outlives a clock that is set back', () => {
    const seen = polledJob([100, { Progress: 100 }], [50, { Progress: 200 }], [60, { Progress: 300 }]);
    assert.deepEqual(
      seen.samples?.map(({ at }) => at - start),
      [50_000, 60_000],
    );
    assert.equal(progressRate(seen), 10);
  });

  for (const [name, ms] of clockShifts) {
    it(`says the pace of now where the clock is set ${name}, or none until it is known again`, () => {
      const shift = ms / 1000;
      const before: Parameters<typeof polledJob> = [
        [0, { Progress: 0 }],
        [10, { Progress: 1000 }],
      ];
      const after: Parameters<typeof polledJob> = [
        [20 + shift, { Progress: 2000 }],
        [30 + shift, { Progress: 3000 }],
      ];
      assert.equal(progressRate(polledJob(...before, ...after.slice(0, 1))), undefined);
      const job = polledJob(...before, ...after);
      assert.deepEqual([progressRate(job), secondsLeft(job)], [100, 70]);
    });
  }
});
