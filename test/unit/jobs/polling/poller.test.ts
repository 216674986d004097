import assert from 'node:assert/strict';
import { unusableProfileError } from '../../../../src/cloud/credentials/credentialsErrors.ts';
import { statusOf } from '../../../../src/jobs/record.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { requestWith } from '../../../../src/restoreSpec/parameters.ts';
import { record, requestOf } from '../jobFixtures.ts';
import { clockShifts, daylightChanges, inBerlin, sleepMs } from '../manualClock.ts';
import { pollers } from './pollerFixture.ts';

describe('the poller', () => {
  const { open, current } = pollers();

  it('follows a job to its end, writes each step down, and then asks no more', async () => {
    const { submit, store, journal, tick, timer, statusNow } = await open();
    const { record: job } = await submit('NAS');
    const seen: string[] = [];
    store.onDidChange(() => seen.push(statusNow(job.id)));
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

  it('asks once for all jobs of a type', async () => {
    const { submit, poller } = await open();
    for (const type of ['NAS', 'NAS', 'NAS', 'OSS']) await submit(type);
    await poller.refresh();
    const asked = current()
      .sandbox.requests()
      .filter(({ action }) => action === 'DescribeRestoreJobs2');
    assert.equal(asked.length, 2);
  });

  it('follows a job of each edition in the list of that edition', async () => {
    const { submit, poller, advance, statusNow } = await open();
    const editions = [{ Edition: 'BASIC' }, { Edition: 'STANDARD' }, {}];
    const jobs = await Promise.all(editions.map(async (edition) => (await submit('ECS_FILE', edition)).record));
    advance(60);
    await poller.refresh();
    const statuses = jobs.map((job) => statusNow(job.id));
    assert.deepEqual(statuses, ['COMPLETE', 'COMPLETE', 'COMPLETE']);
    const asked = current()
      .sandbox.requests()
      .flatMap(({ action, parameters }) => (action === 'DescribeRestoreJobs2' ? [parameters['Edition']] : []));
    assert.deepEqual(asked.sort(), ['BASIC', 'STANDARD', undefined]);
  });

  it('finds a job behind a hundred newer ones', async () => {
    const { submit, store, poller } = await open();
    const { record: job } = await submit('NAS');
    for (let i = 0; i < 120; i++) await current().client.createRestoreJob(requestOf('NAS'));
    await poller.refresh();
    assert.equal(store.get(job.id)?.seen?.RestoreId, job.restoreId);
  });

  it('shows a status that nobody knows as it came, and goes on', async () => {
    const { submit, poller, tick, timer, statusNow } = await open();
    const { record: job } = await submit('NAS');
    current().sandbox.finish(job.restoreId ?? '', 'PAUSED_BY_MARS');
    await poller.refresh();
    assert.equal(statusNow(job.id), 'PAUSED_BY_MARS');
    assert.notEqual(timer.ms, undefined);
    current().sandbox.finish(job.restoreId ?? '', 'FAILED', { ErrorMessage: 'disk gone' });
    await tick();
    assert.equal(statusNow(job.id), 'FAILED');
  });

  it('says "not found" of a job that the service does not list, only after a while, and finds it again', async () => {
    const { store, poller, advance, submit, statusNow, keep } = await open();
    const lost = record('lost', { account: current().account, createdAt: Date.now(), restoreId: 'r-nobody-knows' });
    await keep(lost);
    await poller.refresh();
    assert.equal(statusNow('lost'), 'SUBMITTED');
    advance(60);
    await poller.refresh();
    assert.equal(statusNow('lost'), 'NOT FOUND');
    const { record: real } = await submit('NAS');
    await keep({ ...(store.get('lost') ?? assert.fail()), restoreId: real.restoreId ?? '' });
    await poller.refresh();
    assert.equal(store.get('lost')?.notFound, undefined);
  });

  it('says that other keys may be why a job is missing, as long as they sign', async () => {
    const { store, journal, poller, advance, signing, keep } = await open();
    const account = { ...current().account, caller: 'before' };
    const lost = record('lost', { account, createdAt: Date.now(), restoreId: 'r-nobody-knows' });
    await keep(lost);
    signing.isOther = true;
    advance(60);
    await poller.refresh();
    const missing = store.get('lost');
    assert.ok(missing && (await journal.read('lost'))?.otherCaller);
    assert.equal(statusOf(missing), 'NOT FOUND');
    assert.match(
      rowOf(missing).message ?? '',
      /\u201c\u2068sandbox\u2069\u201d signs with other keys.*another account/,
    );
    signing.isOther = false;
    await poller.refresh();
    const after = store.get('lost');
    assert.ok(after);
    assert.deepEqual([statusOf(after), rowOf(after).message], ['NOT FOUND', undefined]);
    assert.equal(after.missingSince, missing.missingSince);
  });

  it('leaves jobs of a sandbox alone that was stopped', async () => {
    const { submit, poller } = await open({ stopped: true });
    await submit('NAS');
    await poller.refresh();
    assert.deepEqual(
      current()
        .sandbox.requests()
        .map(({ action }) => action),
      ['CreateRestoreJob'],
    );
  });

  it('says of a job that nobody signs for why it is not followed, until a look works', async () => {
    const { submit, store, journal, poller, signing } = await open();
    const { record: job } = await submit('NAS');
    const { record: other } = await submit('OSS');
    await poller.refresh();
    const why = () => store.row(job.id)?.unfollowed;
    const changes: string[] = [];
    store.onDidChange((ids) => changes.push(...ids));
    const gone = Object.assign(new Error('The AccessKey "x" was removed.'), { nextStep: 'Add it again.' });
    const reasons: [what: 'noClient' | 'noKeys', error: Error, nextStep: string][] = [
      ['noClient', gone, 'Add it again.'],
      ['noKeys', unusableProfileError('p', 'its token expired.', 'Sign in again.'), 'Sign in again.'],
    ];
    for (const [what, error, nextStep] of reasons) {
      signing[what] = error;
      await assert.rejects(poller.refresh(), error);
      // As a text for a tooltip, without the marks that isolate its values.
      assert.deepEqual(why(), { message: error.message.replaceAll(/[\u2068\u2069]/g, ''), nextStep });
      // What does not change is not drawn again.
      changes.length = 0;
      await assert.rejects(poller.refresh(), error);
      assert.deepEqual(changes, []);
      signing[what] = undefined;
      await poller.refresh();
      assert.equal(why(), undefined);
      assert.deepEqual(changes.sort(), [job.id, other.id].sort());
    }
    // Nothing of it is on disk.
    assert.ok(!JSON.stringify(await journal.readAll()).includes('Add it again'));
  });

  it('says of a job at once that it is not followed where the service refuses to tell of it', async () => {
    const { submit, store, poller } = await open();
    const { record: job } = await submit('NAS');
    const why = () => store.row(job.id)?.unfollowed;
    const code = 'InvalidAccessKeyId.NotFound';
    current().sandbox.inject({
      kind: 'error',
      status: 404,
      code,
      message: 'no such key',
      action: 'DescribeRestoreJobs2',
    });
    await assert.rejects(poller.refresh());
    assert.match(why()?.message ?? '', /AccessKey/);
    assert.deepEqual([why()?.isOutage, why()?.nextStep === ''], [undefined, false]);
    await poller.refresh();
    assert.equal(why(), undefined);
  });

  it('says of a job in an outage that it is not followed, once three polls failed, in every window and until one of them is answered', async () => {
    const first = await open();
    const { record: job } = await first.submit('NAS');
    const second = await open({ path: first.path });
    second.store.put(job);
    const windows = [first, second];
    const why = () => windows.map(({ store }) => store.row(job.id)?.unfollowed?.isOutage);
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', times: Infinity });
    await first.tick();
    await first.tick();
    assert.deepEqual(why(), [undefined, undefined]);
    while (second.outages.length < 3) for (const { tick } of windows) await tick();
    assert.deepEqual(why(), [true, true]);
    // The poll of the other window is none that was answered.
    for (const { tick } of windows) await tick();
    assert.deepEqual(why(), [true, true]);
    current().sandbox.clearFaults();
    await first.poller.refresh();
    while (why().some(Boolean)) await second.tick();
    assert.deepEqual(why(), [undefined, undefined]);
  });

  it('writes how far a job is only now and then, and shows it each time', async () => {
    const { submit, store, journal, poller, advance } = await open();
    const { record: job } = await submit('NAS');
    const written = async () => (await journal.read(job.id))?.seen?.Progress;
    advance(3);
    await poller.refresh();
    const first = await written();
    advance(1);
    await poller.refresh();
    assert.ok((store.get(job.id)?.seen?.Progress ?? 0) > (first ?? 0));
    assert.equal(await written(), first);
  });

  it('shows a step that can not be written, and says that it was not', async () => {
    const { submit, journal, poller, advance, outages, statusNow } = await open();
    const { record: job } = await submit('NAS');
    journal.update = () => Promise.reject(new Error('disk full'));
    advance(3);
    await assert.rejects(poller.refresh(), /disk full/);
    assert.equal(statusNow(job.id), 'RUNNING');
    assert.deepEqual(outages, ['disk full']);
  });
});

describe('the poller over time', () => {
  const { open, current } = pollers();

  it('asks nothing while nothing is pending', async () => {
    const { poller, timer } = await open();
    assert.equal(timer.ms, undefined);
    await poller.refresh();
    assert.deepEqual(current().sandbox.requests(), []);
  });

  it('outlives an outage: waits longer each time, says so once it is over', async () => {
    const { submit, timer, outages, tick } = await open();
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
    const { submit, timer, tick, keep } = await open();
    const old = record('old', { account: current().account, createdAt: Date.now() - 3_600_000 });
    await keep(old);
    assert.equal(timer.ms, 0);
    await tick();
    assert.equal(timer.ms, 60_000);
    await submit('NAS');
    assert.equal(timer.ms, 2000);
  });

  it('asks more rarely while nobody looks at the window, and at once when it comes to the front', async () => {
    const { submit, timer, tick, advance, focus, poller, requests } = await open();
    await submit('NAS');
    await tick();
    assert.equal(timer.ms, 2000);
    focus.isHere = false;
    poller.focusChanged();
    assert.equal(timer.ms, 8000);
    advance(5);
    assert.equal(requests(), 1);
    focus.isHere = true;
    poller.focusChanged();
    await poller.settled();
    assert.equal(requests(), 2);
  });

  for (const [what, accounts, types, most] of [
    ['60 requests a minute by itself, whatever there is to follow', 40, 1, 60],
    ['30 requests a minute for one account', 1, 40, 30],
  ] as const) {
    it(`makes no more than ${what}`, async () => {
      const { store, tick, requests, timer } = await open();
      const { account } = current();
      const createdAt = Date.now();
      for (let i = 0; i < accounts * types; i++) {
        const one = { ...account, profile: `profile-${i % accounts}` };
        // Each type is another list.
        const request = requestWith([['RestoreType', types === 1 ? 'NAS' : `TYPE_${i}`]]);
        store.put(record(`job-${i}`, { account: one, request, createdAt, restoreId: `r-${i}` }));
      }
      let passed = 0;
      while (passed < 120_000) {
        passed += timer.ms ?? assert.fail();
        await tick();
      }
      // All 40 lists are polled at once at first.
      assert.ok(requests() > 40 && requests() <= (passed / 60_000) * most + 40, `${requests()} in ${passed} ms`);
    });
  }

  it('stops with its window', async () => {
    const { submit, poller, timer } = await open();
    await submit('NAS');
    assert.notEqual(timer.ms, undefined);
    poller.dispose();
    assert.equal(timer.ms, undefined);
  });

  it('asks nobody any more once its window is gone, whatever calls it', async () => {
    const { submit, poller, requests, clock, advance } = await open();
    await submit('NAS');
    poller.dispose();
    advance(60);
    clock.setWallClock(600_000);
    await poller.refresh();
    poller.focusChanged();
    poller.clockJumped();
    await poller.settled();
    assert.equal(requests(), 0);
  });
});

describe('the poller on a clock that somebody sets', () => {
  const { open, current } = pollers();
  const lost = (createdAt: number) => record('lost', { account: current().account, createdAt });

  for (const [name, ms] of clockShifts) {
    for (const notice of ['clockJumped', 'focusChanged'] as const) {
      it(`polls at once where it is set ${name} and ${notice} is called, and then goes on as before`, async () => {
        const { submit, clock, timer, tick, poller, requests, store } = await open();
        await submit('NAS');
        await tick();
        clock.setWallClock(ms);
        poller[notice]();
        // Two seconds after the request before.
        assert.ok((timer.ms ?? Infinity) <= 2000, String(timer.ms));
        await tick();
        assert.equal(requests(), 2);
        assert.equal(timer.ms, 2000);
        while (timer.ms !== undefined) await tick();
        assert.deepEqual(store.all().map(statusOf), ['COMPLETE']);
      });
    }

    it(`polls when its timer fires where it is set ${name}`, async () => {
      const { submit, clock, timer, tick, requests } = await open();
      await submit('NAS');
      await tick();
      const wait = timer.ms;
      clock.setWallClock(ms);
      assert.equal(timer.ms, wait);
      await tick();
      assert.equal(requests(), 2);
    });

    it(`polls soon for a job that is submitted before it is set ${name}`, async () => {
      const { submit, clock, tick, requests } = await open();
      await submit('NAS');
      clock.setWallClock(ms);
      await tick();
      assert.equal(requests(), 1);
    });

    it(`polls often for a young job, and rarely for an old one, where the clock is set ${name}`, async () => {
      const { submit, clock, timer, tick, advance } = await open();
      const { record: job } = await submit('NAS');
      clock.setWallClock(ms);
      current().sandbox.finish(job.restoreId ?? '', 'QUEUED_FOREVER');
      await tick();
      await tick();
      assert.equal(timer.ms, 2000);
      advance(3600);
      await tick();
      assert.equal(timer.ms, 60_000);
    });

    it(`polls often for a young job where the clock was set ${name} before the poller was needed`, async () => {
      const { store, opened, clock, timer, tick } = await open({ setLater: ms });
      // Another window has submitted it before the clock was set.
      store.put(lost(opened));
      clock.advance(2000);
      await tick();
      assert.equal(timer.ms, 2000);
    });

    it(`gives no job up because it is set ${name}, and says none is missing`, async () => {
      const { submit, clock, store, tick, timer, statusNow, keep } = await open();
      const job = lost(clock.now());
      await keep(job);
      clock.setWallClock(ms);
      await tick();
      assert.equal(statusNow('lost'), 'SUBMITTED');
      for (let i = 0; i < 20; i++) await tick();
      assert.equal(statusNow('lost'), 'NOT FOUND');
      clock.setWallClock(ms);
      for (let i = 0; i < 20; i++) await tick();
      const { record: real } = await submit('NAS');
      await keep({ ...(store.get('lost') ?? assert.fail()), restoreId: real.restoreId ?? '' });
      assert.notEqual(timer.ms, undefined);
      await tick();
      assert.equal(store.get('lost')?.notFound, undefined);
    });

    it(`follows a record from a clock that was set ${name} before the window opened`, async () => {
      const { clock, store, timer, tick, requests, submit } = await open();
      const { restoreId = '' } = (await submit('NAS')).record;
      current().sandbox.finish(restoreId, 'QUEUED_FOREVER');
      await tick();
      const before = requests();
      // The shift of the clock that dated it, as this clock sees it.
      store.put(lost(clock.now() - ms));
      await tick();
      assert.equal(requests(), before + 1, 'its list is polled, for the other job too');
      store.remove('lost');
      await tick();
      assert.equal(requests(), before + 2);
      assert.notEqual(timer.ms, undefined);
    });
  }

  it('finds a job again that this clock dates two days too late, behind a hundred newer ones', async () => {
    const { submit, store, poller, clock, advance, statusNow, keep } = await open();
    const { record: job } = await submit('NAS');
    current().sandbox.finish(job.restoreId ?? '', 'QUEUED_FOREVER');
    await poller.refresh();
    const { seen, ...known } = store.get(job.id) ?? job;
    assert.ok(seen);
    const late = { ...known, seen, createdAt: clock.now() + 172_800_000 };
    await keep(late);
    for (let i = 0; i < 120; i++) await current().client.createRestoreJob(requestOf('NAS'));
    advance(60);
    await poller.refresh();
    assert.equal(statusNow(job.id), seen.Status);
  });

  for (const [what, createdAt] of [
    ['in a year', Date.now() + 31_536_000_000],
    ['never', 1e308],
    ['long ago', -1e308],
  ] as const) {
    it(`polls in a sane interval for a job that was made ${what}`, async () => {
      const { store, timer, tick, advance, requests } = await open();
      store.put(lost(createdAt));
      assert.ok((timer.ms ?? Infinity) <= 2000);
      await tick();
      assert.equal(requests(), 1);
      for (let i = 0; i < 5; i++) await tick();
      assert.equal(requests(), 6);
      advance(3600);
      await tick();
      assert.equal(timer.ms, 60_000);
    });
  }

  describe('at a change of daylight saving time', () => {
    inBerlin();
    for (const [name, at] of daylightChanges) {
      it(`polls as before where clocks are ${name}`, async () => {
        const { submit, clock, tick, timer, requests, advance } = await open();
        advance((at - clock.now()) / 1000 - 3);
        const { record: job } = await submit('NAS');
        current().sandbox.finish(job.restoreId ?? '', 'QUEUED_FOREVER');
        for (let i = 1; i <= 4; i++) {
          assert.ok((timer.ms ?? Infinity) <= 2000, String(timer.ms));
          await tick();
          assert.equal(requests(), i);
        }
        assert.ok(clock.now() > at);
      });
    }
  });

  it('polls when the machine wakes', async () => {
    const { submit, clock, tick, timer, requests, advance } = await open();
    const { record: job } = await submit('NAS');
    current().sandbox.finish(job.restoreId ?? '', 'QUEUED_FOREVER');
    advance(3600);
    await tick();
    assert.equal(timer.ms, 60_000);
    const before = requests();
    // Nothing ran, the monotonic clock neither, and the timer fires late.
    clock.setWallClock(sleepMs);
    timer.fire();
    await tick();
    assert.equal(requests(), before + 1);
  });
});
