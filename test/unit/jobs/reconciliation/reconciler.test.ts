import assert from 'node:assert/strict';
import { withoutAdoption } from '../../../../src/jobs/reconciliation/outcomes.ts';
import { createReconciler } from '../../../../src/jobs/reconciliation/reconciler.ts';
import { reconcilingWindows } from './reconcilingWindow.ts';
import { requestOf } from '../jobFixtures.ts';

describe('the reconciler', () => {
  const { open, current } = reconcilingWindows();

  it('goes on by itself, after failures too, until nothing is open', async () => {
    const { submit, store, ...parts } = await open();
    const { timer } = parts.clock;
    const outages: unknown[] = [];
    const reconciler = createReconciler({
      ...parts,
      store,
      firstIntervalMs: 2000,
      onOutage: (error) => outages.push(error),
    });
    assert.equal(timer.ms, undefined);
    const { id } = await submit({ kind: 'resetAfterRead' });
    assert.equal(timer.ms, 0);
    current().sandbox.inject({
      kind: 'error',
      status: 503,
      code: 'ServiceUnavailable',
      action: 'DescribeRestoreJobs2',
    });
    const waits: number[] = [];
    while (timer.ms !== undefined && waits.length < 100) {
      waits.push(timer.ms / 1000);
      parts.advance(timer.ms / 1000);
      timer.fire();
      await reconciler.search().catch(() => undefined);
    }
    assert.equal(outages.length, 1);
    assert.equal(store.get(id)?.state, 'notExecuted');
    // Never more than a minute apart until it is proven that nothing can be executed any more.
    assert.ok(waits.length > 30 && Math.max(...waits) <= 60, String(waits));
    assert.equal(timer.ms, undefined);
    reconciler.dispose();
  });

  it('goes on searching once a person says that what was found is not the one, and finds another', async () => {
    const { submit, store, journal, ...parts } = await open();
    const { clock, found } = parts;
    const reconciler = createReconciler({
      ...parts,
      store,
      journal,
      firstIntervalMs: 2000,
      onOutage: (error) => assert.fail(String(error)),
    });
    const { id } = await submit({ kind: 'resetAfterExecute' }, 'NAS', []);
    await reconciler.search();
    const adopted = store.get(id) ?? assert.fail();
    assert.ok(adopted.restoreId);
    assert.equal(clock.timer.ms, undefined, 'nothing is searched for any more');
    const unclear = withoutAdoption(adopted);
    await journal.write(unclear);
    store.put(unclear);
    for (let searches = 0; searches < 2; searches++) {
      parts.advance((clock.timer.ms ?? assert.fail('nothing is searched for')) / 1000);
      clock.timer.fire();
      await reconciler.search();
      assert.equal(store.get(id)?.state, 'unclear');
    }
    const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
    await reconciler.search();
    assert.equal(store.get(id)?.restoreId, restoreId);
    assert.deepEqual(found, ['unclear -> submitted', 'unclear -> submitted']);
    reconciler.dispose();
  });

  for (const shift of [-172_800, -7200, -600, 600, 7200, 172_800]) {
    it(`goes on searching where the clock is set by ${shift} s meanwhile`, async () => {
      const { submit, store, ...parts } = await open();
      const { clock } = parts;
      const reconciler = createReconciler({ ...parts, store, firstIntervalMs: 2000, onOutage: () => undefined });
      const { id } = await submit({ kind: 'resetAfterRead' }, 'NAS', []);
      clock.timer.fire();
      await reconciler.search();
      clock.setWallClock(shift * 1000);
      const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
      const waits = clock.timer.ms ?? Infinity;
      assert.ok(waits <= 4000, `the next search is in ${waits} ms`);
      parts.advance(waits / 1000);
      clock.timer.fire();
      await reconciler.search();
      assert.equal(store.get(id)?.restoreId, restoreId);
      reconciler.dispose();
    });
  }
});
