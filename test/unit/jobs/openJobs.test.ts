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

  /** A window over a folder. */
  async function openAt(path: string, more: Partial<JobsDependencies> = {}) {
    const { client } = current();
    const ignore = () => undefined;
    const jobs = openJobs({
      ...{
        folder: path,
        language: 'en',
        clientFor: () => client,
        historyLimit: () => 100,
        isFocused: () => true,
        canShow: () => Promise.resolve(),
      },
      ...{
        notifications: () => 'all',
        showEnded: ignore,
        showReconciled: ignore,
        onSetAside: ignore,
        onUnread: ignore,
      },
      ...{ log: { info: ignore, warn: ignore, error: ignore }, onError: (error) => assert.fail(String(error)) },
      pollIntervalSeconds: () => 3600,
      ...more,
    });
    await jobs.loaded;
    return jobs;
  }

  /** A window with one job that goes on. */
  async function open() {
    const path = await folder();
    const { account, client } = current();
    const { restoreId } = await client.createRestoreJob(requestOf('NAS'));
    current().sandbox.finish(restoreId, 'QUEUED_FOREVER');
    await openJournal(join(path, 'jobs')).write(record('a', { account, restoreId, createdAt: Date.now() }));
    const jobs = await openAt(path);
    const requests = () => current().sandbox.requests().length;
    return { jobs, requests };
  }

  it('tell what became of an unclear restore in the next window, where the one that found it out vanished before it could', async () => {
    const path = await folder();
    const { account, client } = current();
    const journal = openJournal(join(path, 'jobs'));
    const { restoreId, ...unclear } = record('a', { account, state: 'unclear', baseline: [], createdAt: Date.now() });
    void restoreId; // Nobody knows it.
    await journal.write(unclear);
    await client.createRestoreJob(unclear.request);

    const told: string[] = [];
    let triesToShow = false;
    const vanishing = await openAt(path, {
      canShow() {
        triesToShow = true;
        return new Promise(() => undefined);
      },
      showReconciled: () => told.push('by the one that vanished'),
    });
    try {
      await until('the job on disk', async () => (await journal.read('a'))?.state === 'submitted');
      await until('the message', () => Promise.resolve(triesToShow || told.length > 0));
    } finally {
      vanishing.dispose();
    }
    const next = await openAt(path, { showReconciled: ({ state }) => told.push(state) });
    try {
      await until('the message', () => Promise.resolve(told.length > 0));
      assert.deepEqual(told, ['submitted']);
    } finally {
      next.dispose();
    }
  });

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
