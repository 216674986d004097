import assert from 'node:assert/strict';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HbrClient } from '../../../src/cloud/client.ts';
import { cannotSign } from '../../../src/cloud/credentials/failures.ts';
import { openJournal } from '../../../src/jobs/journal.ts';
import { isPending, statusOf, type JobRecord } from '../../../src/jobs/record.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { submitRestore } from '../../../src/jobs/submit.ts';
import { intervalSeconds, isFollowed, type Pace } from '../../../src/jobs/pace.ts';
import { createTracker } from '../../../src/jobs/tracker.ts';
import { openTurns } from '../../../src/jobs/turns.ts';
import { folders, locksIn, record, requestOf, sandboxes } from './helpers.ts';

describe('the tracker', () => {
  const folder = folders();
  const current = sandboxes();

  /** A tracker whose timer a test fires by hand. */
  async function track({ stopped = false, path }: { stopped?: boolean; path?: string } = {}) {
    const { client } = current();
    path ??= await folder();
    const journal = openJournal(path);
    const locks = locksIn(path);
    const store = createStore();
    const timer = { ms: undefined as number | undefined, fire: () => {} };
    const outages: (string | undefined)[] = [];
    let now = Date.now();
    const focus = { here: true };
    const signing = {
      other: false,
      /** Why there is no client. */
      nobody: undefined as Error | undefined,
      /** Why the client sends nothing. */
      fails: undefined as Error | undefined,
    };
    const signed: HbrClient = {
      ...client,
      async describeRestoreJobs(...args) {
        if (signing.fails) throw signing.fails;
        return { ...(await client.describeRestoreJobs(...args)), otherCaller: signing.other };
      },
    };
    const tracker = createTracker({
      store,
      journal,
      turns: openTurns(join(path, 'looks'), locks, () => now),
      isFocused: () => focus.here,
      clientFor: () => {
        if (signing.nobody) throw signing.nobody;
        return stopped ? undefined : signed;
      },
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
    const pass = (seconds: number) => {
      now += seconds * 1000;
      current().sandbox.advance(seconds);
    };
    /** Lets the timer run out and waits for the look that it starts. */
    const tick = async () => {
      pass((timer.ms ?? 0) / 1000);
      timer.fire();
      await tracker.settled();
    };
    const asked = () =>
      current()
        .sandbox.requests()
        .filter(({ action }) => action === 'DescribeRestoreJobs2').length;
    return { signing, path, journal, store, timer, focus, outages, tracker, submit, tick, pass, asked };
  }

  it('follows a job to its end, writes each step down, and then asks no more', async () => {
    const { submit, store, journal, tick, timer } = await track();
    const { record: job } = await submit('NAS');
    const seen: string[] = [];
    store.onDidChange(() => seen.push(statusOf(store.get(job.id) ?? job)));
    while (timer.ms !== undefined) await tick();
    assert.deepEqual([...new Set(seen)], ['RUNNING', 'COMPLETE']);
    const written = await journal.read(job.id);
    assert.equal(written?.seen?.Status, 'COMPLETE');
    assert.equal(written.untold, true);
    assert.deepEqual(
      written.timeline?.map(({ status }) => status),
      ['RUNNING', 'COMPLETE'],
    );
    assert.ok((written.samples?.length ?? 0) >= 2);
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
    assert.equal(store.get('lost')?.notFound, undefined);
  });

  it('says that other keys may be why a job is missing, as long as they sign', async () => {
    const { store, journal, tracker, pass, signing } = await track();
    const account = { ...current().account, caller: 'before' };
    const lost = record('lost', { account, createdAt: Date.now(), restoreId: 'r-nobody-knows' });
    await journal.write(lost);
    store.put(lost);
    signing.other = true;
    pass(60);
    await tracker.refresh();
    const missing = store.get('lost');
    assert.ok(missing && (await journal.read('lost'))?.otherCaller);
    assert.equal(statusOf(missing), 'NOT FOUND');
    assert.match(rowOf(missing).message ?? '', /"sandbox" signs with other keys.*another account/);
    signing.other = false;
    await tracker.refresh();
    const after = store.get('lost');
    assert.ok(after);
    assert.deepEqual([statusOf(after), rowOf(after).message], ['NOT FOUND', undefined]);
    assert.equal(after.missingSince, missing.missingSince);
  });

  it('outlives an outage: waits longer each time, says so once it is over', async () => {
    const { submit, timer, outages, tick } = await track();
    await submit('NAS');
    const first = timer.ms ?? 0;
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down', times: 3 });
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      await tick();
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

  it('looks at once at jobs of an earlier session, then soon at a new one though an old one is looked at rarely', async () => {
    const { journal, store, submit, timer, tick } = await track();
    const old = record('old', { account: current().account, createdAt: Date.now() - 3_600_000 });
    await journal.write(old);
    store.put(old);
    assert.equal(timer.ms, 0);
    await tick();
    assert.equal(timer.ms, 60_000);
    await submit('NAS');
    assert.equal(timer.ms, 2000);
  });

  it('goes on looking where the time of the last look can not be read', async () => {
    const { path, submit, tick, asked, timer } = await track();
    await submit('NAS');
    await tick();
    const [look = ''] = await readdir(join(path, 'looks'));
    await rm(join(path, 'looks', look));
    await mkdir(join(path, 'looks', look));
    await tick();
    assert.ok(timer.ms !== undefined);
    await tick();
    assert.equal(asked(), 3);
  });

  it('asks more rarely while nobody looks at the window, and at once when it comes to the front', async () => {
    const { submit, timer, tick, pass, focus, tracker, asked } = await track();
    await submit('NAS');
    await tick();
    assert.equal(timer.ms, 2000);
    focus.here = false;
    tracker.focusChanged();
    assert.equal(timer.ms, 8000);
    pass(5);
    assert.equal(asked(), 1);
    focus.here = true;
    tracker.focusChanged();
    await tracker.settled();
    assert.equal(asked(), 2);
  });

  it('asks once for two windows, and the other one reads what was found from the disk', async () => {
    const a = await track();
    const b = await track({ path: a.path });
    const { record: job } = await a.submit('NAS');
    b.store.put(job);
    await a.tick();
    b.pass(2);
    b.timer.fire();
    await b.tracker.settled();
    assert.equal(a.asked(), 1);
    assert.equal(statusOf((await b.journal.read(job.id)) ?? job), 'RUNNING');
    // The first one is gone: nothing has to be handed over.
    a.tracker.dispose();
    await b.tick();
    assert.equal(a.asked(), 2);
  });

  it('looks itself where the other window has nobody to sign, whatever that one is told', async () => {
    const a = await track();
    const failing = await track({ path: a.path });
    const silent = await track({ path: a.path, stopped: true });
    const { record: job } = await a.submit('NAS');
    const others = [failing, silent];
    for (const { store } of others) store.put(job);
    failing.signing.nobody = new Error('not trusted');
    for (const other of others) {
      other.pass(2);
      other.timer.fire();
      await other.tracker.settled();
    }
    assert.equal(a.asked(), 0);
    await a.tick();
    assert.equal(a.asked(), 1);
    assert.equal(statusOf(a.store.get(job.id) ?? job), 'RUNNING');
  });

  it('takes a look that failed in the other window for one, but none that nobody signed', async () => {
    const a = await track();
    const b = await track({ path: a.path });
    const { record: job } = await a.submit('NAS');
    b.store.put(job);
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down', times: 1 });
    await a.tick();
    b.pass(2);
    b.timer.fire();
    await b.tracker.settled();
    assert.deepEqual([a.asked(), a.outages.length, b.outages.length], [1, 1, 0]);
    b.signing.fails = cannotSign('p', 'its token expired.', 'Sign in again.');
    await b.tick();
    await a.tick();
    assert.deepEqual([a.asked(), b.outages], [2, [b.signing.fails.message]]);
  });

  it('says of a job that nobody signs for why it is not followed, until a look works', async () => {
    const { submit, store, journal, tracker, signing } = await track();
    const { record: job } = await submit('NAS');
    const { record: other } = await submit('OSS');
    await tracker.refresh();
    const why = () => store.row(job.id)?.unfollowed;
    const changes: string[] = [];
    store.onDidChange((ids) => changes.push(...ids));
    const gone = Object.assign(new Error('The AccessKey "x" was removed.'), { nextStep: 'Add it again.' });
    const reasons: [what: 'nobody' | 'fails', error: Error, nextStep: string][] = [
      ['nobody', gone, 'Add it again.'],
      ['fails', cannotSign('p', 'its token expired.', 'Sign in again.'), 'Sign in again.'],
    ];
    for (const [what, error, nextStep] of reasons) {
      signing[what] = error;
      await assert.rejects(tracker.refresh(), error);
      assert.deepEqual(why(), { message: error.message, nextStep });
      // What does not change is not drawn again.
      changes.length = 0;
      await assert.rejects(tracker.refresh(), error);
      assert.deepEqual(changes, []);
      signing[what] = undefined;
      await tracker.refresh();
      assert.equal(why(), undefined);
      assert.deepEqual(changes.sort(), [job.id, other.id].sort());
    }
    // An outage is none of it: the service was asked.
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down', times: 2 });
    await assert.rejects(tracker.refresh());
    assert.equal(why(), undefined);
    // Nothing of it is on disk.
    assert.ok(!JSON.stringify(await journal.readAll()).includes('Add it again'));
  });

  it('keeps what another window wrote meanwhile, and what it removed stays removed', async () => {
    const { submit, store, journal, tracker, pass } = await track();
    const { record: canceled } = await submit('NAS');
    const { record: removed } = await submit('NAS');
    await journal.write({ ...canceled, cancelAskedAt: 7 });
    await journal.remove(removed.id);
    pass(3);
    await tracker.refresh();
    assert.equal((await journal.read(canceled.id))?.cancelAskedAt, 7);
    assert.equal(statusOf(store.get(canceled.id) ?? removed), 'CANCELING');
    assert.equal(await journal.read(removed.id), undefined);
  });

  it('writes how far a job is only now and then, and shows it each time', async () => {
    const { submit, store, journal, tracker, pass } = await track();
    const { record: job } = await submit('NAS');
    const written = async () => (await journal.read(job.id))?.seen?.Progress;
    pass(3);
    await tracker.refresh();
    const first = await written();
    pass(1);
    await tracker.refresh();
    assert.ok((store.get(job.id)?.seen?.Progress ?? 0) > (first ?? 0));
    assert.equal(await written(), first);
  });

  it('shows a step that can not be written, and says that it was not', async () => {
    const { submit, store, journal, tracker, pass, outages } = await track();
    const { record: job } = await submit('NAS');
    journal.write = () => Promise.reject(new Error('disk full'));
    pass(3);
    await assert.rejects(tracker.refresh(), /disk full/);
    assert.equal(statusOf(store.get(job.id) ?? job), 'RUNNING');
    assert.deepEqual(outages, ['disk full']);
  });

  it('makes no more than 60 requests a minute by itself, whatever there is to follow', async () => {
    const { store, tick, asked, timer } = await track();
    const { account } = current();
    const now = Date.now();
    for (let i = 0; i < 40; i++) {
      const profile = `profile-${i}`;
      store.put(record(profile, { account: { ...account, profile }, createdAt: now, restoreId: `r-${i}` }));
    }
    let passed = 0;
    while (passed < 120_000) {
      passed += timer.ms ?? assert.fail();
      await tick();
    }
    assert.ok(asked() > 40 && asked() <= 2 * 60 + 40, `${asked()}`);
  });

  it('stops with its window', async () => {
    const { submit, tracker, timer } = await track();
    await submit('NAS');
    assert.notEqual(timer.ms, undefined);
    tracker.dispose();
    assert.equal(timer.ms, undefined);
  });

  it('waits between the floor and a minute, longer where nobody looks or looks fail', () => {
    const now = 100_000_000;
    const aged = (seconds: number, more: Partial<JobRecord> = {}) => [
      record('a', { createdAt: now - seconds * 1000, ...more }),
    ];
    const wait = (records: readonly JobRecord[], more: Partial<Pace> = {}) =>
      intervalSeconds(records, now, { floorSeconds: 2, focused: true, failures: 0, ...more });
    assert.equal(wait(aged(0)), 2);
    assert.equal(wait(aged(600)), 20);
    assert.equal(wait(aged(86_400)), 60);
    assert.equal(wait([...aged(86_400), ...aged(90)]), 3);
    assert.equal(wait(aged(0), { failures: 3 }), 16);
    assert.equal(wait(aged(0), { failures: 300 }), 60);
    assert.equal(wait(aged(0), { floorSeconds: 300 }), 300);
    assert.equal(wait(aged(600), { focused: false }), 80);
    assert.equal(wait(aged(86_400), { focused: false }), 120);
    const samples = [0, 1, 2].map((step) => ({ at: now - 20_000 + step * 10_000, progress: 5000 + step * 400 }));
    // 40 hundredths a second: a percent takes 2.5 s.
    assert.equal(wait(aged(3600, { samples })), 2.5);
    const slow = [0, 1].map((step) => ({ at: now - 60_000 + step * 60_000, progress: 9700 + step * 100 }));
    // Two more percent at a percent a minute: the end is 2 min away.
    assert.equal(wait(aged(3600, { samples: slow })), 30);
    assert.equal(wait(aged(0, { notFound: true })), 60);
  });

  it('gives up a job that was not in the list for a day, until somebody asks', () => {
    const lost = record('lost', { notFound: true, missingSince: 1000 });
    assert.equal(isFollowed(lost, 1000 + 86_399_999), true);
    assert.equal(isFollowed(lost, 1000 + 86_400_001), false);
    assert.equal(isFollowed(record('ended', { seen: { RestoreId: 'r', Status: 'FAILED', other: {} } }), 0), false);
  });
});
