import assert from 'node:assert/strict';
import { durationSeconds } from '../../../../src/jobs/format/duration.ts';
import type { RestoreJobInfo } from '../../../../src/cloud/restoreJob.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { record } from '../jobFixtures.ts';

const start = Date.UTC(2026, 10, 23, 10);
const seen = (more: Partial<RestoreJobInfo>): RestoreJobInfo => ({
  RestoreId: 'r-a',
  Status: 'COMPLETE',
  other: {},
  ...more,
});
/** A job that this machine saw from its start to 20 s later, and that the service says took 17 s. */
const job = (apartSeconds: number, more: Partial<RestoreJobInfo> = {}, rest: Partial<JobRecord> = {}) =>
  record('a', {
    createdAt: start,
    timeline: [{ status: 'COMPLETE', at: start + 20_000 }],
    seen: seen({
      CreatedTime: start / 1000 + apartSeconds,
      CompleteTime: start / 1000 + apartSeconds + 17,
      ...more,
    }),
    ...rest,
  });
const took = (each: JobRecord) => durationSeconds(each, start + 60_000);

describe('the duration of a job', () => {
  for (const apart of [0, -600, 600, -7200, 7200, -172_800, 172_800]) {
    it(`comes from the service's clock where that is ${apart} s ahead`, () => {
      assert.equal(took(job(apart)), 17);
    });

    it(`comes from this machine's clock where the service says one time alone, ${apart} s ahead`, () => {
      assert.equal(took(job(apart, { CompleteTime: 0 })), 20);
      assert.equal(took(job(apart, { CreatedTime: 0 })), 20);
    });

    it(`comes from this machine's clock while the job goes on, also where the service's is ${apart} s ahead`, () => {
      const timeline = [{ status: 'RUNNING', at: start + 5000 }];
      assert.equal(took(job(apart, { Status: 'RUNNING', CompleteTime: 0 }, { timeline })), 60);
    });
  }

  it('is this machine\u2019s where the times of the service can not be', () => {
    for (const CompleteTime of [0, -1, NaN, 1e300, start / 1000 - 1, start / 1000 + 400 * 86_400])
      assert.equal(took(job(0, { CompleteTime })), 20, String(CompleteTime));
    for (const CreatedTime of [0, -1, NaN, 1e300]) assert.equal(took(job(0, { CreatedTime })), 20, String(CreatedTime));
  });

  it('is not known where the clock was set back meanwhile and the service says nothing', () => {
    const timeline = [{ status: 'COMPLETE', at: start - 600_000 }];
    assert.equal(took(job(0, { CompleteTime: 0 }, { timeline })), undefined);
    const running = job(0, { Status: 'RUNNING', CompleteTime: 0 });
    assert.equal(durationSeconds(running, start - 1), undefined);
  });

  it('of a job that something else started is the service\u2019s, or not known', () => {
    assert.equal(took(job(600, {}, { external: true })), 17);
    assert.equal(took(job(600, { CompleteTime: 0 }, { external: true })), undefined);
    const running = job(600, { Status: 'RUNNING', UpdatedTime: start / 1000 + 610 }, { external: true });
    assert.equal(took(running), 10);
  });

  it('of a submission that was refused goes to the answer', () => {
    const {
      restoreId,
      seen: none,
      ...refused
    } = record('a', { state: 'refused', createdAt: start, endedAt: start + 2000 });
    assert.deepEqual([restoreId, none], ['r-a', undefined]);
    assert.equal(took(refused), 2);
  });

  it('of a submission that is unclear is not known: nobody knows whether anything runs', () => {
    const { seen: none, ...unclear } = record('a', { state: 'unclear', createdAt: start, endedAt: start + 200 });
    assert.equal(none, undefined);
    assert.equal(took(unclear), undefined);
  });
});
