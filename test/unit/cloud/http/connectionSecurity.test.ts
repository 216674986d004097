/** Requests over TLS: certificates, proxies, and answers that came in another way. All of it on loopback. */
import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import tls from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { isRetriable } from '../../../../src/jobs/retry.ts';
import { createAuthority, type Certificate } from '../../../hosts/certificates.ts';
import { startProxy, startTlsFront, type Proxy, type TlsFront } from '../../../hosts/proxy.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { inMinutes, vendorKeys } from '../../standIns.ts';
import { clientFor, closeServers, created, failure, reply, serve, withHome, type Captured } from '../helpers.ts';
import { given, profileNamed, role } from '../credentials/credentialHelpers.ts';

const request = { query: { VaultId: 'v-1' }, body: { TargetPath: `/${'x'.repeat(200_000)}` } };

/** Newer than what the types know. */
const authorities = tls as unknown as {
  getCACertificates: (type: 'default') => readonly string[];
  setDefaultCACertificates: (certificates: readonly string[]) => void;
};

/** Has every https request take this agent, as VS Code has them take its own. */
function withAgent(agent: https.Agent): () => void {
  const original = https.request;
  https.request = ((first: URL | https.RequestOptions, ...rest: [https.RequestOptions, () => void]) =>
    first instanceof URL
      ? original(first, { ...rest[0], agent }, rest[1])
      : original({ ...first, agent })) as typeof https.request;
  return () => (https.request = original);
}

/** Has every http request go to this proxy, as VS Code has them go to its own. */
function withHttpProxy(origin: string): () => void {
  const original = http.request;
  const { hostname, port } = new URL(origin);
  http.request = ((url: URL, options: http.RequestOptions, done: (response: http.IncomingMessage) => void) =>
    original({ ...options, hostname, port, path: url.href }, done)) as typeof http.request;
  return () => (http.request = original);
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
    assert.match(error.message, /clock is correct now/);
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
    assert.equal(late.outcome, 'notSent');
    const stop = new AbortController();
    const canceling = clientOf().cancelRestoreJob({ vaultId: 'v-1', restoreId: 'r-1' }, stop.signal);
    setImmediate(() => stop.abort());
    assert.match((await failure(canceling)).message, /^CancelRestoreJob was stopped before it was sent\.$/);
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
        new RegExp(`^The proxy refused the connection to localhost:\\d+ \\(HTTP ${status} \\S+No\\S+\\)\\.$`),
      );
      assert.match(error.nextStep, says);
      assert.match(error.nextStep, /Nothing was sent/);
      assert.equal(isRetriable(error), again);
      assert.deepEqual([requests.length, front.accepted()], [0, 0]);
    });
  }

  it('keys that a proxy gives in place of STS sign nothing, and its refusal is told as its own', () =>
    withHome({ profiles: [{ ...role, sts_endpoint: `localhost:${front.port}` }] }, {}, async () => {
      const proxy = await startedProxy();
      const signed = () => failure(createSigner(profileNamed('p'), 'p', { allowed: () => true })());
      proxy.answer(407);
      const refused = await signed();
      assert.match(refused.message, /The proxy refused the connection to localhost:\d+ \(HTTP 407 \S+No\S+\)/);
      assert.match(
        refused.nextStep,
        /^Write the user and password of the proxy into `http\.proxy`[^.]*\. Nothing was sent\.$/,
      );
      const keys = { Credentials: vendorKeys(given, inMinutes(60)) };
      proxy.say(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${JSON.stringify(keys)}`);
      assert.match((await signed()).message, /The proxy refused the connection/);
      assert.deepEqual([requests.length, front.accepted()], [0, 0]);
    }));

  it("the instance's metadata that a proxy gives is another machine's, and signs nothing", () =>
    withHome({ profiles: [{ name: 'p', mode: 'EcsRamRole', ram_role_name: 'r' }] }, {}, async () => {
      const keys = { Code: 'Success', ...vendorKeys(given, inMinutes(60)) };
      const other = await serve((captured, response) =>
        reply(200, captured.method === 'PUT' ? 'token' : keys)(captured, response),
      );
      undo.push(withHttpProxy(other.origin));
      const error = await failure(createSigner(profileNamed('p'), 'p')());
      assert.match(error.message, /A proxy answered instead of 100\.100\.100\.200/);
      assert.match(error.nextStep, /`http\.noProxy`/);
    }));

  it('nothing leaves over a connection on which no certificate was checked', async () => {
    const behind = await serve(reply(200, created));
    const stranger = await startTlsFront(await (await createAuthority('Stranger')).issue(['localhost']), behind.origin);
    undo.push(() => void stranger.close());
    // What an agent says counts for more than what a request does.
    undo.push(withAgent(new https.Agent({ rejectUnauthorized: false })));
    const error = await failure(clientFor(`https://localhost:${stranger.port}`).client.createRestoreJob(request));
    assert.equal(error.outcome, 'notSent');
    assert.match(error.message, /connection to localhost:\d+ was not verified/);
    assert.match(error.nextStep, /Nothing was sent/);
    assert.equal(behind.requests.length, 0);
  });

  it('nothing leaves unencrypted', async () => {
    const plain = await serve(reply(200, created));
    const agent = new https.Agent();
    agent.createConnection = () => connect(Number(new URL(plain.origin).port), '127.0.0.1');
    undo.push(withAgent(agent));
    const error = await failure(create());
    assert.equal(error.outcome, 'notSent');
    assert.match(error.nextStep, /Nothing was sent/);
    assert.equal(plain.requests.length, 0);
  });

  /** Restores, and notes how many requests had come when the hook was called. */
  const createNoting = (end: () => void = () => undefined) => {
    const seen: number[] = [];
    const outcome = clientOf().createRestoreJob(request, undefined, () => {
      seen.push(requests.length);
      end();
    });
    return { outcome, seen };
  };
  /** An agent that hands a socket over only once it is secured, as agents for proxies may do. */
  const lateAgent = () => {
    const agent = new https.Agent();
    agent.createConnection = (options, done) => {
      const socket = tls.connect({ ...options, host: 'localhost' } as tls.ConnectionOptions);
      socket.once('secureConnect', () => done?.(null, socket));
      return undefined;
    };
    return agent;
  };

  for (const [way, prepare] of [
    ['directly', () => undefined],
    ['by the tunnel of a proxy', startedProxy],
    ['on a socket that is secured already', () => undo.push(withAgent(lateAgent()))],
  ] as const) {
    it(`what is to be checked right before it leaves is checked on a connection that stands, ${way}`, async () => {
      await prepare();
      const { outcome, seen } = createNoting();
      assert.equal((await outcome).restoreId, 'r-0001');
      assert.deepEqual(seen, [0]);
      const held = createNoting(() => {
        throw new Error('Not now.');
      });
      const error = await failure(held.outcome);
      assert.deepEqual([error.outcome, error.code, error.message], ['notSent', undefined, 'Not now.']);
      assert.deepEqual([held.seen.length, requests.length], [1, 1]);
    });
  }

  it('what is to be checked right before it leaves is not checked where a proxy refuses', async () => {
    const proxy = await startedProxy();
    proxy.answer(403);
    const { outcome, seen } = createNoting();
    assert.match((await failure(outcome)).message, /The proxy refused the connection/);
    assert.deepEqual(seen, []);
  });
});
