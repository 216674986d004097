import assert from 'node:assert/strict';
import { afterWindowClosed } from '../../../../src/jobs/reconciliation/outcomes.ts';
import { record } from '../jobFixtures.ts';

describe('a submission that is taken over', () => {
  it('gets a higher claim each time, so that the window that had it sends nothing any more', () => {
    for (const state of ['preparing', 'sending'] as const) {
      const { restoreId, ...sending } = record('a', { state });
      void restoreId; // It has none yet.
      assert.equal(afterWindowClosed(sending, 2_000_000).claim, 2);
      assert.equal(afterWindowClosed({ ...sending, claim: 4 }, 2_000_000).claim, 5);
    }
  });

  it('keeps its claim where its outcome stands already', () => {
    const submitted = record('a', { claim: 1 });
    assert.equal(afterWindowClosed(submitted, 2_000_000), submitted);
  });
});
