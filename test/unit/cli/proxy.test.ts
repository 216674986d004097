import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { useProxy } from '../../../src/cli/proxy.ts';
import type { Environment } from '../../../src/cloud/credentials/environment.ts';
import { createAuthority } from '../../hosts/certificates.ts';
import { root } from '../../hosts/paths.ts';
import { startProxy, startTlsFront, type Proxy, type TlsFront } from '../../hosts/proxy.ts';
import { testSecret } from '../../hosts/testSecrets.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';
import { useFiles } from './runCli.ts';

const execute = promisify(execFile);
const host = 'hbr.cn-hangzhou.aliyuncs.com';
const password = testSecret('of-the-proxy');

describe('preflight by the proxy of the environment', () => {
  const files = useFiles();
  let sandbox: Sandbox;
  let front: TlsFront;
  let proxy: Proxy;
  let authority: Awaited<ReturnType<typeof createAuthority>>;

  before(async () => {
    authority = await createAuthority('The company');
    sandbox = await startSandbox({ hosts: [host, 'localhost'] });
    front = await startTlsFront(await authority.issue([host, 'localhost']), sandbox.endpoint);
    proxy = await startProxy({ [`${host}:443`]: front });
  });
  after(async () => {
    await proxy.close();
    await front.close();
    await sandbox.close();
  });

  /** Runs the program itself, since the proxy is one of the whole process. */
  async function run(env: Record<string, string>, options: readonly string[] = []) {
    const spec = { RestoreType: 'OSS', SourceType: 'OSS', VaultId: 'v-0001', SnapshotId: 's-0001', TargetBucket: 'b' };
    const path = await files({ 'a.restore.json': JSON.stringify({ ...spec, TargetPrefix: 'restored/' }) });
    await authority.save(path('authority.pem'));
    const keys = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: sandbox.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
    };
    const place = { HOME: path('.'), NODE_EXTRA_CA_CERTS: path('authority.pem') };
    const main = join(root, 'src/cli/index.ts');
    const args = [main, 'preflight', '--region', 'cn-hangzhou', ...options, path('a.restore.json')];
    const ended = await execute(process.execPath, args, { env: { ...place, ...keys, ...env } }).then(
      (done) => ({ code: 0, ...done }),
      (failed: { code: number; stdout: string; stderr: string }) => failed,
    );
    assert.ok(!(ended.stdout + ended.stderr).includes(password), 'the password of the proxy is shown');
    return ended;
  }
  const address = (login = '') => `http://${login}${proxy.host}:${proxy.port}`;

  it('goes by HTTPS_PROXY, with its login', async () => {
    proxy.require(`user:${password}`);
    const { code, stdout, stderr } = await run({ HTTPS_PROXY: address(`user:${password}@`) });
    proxy.require(undefined);
    const tunnels = proxy.take();
    assert.equal(code, 1, stderr);
    assert.match(stdout, /There is no vault \u201cv-0001\u201d/);
    assert.ok(tunnels.length > 0 && tunnels.every(({ target, status }) => target === `${host}:443` && status === 200));
  });

  it('goes past it to the hosts of NO_PROXY', async () => {
    const env = { HTTPS_PROXY: address(), NO_PROXY: 'other.test,localhost' };
    const { code, stdout, stderr } = await run(env, ['--endpoint', `https://localhost:${front.port}`]);
    assert.deepEqual([code, proxy.take()], [1, []], stderr);
    assert.match(stdout, /There is no vault/);
  });

  it('goes past HTTP_PROXY to this machine', async () => {
    const { code, stderr } = await run({ HTTP_PROXY: address(), HTTPS_PROXY: address() }, [
      '--endpoint',
      sandbox.endpoint,
    ]);
    assert.deepEqual([code, proxy.take()], [1, []], stderr);
  });

  it('says that the proxy refused the connection', async () => {
    proxy.answer(403);
    const { code, stderr } = await run({ HTTPS_PROXY: address(`user:${password}@`) });
    proxy.answer(undefined);
    proxy.take();
    assert.equal(code, 2);
    assert.match(stderr, /The proxy refused the connection to hbr\.cn-hangzhou\.aliyuncs\.com \(HTTP 403\)\./);
  });

  it('sends nothing where the address is none', async () => {
    for (const bad of [`user:${password}@host:1`, `socks5://user:${password}@host:1`, password]) {
      const { code, stderr } = await run({ HTTPS_PROXY: bad });
      assert.equal(code, 2);
      assert.match(stderr, /^Nothing was checked\. HTTPS_PROXY is no address of a proxy\. Write http:/);
    }
  });
});

describe('the proxy of the environment', () => {
  const env: Environment = { https_proxy: 'http://proxy.test:1', HTTP_PROXY: 'http://plain.test:1', NO_PROXY: 'a' };

  it('is handed to Node without that for what is not encrypted', () => {
    const seen: Environment[] = [];
    const setGlobalProxyFromEnv = (given: Environment) => seen.push(given);
    assert.deepEqual(useProxy(env, { version: 'v24', setGlobalProxyFromEnv, knowsVariable: true }), {});
    assert.deepEqual(seen, [
      { https_proxy: 'http://proxy.test:1', HTTPS_PROXY: undefined, no_proxy: undefined, NO_PROXY: 'a' },
    ]);
    assert.deepEqual(useProxy({ NO_PROXY: 'a', HTTPS_PROXY: '' }), {});
  });

  it('is told of where Node goes past it, with what helps in that Node', () => {
    const old = { version: 'v20.0.0', knowsVariable: false };
    assert.equal(
      useProxy(env, old).hint,
      'https_proxy is set, but this program goes past it in Node v20.0.0. Use Node 24 or newer.',
    );
    const newer = { version: 'v22.21.0', knowsVariable: true };
    assert.match(useProxy(env, newer).hint ?? '', /Set NODE_USE_ENV_PROXY=1 as well\.$/);
    assert.deepEqual(useProxy({ ...env, NODE_USE_ENV_PROXY: '1' }, newer), {});
  });
});
