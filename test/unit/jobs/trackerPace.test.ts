import assert from 'node:assert/strict';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { intervalSeconds, isFollowed, type Pace } from '../../../src/jobs/pace.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { record } from './helpers.ts';
import { trackers } from './trackers.ts';

describe('the tracker by its pace', () => {
  const { track, current } = trackers();

  it('asks nothing while nothing is pending', async () => {
    const { tracker, timer } = await track();
    assert.equal(timer.ms, undefined);
    await tracker.refresh();
    assert.deepEqual(current().sandbox.requests(), []);
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
