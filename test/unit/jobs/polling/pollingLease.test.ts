import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { unusableProfileError } from '../../../../src/cloud/credentials/credentialsErrors.ts';
import { statusOf } from '../../../../src/jobs/record.ts';
import { clockShifts } from '../manualClock.ts';
import { pollers } from './pollerFixture.ts';

describe('the poller beside another window', () => {
  const { open, current } = pollers();

  it('asks once for two windows, and the other one reads what was found from the disk', async () => {
    const a = await open();
    const b = await open({ path: a.path });
    const { record: job } = await a.submit('NAS');
    b.store.put(job);
    await a.tick();
    b.advance(2);
    b.timer.fire();
    await b.poller.settled();
    assert.equal(a.requests(), 1);
    assert.equal(statusOf((await b.journal.read(job.id)) ?? job), 'RUNNING');
    // The first one is gone: nothing has to be handed over.
    a.poller.dispose();
    await b.tick();
    assert.equal(a.requests(), 2);
  });

  it('looks itself where the other window has nobody to sign, whatever that one is told', async () => {
    const a = await open();
    const failing = await open({ path: a.path });
    const silent = await open({ path: a.path, stopped: true });
    const { record: job } = await a.submit('NAS');
    const others = [failing, silent];
    for (const { store } of others) store.put(job);
    failing.signing.noClient = new Error('not trusted');
    for (const other of others) {
      other.advance(2);
      other.timer.fire();
      await other.poller.settled();
    }
    assert.equal(a.requests(), 0);
    await a.tick();
    assert.equal(a.requests(), 1);
    assert.equal(statusOf(a.store.get(job.id) ?? job), 'RUNNING');
  });

  it('takes a look that failed in the other window for one, but none that nobody signed', async () => {
    const a = await open();
    const b = await open({ path: a.path });
    const { record: job } = await a.submit('NAS');
    b.store.put(job);
    current().sandbox.inject({ kind: 'error', status: 503, code: 'ServiceUnavailable', message: 'down', times: 1 });
    await a.tick();
    b.advance(2);
    b.timer.fire();
    await b.poller.settled();
    assert.deepEqual([a.requests(), a.outages.length, b.outages.length], [1, 1, 0]);
    b.signing.noKeys = unusableProfileError('p', 'its token expired.', 'Sign in again.');
    await b.tick();
    await a.tick();
    assert.deepEqual([a.requests(), b.outages], [2, [b.signing.noKeys.message]]);
  });

  it('keeps what another window wrote meanwhile, and what it removed stays removed', async () => {
    const { submit, store, journal, poller, advance } = await open();
    const { record: canceled } = await submit('NAS');
    const { record: removed } = await submit('NAS');
    await journal.write({ ...canceled, cancelAskedAt: 7 });
    await journal.remove(removed.id);
    advance(3);
    await poller.refresh();
    assert.equal((await journal.read(canceled.id))?.cancelAskedAt, 7);
    assert.equal(statusOf(store.get(canceled.id) ?? removed), 'CANCELING');
    assert.equal(await journal.read(removed.id), undefined);
  });

  it('goes on polling where the time of the last poll can not be read', async () => {
    const { path, submit, tick, requests, timer } = await open();
    await submit('NAS');
    await tick();
    const [look = ''] = await readdir(join(path, 'looks'));
    await rm(join(path, 'looks', look));
    await mkdir(join(path, 'looks', look));
    await tick();
    assert.ok(timer.ms !== undefined);
    await tick();
    assert.equal(requests(), 3);
  });

  for (const [name, ms] of clockShifts) {
    it(`asks once more at most where the clock of all windows is set ${name}, then shares again`, async () => {
      const a = await open();
      const b = await open({ path: a.path });
      const { record: job } = await a.submit('NAS');
      current().sandbox.finish(job.restoreId ?? '', 'QUEUED_FOREVER');
      b.store.put(job);
      /** The same time passes in both, and each does what is due. */
      const pass = async () => {
        for (const window of [a, b]) {
          window.clock.advance(2000);
          window.timer.fire();
          await window.poller.settled();
        }
      };
      await pass();
      assert.equal(a.requests(), 1);
      for (const { clock } of [a, b]) clock.setWallClock(ms);
      await pass();
      assert.ok(a.requests() >= 2 && a.requests() <= 3, String(a.requests()));
      const before = a.requests();
      await pass();
      await pass();
      assert.equal(a.requests(), before + 2);
    });

    it(`asks in a window that opened after the clock was set ${name}`, async () => {
      const a = await open();
      const { record: job } = await a.submit('NAS');
      await a.tick();
      a.poller.dispose();
      const b = await open({ path: a.path });
      b.clock.setWallClock(ms);
      b.store.put(job);
      await b.tick();
      assert.equal(a.requests(), 2);
    });
  }
});
