import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RestoreJobInfo } from '../../../src/cloud/restoreJob.ts';
import { applyListEntry, mergeProgress } from '../../../src/jobs/recordUpdate.ts';
import { throughputOf } from '../../../src/jobs/progress.ts';
import { percentOf, statusOf } from '../../../src/jobs/record.ts';
import { rowGroup, rowOf } from '../../../src/jobs/row.ts';
import { seed } from '../seed.ts';
import { jobAtStart, listEntry, polledJob, start } from './polledJobs.ts';

describe('what a poll changes', () => {
  it('writes each status down as it began, and marks the end as not told', () => {
    const seen = polledJob([1, { Status: 'CREATED' }], [2, {}], [3, {}], [4, { Status: 'COMPLETE' }]);
    assert.deepEqual(
      seen.timeline?.map(({ status, at }) => [status, (at - start) / 1000]),
      [
        ['CREATED', 1],
        ['RUNNING', 2],
        ['COMPLETE', 4],
      ],
    );
    assert.equal(seen.untold, true);
    assert.equal(applyListEntry(seen, listEntry({ Status: 'RUNNING' }), start + 5000), seen);
  });

  it('shows CANCELING from when the service took the wish until it says an end', () => {
    const asked = { ...polledJob([1, {}]), cancelAskedAt: start + 2000 };
    assert.equal(statusOf(applyListEntry(asked, listEntry({}), start + 3000)), 'CANCELING');
    assert.equal(statusOf(applyListEntry(asked, listEntry({ Status: 'CANCELED' }), start + 4000)), 'CANCELED');
    assert.equal(statusOf(applyListEntry(asked, listEntry({ Status: 'COMPLETE' }), start + 4000)), 'COMPLETE');
  });

  it('calls a job that the list is without "not found" after a while, and keeps what was known', () => {
    const gone = polledJob([10, { Progress: 42 }], [20, undefined], [31, undefined]);
    assert.deepEqual([statusOf(gone), gone.missingSince, gone.seen?.Progress], ['NOT FOUND', start + 31_000, 42]);
    assert.equal(polledJob([31, undefined], [40, undefined]).missingSince, start + 31_000);
    const back = polledJob([31, undefined], [40, {}]);
    assert.deepEqual([statusOf(back), back.missingSince], ['RUNNING', undefined]);
  });

  it('takes how far it is from the later look, and the rest from the disk', () => {
    const onDisk = { ...polledJob([1, {}]), cancelAskedAt: 7 };
    const later = polledJob([1, {}], [2, { Progress: 300 }]);
    const both = mergeProgress(onDisk, later);
    assert.deepEqual([both.cancelAskedAt, both.seen?.Progress], [7, 300]);
    assert.equal(mergeProgress(later, onDisk), later);
    const over = polledJob([3, { Status: 'COMPLETE' }]);
    assert.equal(mergeProgress(over, polledJob([9, {}])), over);
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
        let seen = jobAtStart();
        for (const [seconds, info] of all)
          seen = applyListEntry(seen, (info as RestoreJobInfo | null) ?? undefined, start + seconds * 1000);
        const row = rowOf(seen);
        const percent = percentOf(seen);
        assert.ok(percent === undefined || (percent >= 0 && percent <= 100));
        for (const value of [row.speed, row.secondsLeft, row.endedAt])
          assert.ok(value === undefined || (Number.isFinite(value) && value >= 0), JSON.stringify(row));
        assert.ok(!/\p{Cc}/u.test(row.status));
        assert.match(rowGroup(row), /^(?:running|\d{4}-\d\d-\d\d)$/);
        assert.ok(throughputOf(seen).every(({ from, to, speed }) => from < to && speed >= 0));
      }),
      { numRuns: 1000, seed },
    );
  });
});
