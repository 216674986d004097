import assert from 'node:assert/strict';
import { renewing } from '../../../src/cloud/credentials/renewing.ts';
import type { TimedKeys } from '../../../src/cloud/credentials/plan.ts';
import { within } from '../../../src/cloud/within.ts';
import { marked } from '../../hosts/canary.ts';
import { inSeconds } from './modesHelpers.ts';

const keysOf = (name: string, seconds: number): TimedKeys => ({
  keys: { accessKeyId: name, accessKeySecret: marked(name) },
  expires: inSeconds(seconds) * 1000,
});

interface Fetch {
  readonly resolve: (keys: TimedKeys) => void;
  readonly reject: (error: Error) => void;
}

/** Keys of which each fetch is answered by hand. */
function byHand() {
  const asked: Fetch[] = [];
  const open = renewing(
    () => new Promise<TimedKeys>((resolve, reject) => void asked.push({ resolve, reject })),
    () => new Error('ran out'),
  );
  const nameOf = async (signal?: AbortSignal) => (await open(signal)).accessKeyId;
  return { asked, nameOf };
}

describe('cloud: keys whose fetch was given up', () => {
  for (const [how, end] of [
    ['fails', (one?: Fetch) => one?.reject(new Error('too late'))],
    ['comes', (one?: Fetch) => one?.resolve(keysOf('late', 3000))],
  ] as const) {
    it(`are not in place of newer ones when it ${how} after all`, async () => {
      const { asked, nameOf } = byHand();
      const first = nameOf();
      // Good for so short that they are renewed after 30 s.
      asked[0]?.resolve(keysOf('old', 50));
      assert.equal(await first, 'old');
      const { now } = Date;
      Date.now = () => now() + 35_000;
      try {
        const stop = new AbortController();
        const given = nameOf(stop.signal).catch(() => 'given up');
        stop.abort();
        const next = nameOf();
        asked[2]?.resolve(keysOf('new', 3000));
        assert.equal(await next, 'new');
        end(asked[1]);
        await given;
        assert.equal(await nameOf(), 'new');
        assert.equal(asked.length, 3);
      } finally {
        Date.now = now;
      }
    });
  }
});

describe('cloud: work within a time', () => {
  it('is not begun for who has given up already', async () => {
    let begun = 0;
    const work = () => Promise.resolve((begun += 1));
    await assert.rejects(within(work, 1000, AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(begun, 0);
  });
});
