import assert from 'node:assert/strict';
import { createBatch } from '../../../src/views/batch.ts';

describe('a batch of changes', () => {
  it('loses none that comes while the last is dealt with', async () => {
    const seen: string[][] = [];
    await new Promise<void>((resolve) => {
      const batch = createBatch<string>(1, (items) => {
        seen.push([...items]);
        if (seen.length === 1) batch.add(['c']);
        else resolve();
      });
      batch.add(['a', 'b']);
      batch.add(['b']);
    });
    assert.deepEqual(seen, [['a', 'b', 'b'], ['c']]);
  });
});
