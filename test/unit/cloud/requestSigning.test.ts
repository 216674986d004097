import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import httpx from 'httpx';
import { signatureOf, signRequest } from '../../../src/cloud/requestSigning.ts';
import { closeServers, expectedSignature, keys, reply, serve } from './helpers.ts';

describe('cloud: a signed request', () => {
  afterEach(closeServers);

  /** Signs a request to `origin`. */
  const sign = (origin: string) =>
    signRequest(
      {
        ...{ operation: 'CreateRestoreJob', version: '2017-09-08', query: { VaultId: 'v-1' } },
        ...{ endpoint: { host: new URL(origin).host, protocol: 'HTTP' }, body: { TargetPath: '/a b' } },
      },
      keys,
    );

  // Fails where another version of the SDK gets to the network by another way than `httpx.request`.
  it('is what the SDK was about to send, and the SDK has sent nothing', async () => {
    const { origin, requests } = await serve(reply(200, {}));
    const request = await sign(origin);
    assert.equal(requests.length, 0);
    assert.equal(request.url.href, `${origin}/?VaultId=v-1`);
    assert.equal(request.method, 'POST');
    const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const wire = {
      ...{
        method: request.method,
        url: '/?VaultId=v-1',
        headers: Object.fromEntries(headers) as Record<string, string>,
      },
      ...{ body: String(request.body), query: { VaultId: 'v-1' }, form: {} },
    };
    assert.equal(wire.body, 'TargetPath=%2Fa%20b');
    assert.match(signatureOf(request), /^[0-9a-f]{64}$/);
    assert.equal(signatureOf(request), expectedSignature(wire, keys.accessKeySecret));
    // Long enough for what had been sent to arrive.
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(requests.length, 0);
  });

  it('several at the same time are not mixed up', async () => {
    const requests = await Promise.all(['http://127.0.0.1:1', 'http://127.0.0.1:2'].map(sign));
    assert.deepEqual(
      requests.map(({ url }) => url.host),
      ['127.0.0.1:1', '127.0.0.1:2'],
    );
  });

  it('is the only thing that comes of httpx, by which nothing gets to the network', async () => {
    const { origin, requests } = await serve(reply(200, {}));
    const error: unknown = await httpx.request(`${origin}/?secret=x`, { method: 'GET' }).then(
      () => assert.fail('was sent'),
      (reason: unknown) => reason,
    );
    assert.equal(requests.length, 0);
    assert.doesNotMatch(inspect(error, { showHidden: true, depth: null }), /secret/);
  });
});
