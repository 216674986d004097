import assert from 'node:assert/strict';
import { lookAtJobs } from '../../../src/assistant/jobTools.ts';
import type { KeptJobs } from '../../../src/jobs/findJob.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { endedRecord, record } from '../jobs/jobFixtures.ts';

const now = Date.UTC(2026, 10, 29);
function jobsWith(...records: JobRecord[]): KeptJobs {
  const store = createStore();
  store.put(...records);
  const none = { read: () => Promise.resolve(undefined) };
  return { store, journal: none, history: none } as unknown as KeptJobs;
}

describe('the tool about jobs', () => {
  it('gives the report of a job', async () => {
    const report = await lookAtJobs(jobsWith(record('a'), endedRecord('b')), 'r-b', now);
    assert.ok(typeof report === 'string');
    assert.match(report, /r-b/);
    assert.match(report, /COMPLETE/);
  });

  it('lists the newest jobs first, and says how many more there are', async () => {
    const many = Array.from({ length: 25 }, (_, index) => record(`job${index}`, { createdAt: 1_000_000 + index }));
    const { jobs, more } = (await lookAtJobs(jobsWith(...many), undefined, now)) as {
      jobs: { restoreId: string }[];
      more: number;
    };
    assert.deepEqual([jobs.length, jobs[0]?.restoreId, jobs[19]?.restoreId, more], [20, 'r-job24', 'r-job5', 5]);
  });

  it('says which job the list has not', async () => {
    for (const id of ['r-none', '../../etc/passwd', 5, {}]) {
      assert.ok('unknown' in ((await lookAtJobs(jobsWith(record('a')), id, now)) as object));
    }
  });
});
