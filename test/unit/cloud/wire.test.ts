/** Requests over TLS: certificates, proxies, and answers that came in another way. All of it on loopback. */
import assert from 'node:assert/strict';
import https from 'node:https';
import { connect } from 'node:net';
import tls from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { isRetriable } from '../../../src/jobs/retry.ts';
import { createAuthority, type Certificate } from '../../hosts/certificates.ts';
import { startProxy, startTlsFront, type Proxy, type TlsFront } from '../../hosts/proxy.ts';
import { clientFor, closeServers, created, failure, reply, serve, type Captured } from './helpers.ts';

const request = { query: { VaultId: 'v-1' }, body: { TargetPath: `/${'x'.repeat(200_000)}` } };

/** Newer than what the types know. */
const authorities = tls as unknown as {
  getCACertificates: (type: 'default') => readonly string[];
  setDefaultCACertificates: (certificates: readonly string[]) => void;
};

/** Has every https request take this agent, as VS Code has them take its own. */
function withAgent(agent: https.Agent): () => void {
  const original = https.request;
  https.request = ((options: https.RequestOptions) => original({ ...options, agent })) as typeof https.request;
  return () => (https.request = original);
}

describe('cloud: over TLS', () => {
  let certificate: Certificate;
  let known: readonly string[];
  let front: TlsFront;
  let requests: Captured[];
  let answer: [status: number, body: unknown];
  let undo: (() => void)[] = [];

  before(async () => {
    const authority = await createAuthority('Tests');
    certificate = await authority.issue(['localhost']);
    known = authorities.getCACertificates('default');
    authorities.setDefaultCACertificates([...known, authority.cert]);
  });
  after(() => authorities.setDefaultCACertificates(known));

  beforeEach(async () => {
    answer = [200, created];
    const server = await serve((captured, response) => reply(...answer)(captured, response));
    requests = server.requests;
    front = await startTlsFront(certificate, server.origin);
    undo = [];
  });
  afterEach(async () => {
    for (const each of undo) each();
    await front.close();
    closeServers();
  });

  const clientOf = (limits?: Parameters<typeof clientFor>[1]) =>
    clientFor(`https://localhost:${front.port}`, limits).client;
  const create = () => clientOf().createRestoreJob(request);

  async function startedProxy(): Promise<Proxy> {
    const proxy = await startProxy({ [`localhost:${front.port}`]: front });
    undo.push(() => void proxy.close());
    undo.push(withAgent(new HttpsProxyAgent(`http://127.0.0.1:${proxy.port}`)));
    return proxy;
  }

  it('a request is answered, and a refusal has its status and its date', async () => {
    assert.equal((await create()).restoreId, 'r-0001');
    answer = [400, { Code: 'IllegalTimestamp', Message: 'm', RequestId: 'R' }];
    const error = await failure(create());
    assert.equal(error.outcome, 'refused');
    assert.equal(error.statusCode, 400);
    assert.match(error.message, /clock is right now/);
  });

  it('a certificate that nobody knows is refused, whatever the environment says', async () => {
    const stranger = await startTlsFront(
      await (await createAuthority('Stranger')).issue(['localhost']),
      'http://127.0.0.1:9',
    );
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      for (const origin of [`https://localhost:${stranger.port}`, `https://127.0.0.1:${front.port}`]) {
        const error = await failure(clientFor(origin).client.createRestoreJob(request));
        assert.equal(error.outcome, 'notSent');
        assert.match(error.message, /identity of \S+ could not be verified/);
      }
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      await stranger.close();
    }
    assert.equal(requests.length, 0);
  });

  it('a tunnel of a proxy carries it', async () => {
    const proxy = await startedProxy();
    assert.equal((await create()).restoreId, 'r-0001');
    assert.equal(proxy.take()[0]?.status, 200);
    answer = [403, { Code: 'Forbidden.RAM', Message: 'm' }];
    assert.equal((await failure(create())).statusCode, 403);
  });

  it('what nobody waits for any more never leaves, when a proxy that was slow lets it pass', async () => {
    const proxy = await startedProxy();
    const release = proxy.hold();
    const late = await failure(clientOf({ createMs: 100 }).createRestoreJob(request));
    assert.equal(late.outcome, 'unclear');
    const stop = new AbortController();
    const canceling = clientOf().cancelRestoreJob({ vaultId: 'v-1', restoreId: 'r-1' }, stop.signal);
    setImmediate(() => stop.abort());
    assert.match((await failure(canceling)).message, /was stopped/);
    release();
    // Whom it lets pass now goes first, and would be answered first.
    assert.equal((await create()).restoreId, 'r-0001');
    await proxy.idle();
    assert.deepEqual(
      requests.map(({ headers }) => headers['x-acs-action']),
      ['CreateRestoreJob'],
    );
    assert.equal(proxy.take().length, 3);
  });

  for (const [status, says, again] of [
    [407, /USER:PASSWORD@HOST:PORT/, false],
    [403, /http\.proxy`, and that the proxy lets/, false],
    [502, /http\.proxy/, true],
    [204, /http\.proxy/, false],
  ] as const) {
    it(`a proxy that answers HTTP ${status} to CONNECT has let nothing through`, async () => {
      const proxy = await startedProxy();
      proxy.answer(status);
      const error = await failure(create());
      assert.equal(error.outcome, 'notSent');
      assert.match(
        error.message,
        new RegExp(`^The proxy refused the connection to localhost:\\d+ \\(HTTP ${status} No\\)\\.$`),
      );
      assert.match(error.nextStep, says);
      assert.match(error.nextStep, /Nothing was sent/);
      assert.equal(isRetriable(error), again);
      assert.deepEqual([requests.length, front.accepted()], [0, 0]);
    });
  }

  it('an answer that came unencrypted is not believed, though it may have been executed', async () => {
    const plain = await serve(reply(200, created));
    const agent = new https.Agent();
    agent.createConnection = () => connect(Number(new URL(plain.origin).port), '127.0.0.1');
    undo.push(withAgent(agent));
    const error = await failure(create());
    assert.equal(error.outcome, 'unclear');
    assert.match(error.message, /came unencrypted/);
    assert.match(error.nextStep, /may have started/);
    assert.equal(plain.requests.length, 1);
  });
});
