import assert from 'node:assert/strict';
import { createLazyReconciler } from '../../../../src/jobs/reconciliation/lazyReconciler.ts';
import type { Reconciler } from '../../../../src/jobs/reconciliation/reconciler.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { record } from '../jobFixtures.ts';

describe('a reconciler that is loaded with the first unclear job', () => {
  /** @param failures how often it can't be loaded at first */
  function open(failures = 0) {
    const store = createStore();
    const seen = { loads: 0, disposed: 0, errors: [] as string[] };
    const reconciler: Reconciler = { search: () => Promise.resolve(), dispose: () => void seen.disposed++ };
    const load = () =>
      ++seen.loads <= failures ? Promise.reject(new Error('chunk could not be loaded')) : Promise.resolve(reconciler);
    const lazy = createLazyReconciler(store, load, (error) => seen.errors.push(String(error)));
    const { restoreId, ...unclear } = record('a', { state: 'unclear' });
    void restoreId; // Nobody knows it.
    return { store, seen, reconciler, lazy, unclear };
  }

  it('is none without one, and one for all that come', async () => {
    const { store, seen, reconciler, lazy, unclear } = open();
    store.put(record('done'));
    assert.equal(lazy.get(), undefined);
    store.put(unclear);
    store.put({ ...unclear, id: 'b' });
    assert.equal(await lazy.get(), reconciler);
    assert.equal(seen.loads, 1);
  });

  it('is loaded again by the next change after it could not be, which is told once', async () => {
    const { store, seen, reconciler, lazy, unclear } = open(3);
    for (const requestId of ['1', '2']) {
      store.put({ ...unclear, requestId });
      await assert.rejects(lazy.get() ?? assert.fail(), /chunk/);
    }
    // Who asks for it tries again, too.
    await assert.rejects(lazy.get() ?? assert.fail(), /chunk/);
    assert.equal(await lazy.get(), reconciler);
    assert.deepEqual([seen.loads, seen.errors.length], [4, 1]);
  });

  it('is disposed of with the window, also while it is being loaded, and where it could not be', async () => {
    for (const failures of [0, 1]) {
      const { store, seen, lazy, unclear } = open(failures);
      store.put(unclear);
      const loading = lazy.get();
      lazy.dispose();
      await loading?.catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      assert.ok(failures === 0 ? seen.disposed > 0 : seen.errors.length === 1);
      store.put({ ...unclear, requestId: 'later' });
      assert.equal(seen.loads, 1);
    }
  });
});
