import assert from 'node:assert/strict';
import { endedAt } from '../../../src/jobs/record.ts';
import { jobAtStart, polledJob, start } from './polledJobs.ts';

describe('the record of a job', () => {
  it("says when it ended by the service's time where that can be true", () => {
    const ended = (CompleteTime: number) => endedAt(polledJob([60, { Status: 'FAILED', CompleteTime }]));
    assert.equal(ended(start / 1000 + 55), start + 55_000);
    for (const wrong of [0, -1, 1e300, Number.NaN, start / 1000 - 200_000, start / 1000 + 200_000])
      assert.equal(ended(wrong), start + 60_000, String(wrong));
    assert.equal(endedAt(jobAtStart()), undefined);
    assert.equal(endedAt(jobAtStart({ state: 'unclear' })), undefined);
    assert.equal(endedAt(jobAtStart({ state: 'refused', endedAt: 5 })), 5);
  });
});
