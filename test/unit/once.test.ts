import assert from 'node:assert/strict';
import { once } from '../../src/once.ts';

describe('what is made once', () => {
  it('is the same for all who ask, also while it is being made', async () => {
    let calls = 0;
    const get = once(() => Promise.resolve({ number: ++calls }));
    const [first, second] = await Promise.all([get(), get()]);
    assert.ok(first === second && first === (await get()));
    assert.equal(calls, 1);
  });

  it('is made anew by the next one who asks where that failed', async () => {
    let isThere = false;
    const get = once(() => (isThere ? Promise.resolve('made') : Promise.reject(new Error('the file is gone'))));
    await Promise.all([assert.rejects(get(), /gone/), assert.rejects(get(), /gone/)]);
    isThere = true;
    assert.equal(await get(), 'made');
  });
});
