import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openJobs, type JobsDependencies } from '../../../src/jobs/openJobs.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { setProcessDate } from '../../hosts/processDate.ts';
import { until } from '../../hosts/until.ts';
import { folders, record, requestOf, sandboxes } from './jobFixtures.ts';
import { sleepMs } from './manualClock.ts';

describe('the jobs of a window', () => {
  const folder = folders();
  const current = sandboxes();
  afterEach(() => setProcessDate(0));

  async function open(more: Partial<JobsDependencies> = {}) {
    const path = await folder();
    const { account, client } = current();
    const { restoreId } = await client.createRestoreJob(requestOf('NAS'));
    current().sandbox.finish(restoreId, 'QUEUED_FOREVER');
    await openJournal(join(path, 'jobs')).write(record('a', { account, restoreId, createdAt: Date.now() }));
    const ignore = () => undefined;
    const jobs = openJobs({
      ...{
        folder: path,
        clientFor: () => client,
        historyLimit: () => 100,
        isFocused: () => true,
        canShow: () => Promise.resolve(),
      },
      ...{ notifications: () => 'all', showEnded: ignore, showReconciled: ignore, onSetAside: ignore },
      ...{ log: { info: ignore, warn: ignore, error: ignore }, onError: (error) => assert.fail(String(error)) },
      pollIntervalSeconds: () => 3600,
      ...more,
    });
    await jobs.loaded;
    const requests = () => current().sandbox.requests().length;
    return { jobs, requests };
  }

  for (const [what, ms] of [
    ['the machine wakes', sleepMs],
    ['the clock was set back by two days', -172_800_000],
  ] as const) {
    it(`are polled within seconds once ${what}, long before the next poll is due`, async () => {
      const { jobs, requests } = await open();
      try {
        await jobs.poller.refresh();
        const before = requests();
        setProcessDate(ms);
        await until('a poll', () => Promise.resolve(requests() > before));
      } finally {
        jobs.dispose();
      }
    });
  }
});
