import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RestoreJobInfo } from '../../../src/cloud/restoreJob.ts';
import { applyListEntry, isMilestone, mergeProgress, withKnownId } from '../../../src/jobs/recordUpdate.ts';
import { throughputOf } from '../../../src/jobs/progress.ts';
import { percentOf, statusOf } from '../../../src/jobs/record.ts';
import { rowGroup, rowOf } from '../../../src/jobs/row.ts';
import { seed } from '../seed.ts';
import { record } from './jobFixtures.ts';
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
    assert.deepEqual([statusOf(back), back.missingSince, back.untold], ['RUNNING', undefined, undefined]);
    assert.deepEqual(
      [statusOf(polledJob([29.9, undefined])), statusOf(polledJob([30, undefined]))],
      ['SUBMITTED', 'NOT FOUND'],
    );
    const elsewhere = applyListEntry(gone, undefined, start + 40_000, true);
    assert.deepEqual([elsewhere.otherCaller, elsewhere.missingSince], [true, gone.missingSince]);
    const own = applyListEntry(elsewhere, undefined, start + 50_000);
    assert.deepEqual(
      [own.notFound, own.otherCaller, applyListEntry(own, undefined, start + 60_000)],
      [true, undefined, own],
    );
    assert.equal(applyListEntry(elsewhere, listEntry({}), start + 60_000).otherCaller, undefined);
  });

  it('keeps the first status and the latest of one that flickers', () => {
    const flickering = Array.from({ length: 150 }, (_, at): [number, object] => [at, { Status: `S${at}` }]);
    const { timeline = [] } = polledJob(...flickering);
    assert.deepEqual([timeline.length, timeline[0]?.status, timeline[1]?.status], [100, 'S0', 'S51']);
    assert.equal(timeline.at(-1)?.status, 'S149');
  });

  it('has to be on disk at once, unless it is progress alone', () => {
    const running = polledJob([1, { Progress: 10 }]);
    const now = (fields: object) => isMilestone(running, applyListEntry(running, listEntry(fields), start + 2000));
    assert.deepEqual(
      [now({ Progress: 90 }), now({ Status: 'COMPLETE' }), now({ ErrorMessage: 'x' })],
      [false, true, true],
    );
    assert.equal(isMilestone(running, { ...running, otherCaller: true }), true);
    assert.equal(isMilestone(running, { ...running, cancelAskedAt: 1 }), true);
    // The service may have any word for a status.
    const said = { ...running, seen: { RestoreId: 'r-a', Status: 'REFUSED', other: {} } };
    assert.equal(isMilestone({ ...running, state: 'refused' }, said), true);
    assert.equal(isMilestone({ ...said, state: 'unclear' }, { ...said, state: 'unclear' }), false);
  });

  it('takes how far it is from the later look, and the rest from the disk', () => {
    const onDisk = { ...polledJob([1, {}]), cancelAskedAt: 7 };
    const later = polledJob([1, {}], [2, { Progress: 300 }]);
    const both = mergeProgress(onDisk, later);
    assert.deepEqual([both.cancelAskedAt, both.seen?.Progress], [7, 300]);
    assert.equal(mergeProgress(later, onDisk), later);
    const over = polledJob([3, { Status: 'COMPLETE' }]);
    assert.equal(mergeProgress(over, polledJob([9, {}])), over);
    assert.deepEqual(both.timeline, later.timeline);
    assert.equal(mergeProgress({ ...onDisk, notFound: true }, later).seen?.Progress, onDisk.seen?.Progress);
  });

  it('never takes back a RestoreId that is in memory alone', () => {
    const { restoreId, ...unknown } = record('a', { state: 'unclear' });
    const known = record('a', { claim: 1 });
    assert.equal(withKnownId(unknown, known), known);
    assert.deepEqual(withKnownId({ ...unknown, claim: 3 }, known), { ...known, claim: 3 });
    const rejected = { ...unknown, rejected: [restoreId ?? ''] };
    assert.equal(withKnownId(rejected, known), rejected);
    const other = record('a', { restoreId: 'r-other' });
    assert.equal(withKnownId(other, known), other);
    assert.equal(withKnownId(unknown, unknown), unknown);
    assert.equal(withKnownId(unknown, undefined), unknown);
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
