import assert from 'node:assert/strict';
import { endedAt, isUnderWay, isUnsettled, percentOf, statusOf, statusText } from '../../../src/jobs/record.ts';
import { jobAtStart, polledJob, start } from './polledJobs.ts';

describe('the record of a job', () => {
  it("says when it ended by the service's time where that can be true", () => {
    const ended = (CompleteTime: number) => endedAt(polledJob([60, { Status: 'FAILED', CompleteTime }]));
    assert.equal(ended(start / 1000 + 55), start + 55_000);
    for (const wrong of [0, -1, 1e300, Number.NaN, start / 1000 - 200_000, start / 1000 + 200_000])
      assert.equal(ended(wrong), start + 60_000, String(wrong));
    const last = { Status: 'FAILED', UpdatedTime: start / 1000 + 50 };
    assert.equal(endedAt(polledJob([60, last])), start + 50_000);
    assert.equal(endedAt(jobAtStart({ state: 'refused' })), start);
    assert.equal(endedAt(jobAtStart()), undefined);
    assert.equal(endedAt(jobAtStart({ state: 'unclear' })), undefined);
    assert.equal(endedAt(jobAtStart({ state: 'refused', endedAt: 5 })), 5);
  });

  it('says 100 percent only at the end, however near a job is', () => {
    const at = (Progress: number) => jobAtStart({ seen: { RestoreId: 'r', Status: 'RUNNING', Progress, other: {} } });
    for (const [progress, percent] of [
      [9995, 99.9],
      [9999.9, 99.9],
      [10_000, 100],
      [4195, 41.9],
      [4190, 41.9],
      [9, 0],
    ] as const)
      assert.equal(percentOf(at(progress)), percent, String(progress));
    assert.equal(statusText(at(9999)), 'RUNNING 99.9 %');
    for (const none of [Number.NaN, Infinity]) assert.equal(percentOf(at(none)), undefined);
    assert.deepEqual([percentOf(at(-5)), percentOf(at(10_001)), statusText(at(0))], [0, 100, 'RUNNING']);
    assert.equal(statusText({ ...at(5000), notFound: true }), 'NOT FOUND');
    assert.equal(statusText(polledJob([9, { Status: 'FAILED', Progress: 5000 }])), 'FAILED');
  });

  it('is under way and unsettled by how its submission went', () => {
    const states = ['preparing', 'sending', 'unclear', 'submitted', 'refused', 'notExecuted'] as const;
    assert.deepEqual(
      states.map((state) => [isUnderWay({ state }), isUnsettled({ state }), statusOf(jobAtStart({ state }))]),
      [
        [true, true, 'PREPARING'],
        [true, true, 'SENDING'],
        [false, true, 'UNCLEAR'],
        [false, false, 'SUBMITTED'],
        [false, false, 'REFUSED'],
        [false, false, 'NOT EXECUTED'],
      ],
    );
  });
});
