import assert from 'node:assert/strict';
import { withoutAdoption } from '../../../src/jobs/reconciliation/outcomes.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { record } from './jobFixtures.ts';

describe('the jobs in memory', () => {
  it('lose no RestoreId to a record that has none, unless a person took it back', () => {
    const store = createStore();
    const known = record('a', { adoption: { baseline: true } });
    store.put(known);
    const { restoreId, adoption, ...without } = known;
    void [restoreId, adoption];
    for (const state of ['sending', 'unclear', 'notExecuted'] as const) store.put({ ...without, state });
    assert.deepEqual(store.get('a'), known);
    store.put({ ...known, restoreId: 'r-b' });
    assert.equal(store.get('a')?.restoreId, 'r-b');
    const takenBack = withoutAdoption({ ...known, restoreId: 'r-b' });
    store.put(takenBack);
    assert.deepEqual(store.get('a'), takenBack);
  });

  it('stay without one that was removed while something about it was written down', () => {
    const store = createStore();
    store.put(record('a'));
    store.replace(record('a', { requestId: 'q' }));
    assert.equal(store.get('a')?.requestId, 'q');
    store.remove('a');
    store.replace(record('a'));
    assert.deepEqual(store.all(), []);
  });
});
