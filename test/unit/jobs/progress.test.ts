import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RestoreJobInfo } from '../../../src/cloud/restoreJob.ts';
import { endedAt, observe, withProgressOf } from '../../../src/jobs/observe.ts';
import { progressRate, secondsLeft, speedOf, throughputOf } from '../../../src/jobs/progress.ts';
import { percentOf, statusOf, type JobRecord } from '../../../src/jobs/record.ts';
import { dayOf, groupOf, rowOf } from '../../../src/jobs/row.ts';
import { seed } from '../seed.ts';
import { record } from './helpers.ts';

const start = Date.UTC(2026, 10, 23, 12);
const info = (more: Partial<RestoreJobInfo>): RestoreJobInfo => ({
  RestoreId: 'r-a',
  Status: 'RUNNING',
  other: {},
  ...more,
});
const job = (more: Partial<JobRecord> = {}) => record('a', { createdAt: start, ...more });

/** A job as it is after looks so many seconds after its start. */
function after(...looks: [seconds: number, seen: Partial<RestoreJobInfo> | undefined][]): JobRecord {
  return looks.reduce((job, [seconds, seen]) => observe(job, seen && info(seen), start + seconds * 1000), job());
}

describe('how far a job is', () => {
  it('has a speed, a time left and a throughput', () => {
    const running = after(
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
    assert.equal(speedOf(after([0, { Speed: 3 }])), 3072);
  });

  it('forgets the pace of before a step back, and of long ago', () => {
    const back = after([0, { Progress: 9000 }], [10, { Progress: 100 }], [20, { Progress: 200 }]);
    assert.equal(progressRate(back), 10);
    const slept = after([0, { Progress: 0 }], [86_400, { Progress: 5000 }], [86_410, { Progress: 5010 }]);
    assert.equal(progressRate(slept), 1);
  });

  it('says no time left where it stands still, is whole, or would take a month', () => {
    for (const looks of [
      [5000, 5000],
      [10_000, 10_000],
      [0, 0.01],
    ]) {
      const [first, last] = looks;
      const seen = after([0, { Progress: first ?? 0 }], [60, { Progress: last ?? 0 }]);
      assert.equal(secondsLeft(seen), undefined, String(looks));
    }
  });

  it('keeps few samples of a long job, and the first and the last of them', () => {
    let running = job();
    for (let i = 0; i <= 2000; i++) running = observe(running, info({ Progress: i * 5 }), start + i * 1000);
    const samples = running.samples ?? [];
    assert.ok(samples.length <= 120 && samples.length > 50, `${samples.length}`);
    assert.deepEqual([samples[0]?.at, samples.at(-1)?.at], [start, start + 2_000_000]);
  });

  it('outlives a clock that is set back', () => {
    const seen = after([100, { Progress: 100 }], [50, { Progress: 200 }], [60, { Progress: 300 }]);
    assert.deepEqual(
      seen.samples?.map(({ at }) => at - start),
      [50_000, 60_000],
    );
    assert.equal(progressRate(seen), 10);
  });
});

describe('what a look changes', () => {
  it('writes each status down as it began, and marks the end as not told', () => {
    const seen = after([1, { Status: 'CREATED' }], [2, {}], [3, {}], [4, { Status: 'COMPLETE' }]);
    assert.deepEqual(
      seen.timeline?.map(({ status, at }) => [status, (at - start) / 1000]),
      [
        ['CREATED', 1],
        ['RUNNING', 2],
        ['COMPLETE', 4],
      ],
    );
    assert.equal(seen.untold, true);
    assert.equal(observe(seen, info({ Status: 'RUNNING' }), start + 5000), seen);
  });

  it('shows CANCELING from when the service took the wish until it says an end', () => {
    const asked = { ...after([1, {}]), cancelAskedAt: start + 2000 };
    assert.equal(statusOf(observe(asked, info({}), start + 3000)), 'CANCELING');
    assert.equal(statusOf(observe(asked, info({ Status: 'CANCELED' }), start + 4000)), 'CANCELED');
    assert.equal(statusOf(observe(asked, info({ Status: 'COMPLETE' }), start + 4000)), 'COMPLETE');
  });

  it('calls a job that the list is without "not found" after a while, and keeps what was known', () => {
    const gone = after([10, { Progress: 42 }], [20, undefined], [31, undefined]);
    assert.deepEqual([statusOf(gone), gone.missingSince, gone.seen?.Progress], ['NOT FOUND', start + 31_000, 42]);
    assert.equal(after([31, undefined], [40, undefined]).missingSince, start + 31_000);
    const back = after([31, undefined], [40, {}]);
    assert.deepEqual([statusOf(back), back.missingSince], ['RUNNING', undefined]);
  });

  it("says when it ended by the service's time where that can be true", () => {
    const ended = (CompleteTime: number) => endedAt(after([60, { Status: 'FAILED', CompleteTime }]));
    assert.equal(ended(start / 1000 + 55), start + 55_000);
    for (const wrong of [0, -1, 1e300, Number.NaN, start / 1000 - 200_000, start / 1000 + 200_000])
      assert.equal(ended(wrong), start + 60_000, String(wrong));
    assert.equal(endedAt(job()), undefined);
    assert.equal(endedAt(job({ state: 'unclear' })), undefined);
    assert.equal(endedAt(job({ state: 'refused', endedAt: 5 })), 5);
  });

  it('takes how far it is from the later look, and the rest from the disk', () => {
    const onDisk = { ...after([1, {}]), cancelAskedAt: 7 };
    const later = after([1, {}], [2, { Progress: 300 }]);
    const both = withProgressOf(onDisk, later);
    assert.deepEqual([both.cancelAskedAt, both.seen?.Progress], [7, 300]);
    assert.equal(withProgressOf(later, onDisk), later);
    const over = after([3, { Status: 'COMPLETE' }]);
    assert.equal(withProgressOf(over, after([9, {}])), over);
  });

  it('shows sane rows for whatever the service says', () => {
    const number = fc.oneof(
      fc.double(),
      fc.constantFrom(-1, 0, 10_000, 10_001, 1e18, Number.MAX_VALUE, Number.NaN, -Infinity, Infinity),
    );
    const text = fc.oneof(fc.string(), fc.constantFrom('RUNNING', 'COMPLETE', '__proto__', '\u001b[31m', '‮'));
    const anyInfo = fc.record(
      {
        RestoreId: fc.constant('r-a'),
        Status: text,
        Progress: number,
        BytesDone: number,
        BytesTotal: number,
        Speed: number,
        CreatedTime: number,
        StartTime: number,
        UpdatedTime: number,
        CompleteTime: number,
        ErrorMessage: text,
        other: fc.constant({}),
      },
      { requiredKeys: ['RestoreId', 'other'] },
    );
    const looks = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.option(anyInfo)), { maxLength: 6 });
    fc.assert(
      fc.property(looks, (all) => {
        let seen = job();
        for (const [seconds, info] of all)
          seen = observe(seen, (info as RestoreJobInfo | null) ?? undefined, start + seconds * 1000);
        const row = rowOf(seen);
        const percent = percentOf(seen);
        assert.ok(percent === undefined || (percent >= 0 && percent <= 100));
        for (const value of [row.speed, row.secondsLeft, row.endedAt])
          assert.ok(value === undefined || (Number.isFinite(value) && value >= 0), JSON.stringify(row));
        assert.ok(!/\p{Cc}/u.test(row.status));
        assert.match(groupOf(row), /^(?:running|\d{4}-\d\d-\d\d)$/);
        assert.ok(throughputOf(seen).every(({ from, to, speed }) => from < to && speed >= 0));
      }),
      { numRuns: 1000, seed },
    );
  });
});

describe('the groups of the list', () => {
  it('has what goes on, what is unclear, what something else started, and each day of an end', () => {
    const group = (more: Partial<JobRecord>) => groupOf(rowOf(job(more)));
    assert.equal(group({}), 'running');
    assert.equal(group({ state: 'sending' }), 'running');
    assert.equal(group({ state: 'unclear' }), 'unclear');
    assert.equal(group({ elsewhere: true }), 'elsewhere');
    const end = new Date(2026, 0, 9, 23, 59, 59).getTime();
    assert.equal(group({ state: 'refused', endedAt: end }), '2026-01-09');
    assert.equal(dayOf(end + 1000), '2026-01-10');
  });
});
