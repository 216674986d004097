import assert from 'node:assert/strict';
import { chooseSeed, shuffled } from '../../hosts/randomOrder.ts';

describe('an order by chance', () => {
  const list = Array.from({ length: 50 }, (_, index) => index);

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(shuffled(list, 7), shuffled(list, 7));
    assert.notDeepEqual(shuffled(list, 7), shuffled(list, 8));
    assert.notDeepEqual(shuffled(list, 7), list);
    assert.deepEqual(
      shuffled(list, 7).sort((a, b) => a - b),
      list,
    );
  });

  it('has a seed where it is asked for, the one that is named or any', () => {
    assert.equal(chooseSeed({}), undefined);
    assert.equal(chooseSeed({ seed: '42' }), 42);
    assert.equal(chooseSeed({ order: 'random', seed: '42' }), 42);
    const any = chooseSeed({ order: 'random' });
    assert.ok(any !== undefined && Number.isInteger(any) && any >= 0 && any < 1_000_000_000, String(any));
    assert.throws(() => chooseSeed({ order: 'sorted' }), /--order can only be "random"/);
    for (const seed of ['', '-1', '1.5', '1234567890']) assert.throws(() => chooseSeed({ seed }), /--seed must be/);
  });
});
