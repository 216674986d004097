/**
 * Requests by VS Code's own networking, which it puts into Node's modules for extensions: what a PAC file says, authorities of
 * the operating system, and a proxy whose login VS Code looks up. Everything that is asked is on loopback.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { createHttpPatch, createProxyResolver, createTlsPatch, LogLevel, resetCaches } from '@vscode/proxy-agent';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { createAuthority, type Authority } from '../../../hosts/certificates.ts';
import { startProxy, startTlsFront, type Proxy, type TlsFront } from '../../../hosts/proxy.ts';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { sendRequest } from '../../../../src/cloud/http/httpClient.ts';
import { failure } from '../helpers.ts';

const host = 'hbr.cn-hangzhou.aliyuncs.com';
const login = `proxy-user:${testSecret('of-the-proxy')}`;
const nothing = () => undefined;
const request = {
  query: {
    ...{
      RestoreType: 'NAS',
      SourceType: 'NAS',
      VaultId: 'v-0008w4xx7pkg2e4zt1t0',
      SnapshotId: 's-000dh2pq1jk38s4k9x2q',
    },
    ...{ TargetFileSystemId: '005494', TargetCreateTime: '1554347313' },
  },
  body: {},
};

/** What the operating system and the person tell VS Code. */
interface Told {
  /** What the PAC file says of an address. */
  pac: (url: string) => string;
  authorities: readonly string[];
  /** Asked for a login as often as the proxy wants one. */
  login: () => Promise<string | undefined>;
}

/** What `work` gives; the timer that it starts, of ten minutes, keeps no test run from ending. */
function withoutTimers<T>(work: () => T): T {
  const original = globalThis.setTimeout;
  globalThis.setTimeout = ((callback: () => void, ms: number) => original(callback, ms).unref()) as typeof setTimeout;
  try {
    return work();
  } finally {
    globalThis.setTimeout = original;
  }
}

/** Puts VS Code's networking in place; returns the way to take it out again. */
function useVscode(told: Told): () => void {
  const log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
  const params: Parameters<typeof createProxyResolver>[0] = {
    resolveProxy: (url) => Promise.resolve(told.pac(url)),
    getProxyURL: nothing,
    getProxySupport: () => 'override',
    getNoProxyConfig: () => [],
    isAdditionalFetchSupportEnabled: () => true,
    isWebSocketPatchEnabled: () => true,
    addCertificatesV1: () => true,
    addCertificatesV2: () => false,
    loadSystemCertificatesFromNode: () => false,
    loadAdditionalCertificates: () => Promise.resolve([...told.authorities]),
    lookupProxyAuthorization: async (_, challenge) =>
      challenge === undefined ? undefined : `Basic ${Buffer.from((await told.login()) ?? '').toString('base64')}`,
    log,
    getLogLevel: () => LogLevel.Off,
    proxyResolveTelemetry: nothing,
    isUseHostProxyEnabled: () => true,
    env: {},
  };
  const resolver = createProxyResolver(params);
  const resolve: typeof resolver.resolveProxyWithRequest = (...about) =>
    withoutTimers(() => resolver.resolveProxyWithRequest(...about));
  const patches: [object, object][] = [
    [http, createHttpPatch(params, { ...http }, resolve)],
    [https, createHttpPatch(params, { ...https }, resolve)],
    [tls, createTlsPatch(params, { ...tls })],
  ];
  const undo = patches.map(([module, patch]) => {
    const originals = Object.fromEntries(Object.entries(module).filter(([name]) => name in patch));
    Object.assign(module, patch);
    return () => Object.assign(module, originals);
  });
  return () => {
    undo.forEach((each) => each());
    resetCaches();
  };
}

describe("cloud: by VS Code's networking", () => {
  let authority: Authority;
  let sandbox: Sandbox;
  let front: TlsFront;
  let proxy: Proxy;
  let told: Told;
  let takeOut: () => void;

  before(async () => {
    authority = await createAuthority('The company');
    sandbox = await startSandbox({ hosts: [host] });
    front = await startTlsFront(await authority.issue([host]), sandbox.endpoint);
  });
  beforeEach(async () => {
    proxy = await startProxy({ [`${host}:443`]: front });
    told = {
      pac: () => `PROXY ${proxy.host}:${proxy.port}`,
      authorities: [authority.cert],
      login: () => Promise.resolve(undefined),
    };
    takeOut = useVscode(told);
  });
  afterEach(async () => {
    takeOut();
    await proxy.close();
  });
  after(() => Promise.all([front.close(), sandbox.close()]));

  const createdNow = () => sandbox.requests().filter(({ action }) => action === 'CreateRestoreJob').length;

  /** The outcome of one restore, and how many requests for it came to the service. */
  function create(createMs = 20_000) {
    const account = { signer: 'cliProfile' as const, profile: 'p', region: 'cn-hangzhou', endpoint: `https://${host}` };
    const { accessKeyId, accessKeySecret } = sandbox;
    const limits = { credentialsMs: 20_000, createMs, otherMs: 20_000, responseBytes: 1_000_000 };
    const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret }, undefined, limits);
    const before = createdNow();
    const outcome = client.createRestoreJob(request);
    return { outcome, sent: () => createdNow() - before };
  }

  it('goes by the proxy that a PAC file names, to a host whose authority the operating system knows', async () => {
    const asked: string[] = [];
    told.pac = (url) => {
      asked.push(new URL(url).origin);
      return `PROXY ${proxy.host}:${proxy.port}`;
    };
    const { outcome, sent } = create();
    assert.match((await outcome).restoreId, /^r-/);
    assert.deepEqual(
      [sent(), proxy.take().map(({ target }) => target), asked],
      [1, [`${host}:443`], [`https://${host}`]],
    );
  });

  it('trusts nobody that the operating system does not know', async () => {
    told.authorities = [];
    const { outcome, sent } = create();
    const error = await failure(outcome);
    assert.deepEqual([error.outcome, sent()], ['notSent', 0]);
    assert.match(error.message, /identity of hbr\.cn-hangzhou\.aliyuncs\.com could not be verified/);
  });

  it('says that the proxy of a PAC file is not there', async () => {
    await proxy.pause();
    const { outcome, sent } = create();
    const error = await failure(outcome);
    assert.deepEqual([error.outcome, sent()], ['notSent', 0]);
    assert.match(error.message, /No connection to hbr\.cn-hangzhou\.aliyuncs\.com/);
    await proxy.resume();
  });

  it('is sent once where VS Code looks up the login of the proxy', async () => {
    proxy.require(login);
    told.login = () => Promise.resolve(login);
    const { outcome, sent } = create();
    assert.match((await outcome).restoreId, /^r-/);
    assert.deepEqual([sent(), proxy.take().at(-1)?.status], [1, 200]);
  });

  it('has its length where the proxy is asked for a page, since the agent writes the headers early', async () => {
    const seen: (string | undefined)[] = [];
    const pages = http.createServer(({ url, headers }, response) => {
      seen.push(url, headers['content-length'], headers['transfer-encoding']);
      response.end();
    });
    pages.listen(0, '127.0.0.1');
    await once(pages, 'listening');
    told.pac = () => `PROXY 127.0.0.1:${(pages.address() as AddressInfo).port}`;
    const page = { url: new URL('http://page.invalid/path'), method: 'POST', headers: {}, body: 'a=1' };
    await sendRequest(page, { timeoutMs: 5000, responseBytes: 1000 });
    pages.close();
    assert.deepEqual(seen, ['http://page.invalid/path', '3', undefined]);
  });

  it('never leaves where the login comes after it was given up', async () => {
    proxy.require(login);
    let enter: (login: string) => void = nothing;
    told.login = () => new Promise((resolve) => (enter = resolve));
    const late = create(300);
    const given = await failure(late.outcome);
    assert.deepEqual([given.outcome, given.message], ['notSent', `No connection to ${host} within 0.3 s.`]);
    enter(login);
    // Goes the same way, behind the one that was given up.
    told.login = () => Promise.resolve(login);
    await create().outcome;
    await proxy.idle();
    assert.equal(late.sent(), 1);
  });
});
