import assert from 'node:assert/strict';
import { notExecuted } from '../../../src/jobs/reconcile.ts';
import { createReconciler } from '../../../src/jobs/reconciler.ts';
import { clearing } from './clearing.ts';
import { requestOf } from './helpers.ts';

describe('what goes on clearing up', () => {
  const { open, current } = clearing();

  describe('tells the window that submitted', () => {
    /** A window that searches when the test says so. */
    async function searching(path?: string) {
      const window = await open({ ...(path !== undefined && { path }) });
      const reconciler = createReconciler({
        ...window,
        paceMs: 2000,
        // A look that fails is thrown, too.
        onOutage: () => undefined,
        after: () => () => undefined,
      });
      const sync = async () => window.store.put(...(await window.journal.readAll()).records);
      return { ...window, reconciler, sync };
    }

    it('what another one found out, and that one too', async () => {
      const first = await searching();
      const second = await searching(first.path);
      const { id } = await first.submit({ kind: 'resetAfterExecute' });
      assert.deepEqual(first.found, []);
      await second.sync();
      await second.reconciler.look();
      assert.deepEqual(second.found, ['unclear -> submitted']);
      await first.sync();
      await first.sync();
      assert.deepEqual(first.found, ['unclear -> submitted']);
      assert.ok(first.store.get(id)?.restoreId);
    });

    it('what it found out itself, once', async () => {
      const { submit, reconciler, found } = await searching();
      await submit({ kind: 'resetAfterExecute' });
      await reconciler.look();
      await reconciler.look();
      assert.deepEqual(found, ['unclear -> submitted']);
    });

    it('of jobs to pick from, and nothing of what was picked', async () => {
      const first = await searching();
      const second = await searching(first.path);
      await current().client.createRestoreJob(requestOf('NAS'));
      const { id } = await first.submit({ kind: 'resetAfterExecute' });
      await second.sync();
      await second.reconciler.look();
      await first.sync();
      const [before] = first.store.all();
      assert.equal(before?.candidates?.length, 2);
      assert.deepEqual(first.found, ['unclear -> unclear']);
      first.reconciler.settle(notExecuted(before));
      assert.equal(first.store.get(id)?.state, 'notExecuted');
      assert.deepEqual(first.found, ['unclear -> unclear']);
    });
  });

  it('goes on by itself, after failures too, until nothing is open', async () => {
    const { submit, store, ...parts } = await open();
    const timer = { ms: undefined as number | undefined, fire: () => {} };
    const outages: unknown[] = [];
    const reconciler = createReconciler({
      ...parts,
      store,
      paceMs: 2000,
      onOutage: (error) => outages.push(error),
      after: (ms, callback) => {
        Object.assign(timer, { ms, fire: callback });
        return () => Object.assign(timer, { ms: undefined, fire: () => {} });
      },
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
    while (timer.ms !== undefined && waits.length < 30) {
      waits.push(timer.ms / 1000);
      parts.pass(timer.ms / 1000);
      timer.fire();
      await reconciler.look().catch(() => undefined);
    }
    assert.equal(outages.length, 1);
    assert.equal(store.get(id)?.state, 'notExecuted');
    assert.ok(waits.length < 15, String(waits));
    assert.equal(timer.ms, undefined);
    reconciler.dispose();
  });
});
