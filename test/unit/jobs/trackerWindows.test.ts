import assert from 'node:assert/strict';
import { cannotSign } from '../../../src/cloud/credentials/failures.ts';
import { statusOf } from '../../../src/jobs/record.ts';
import { trackers } from './trackers.ts';

describe('the tracker beside another window', () => {
  const { track, current } = trackers();

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
});
