import assert from 'node:assert/strict';
import { renewingKeys } from '../../../../src/cloud/credentials/renewingKeys.ts';
import type { TimedKeys } from '../../../../src/cloud/credentials/keys.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { inSeconds } from './credentialHelpers.ts';

const keysOf = (name: string, seconds: number): TimedKeys => ({
  keys: { accessKeyId: name, accessKeySecret: testSecret(name) },
  expires: inSeconds(seconds) * 1000,
});

interface Fetch {
  readonly resolve: (keys: TimedKeys) => void;
  readonly reject: (error: Error) => void;
}

/** Keys of which each fetch is answered by hand. */
function byHand() {
  const asked: Fetch[] = [];
  const open = renewingKeys(
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
