import assert from 'node:assert/strict';
import { firstIndex } from '../../../src/restoreSpec/firstIndex.ts';

describe('the first index', () => {
  it('is found at either end, in the middle and nowhere', () => {
    for (const count of [0, 1, 2, 7, 8]) {
      for (let first = 0; first <= count; first++) {
        assert.equal(
          firstIndex(count, (index) => index >= first),
          first,
        );
      }
    }
  });
});
