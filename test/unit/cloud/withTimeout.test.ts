import assert from 'node:assert/strict';
import { withTimeout } from '../../../src/cloud/withTimeout.ts';

describe('cloud: work within a time', () => {
  it('is not begun for who has given up already', async () => {
    let begun = 0;
    const work = () => Promise.resolve((begun += 1));
    await assert.rejects(withTimeout(work, 1000, AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(begun, 0);
  });
});
