import assert from 'node:assert/strict';
import { openJournal } from '../../../src/jobs/journal.ts';
import { isPending, statusOf } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore } from '../../../src/jobs/submit.ts';
import { createTracker, intervalSeconds } from '../../../src/jobs/tracker.ts';
import { folders, locksIn, record, requestOf, sandboxes } from './helpers.ts';

describe('the tracker', () => {
  const folder = folders();
  const current = sandboxes();

  /** A tracker whose timer a test fires by hand. */
  async function track({ stopped = false } = {}) {
    const { client } = current();
    const path = await folder();
    const journal = openJournal(path);
    const locks = locksIn(path);
    const store = createStore();
    const timer = { ms: undefined as number | undefined, fire: () => {} };
    const outages: (string | undefined)[] = [];
    let now = Date.now();
    const tracker = createTracker({
      store,
      journal,
      clientFor: () => (stopped ? undefined : client),
      floorSeconds: () => 2,
      now: () => now,
      onOutage: (error) => outages.push(error?.message),
      after: (ms, callback) => {
        timer.ms = ms;
        timer.fire = callback;
        return () => {
          timer.ms = undefined;
          timer.fire = () => {};
        };
      },
    });
    const submit = (type: string) => {
      const { account, client } = current();
      return submitRestore(
        { request: requestOf(type), account, client, spec: '' },
        {
          journal,
          store,
          locks,
          now: () => now,
        },
      );
    };
    /** Lets the timer run out and waits for the look that it starts. */
    const tick = async () => {
      timer.fire();
      await tracker.refresh();
    };
    const pass = (seconds: number) => {
      now += seconds * 1000;
      current().sandbox.advance(seconds);
    };
    return { journal, store, timer, outages, tracker, submit, tick, pass };
  }

  it('follows a job to its end, writes each step down, and then asks no more', async () => {
    const { submit, store, journal, tick, pass, timer } = await track();
    const { record: job } = await submit('NAS');
    const seen: string[] = [];
    store.onDidChange(() => seen.push(statusOf(store.get(job.id) ?? job)));
    for (const seconds of [0, 3, 3, 10]) {
      pass(seconds);
      await tick();
    }
    assert.deepEqual([...new Set(seen)], ['CREATED', 'RUNNING', 'COMPLETE']);
    assert.equal((await journal.readAll()).records[0]?.seen?.Status, 'COMPLETE');
    assert.equal(timer.ms, undefined);
  });

  it('asks nothing while nothing is pending', async () => {
    const { tracker, timer } = await track();
    assert.equal(timer.ms, undefined);
    await tracker.refresh();
    assert.deepEqual(current().sandbox.requests(), []);
  });

  it('asks once for all jobs of a type', async () => {
    const { submit, tracker } = await track();
    for (const type of ['NAS', 'NAS', 'NAS', 'OSS']) await submit(type);
    await tracker.refresh();
    const asked = current()
      .sandbox.requests()
      .filter(({ action }) => action === 'DescribeRestoreJobs2');
    assert.equal(asked.length, 2);
  });

  it('finds a job behind a hundred newer ones', async () => {
    const { submit, store, tracker } = await track();
    const { record: job } = await submit('NAS');
    for (let i = 0; i < 120; i++) await current().client.createRestoreJob(requestOf('NAS'));
    await tracker.refresh();
    assert.equal(store.get(job.id)?.seen?.Status, 'CREATED');
  });

  it('shows a status that nobody knows as it came, and goes on', async () => {
    const { submit, store, tracker, tick, timer } = await track();
    const { record: job } = await submit('NAS');
    current().sandbox.finish(job.restoreId ?? '', 'PAUSED_BY_MARS');
    await tracker.refresh();
    const after = store.get(job.id) ?? job;
    assert.deepEqual([statusOf(after), isPending(after)], ['PAUSED_BY_MARS', true]);
    assert.notEqual(timer.ms, undefined);
    current().sandbox.finish(job.restoreId ?? '', 'FAILED', { ErrorMessage: 'disk gone' });
    await tick();
    assert.equal(statusOf(store.get(job.id) ?? job), 'FAILED');
  });

  it('says "not found" of a job that the service does not list, only after a while, and finds it again', async () => {
    const { store, journal, tracker, pass, submit } = await track();
    const lost = record('lost', { account: current().account, createdAt: Date.now(), restoreId: 'r-nobody-knows' });
    await journal.write(lost);
    store.put(lost);
    await tracker.refresh();
    assert.equal(statusOf(store.get('lost') ?? lost), 'SUBMITTED');
    pass(60);
    await tracker.refresh();
    assert.equal(statusOf(store.get('lost') ?? lost), 'NOT FOUND');
    assert.equal(isPending(store.get('lost') ?? lost), true);
    const { record: real } = await submit('NAS');
    store.put({ ...(store.get('lost') ?? lost), restoreId: real.restoreId ?? '' });
    await tracker.refresh();
    assert.equal(store.get('lost')?.notFound, false);
  });

  it('outlives an outage: waits longer each time, says so once it is over', async () => {
    const { submit, timer, outages, tick } = await track();
    await submit('NAS');
    const first = timer.ms ?? 0;
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down', times: 3 });
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      await assert.rejects(tick());
      waits.push(timer.ms ?? 0);
    }
    assert.ok(first < (waits[0] ?? 0) && (waits[0] ?? 0) < (waits[2] ?? 0), String([first, ...waits]));
    await tick();
    assert.equal(outages.length, 4);
    assert.equal(outages.at(-1), undefined);
  });

  it('leaves jobs of a sandbox alone that was stopped', async () => {
    const { submit, tracker } = await track({ stopped: true });
    await submit('NAS');
    await tracker.refresh();
    assert.deepEqual(
      current()
        .sandbox.requests()
        .map(({ action }) => action),
      ['CreateRestoreJob'],
    );
  });

  it('looks soon at a new job though an old one is looked at rarely', async () => {
    const { store, submit, timer } = await track();
    store.put(record('old', { account: current().account, createdAt: Date.now() - 3_600_000 }));
    assert.equal(timer.ms, 60_000);
    await submit('NAS');
    assert.equal(timer.ms, 2000);
  });

  it('stops with its window', async () => {
    const { submit, tracker, timer } = await track();
    await submit('NAS');
    assert.notEqual(timer.ms, undefined);
    tracker.dispose();
    assert.equal(timer.ms, undefined);
  });

  it('waits between the floor and a minute', () => {
    assert.equal(intervalSeconds(0, 2, 0), 2);
    assert.equal(intervalSeconds(600_000, 2, 0), 20);
    assert.equal(intervalSeconds(86_400_000, 2, 0), 60);
    assert.equal(intervalSeconds(0, 2, 3), 16);
    assert.equal(intervalSeconds(0, 2, 30), 60);
    assert.equal(intervalSeconds(0, 300, 0), 300);
  });
});
