import assert from 'node:assert/strict';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';
import { runCli, useFiles } from './runCli.ts';

describe('preflight on a command line', () => {
  const files = useFiles();
  let sandbox: Sandbox;
  let spec: Record<string, unknown>;

  before(async () => {
    sandbox = await startSandbox();
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const account = { signer: 'environment', profile: 'tests', region: 'cn-hangzhou', endpoint } as const;
    const { reads } = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const [plan] = (await reads.describeBackupPlans({ sourceType: 'ECS_FILE', pageNumber: 1, pageSize: 1 })).entries;
    const place = { vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const [newest] = (await reads.searchSnapshots({ sourceType: 'ECS_FILE', ...place, limit: 1 })).entries;
    spec = {
      ...{ RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: place.vaultId, SnapshotId: newest?.snapshotId },
      ...{ SnapshotHash: newest?.snapshotHash, TargetInstanceId: place.instanceId, TargetPath: '/restored' },
    };
  });
  afterEach(() => sandbox.clearFaults());
  after(() => sandbox.close());

  /** Runs it with the sandbox's keys in the environment, in a home without files. */
  async function run(text: string, env: Record<string, string> = {}, options: readonly string[] = []) {
    const path = await files({ 'a.restore.json': text });
    const keys = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: sandbox.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
    };
    const args = ['preflight', '--region', 'cn-hangzhou', '--endpoint', sandbox.endpoint, ...options];
    const home = path('.');
    return runCli([...args, path('a.restore.json')], '', { env: { ...keys, ...env }, home });
  }

  it('ends with 0 where nothing failed, after calls that only read', async () => {
    const from = sandbox.requests().length;
    const { code, out } = await run(JSON.stringify(spec));
    assert.equal(code, 0, out);
    assert.match(out, /a\.restore\.json:1:\d+: passed vaultRegion: /);
    assert.match(out, /0 failed, 12 passed, 1 not checked$/);
    const actions = sandbox
      .requests()
      .slice(from)
      .map(({ action }) => action);
    assert.ok(
      actions.length > 0 && actions.every((action) => /^(?:Describe|Search|Browse)/.test(action)),
      actions.join(),
    );
  });

  it('says who signs and where the calls go, apart from the checks', async () => {
    const { out, err } = await run(JSON.stringify(spec));
    assert.equal(err, `Profile \u201cenvironment\u201d, region cn-hangzhou, endpoint ${sandbox.endpoint}.`);
    assert.doesNotMatch(out, /endpoint/);
  });

  it('signs by no other profile where the one of a script is empty', async () => {
    const from = sandbox.requests().length;
    const { code, out, err } = await run(JSON.stringify(spec), {}, ['--profile', '']);
    assert.deepEqual([code, out, sandbox.requests().length - from], [2, '', 0]);
    assert.match(err, /^--profile has no value\./);
  });

  it('ends with 1 where a check failed, and says at which line', async () => {
    const { code, out } = await run(JSON.stringify({ ...spec, VaultId: 'v-0001' }, null, 1));
    assert.equal(code, 1);
    assert.match(out, /^.*a\.restore\.json:4:13: failed vaultRegion: There is no vault .v-0001. in .cn-hangzhou.\.$/m);
  });

  it('ends with 1 where the spec has an error, and asks nothing', async () => {
    const from = sandbox.requests().length;
    const { code, err } = await run('{ "RestoreType": "NAS" }');
    assert.deepEqual([code, sandbox.requests().length - from], [1, 0]);
    assert.match(err, /error missing/);
  });

  it('ends with 2 where nothing could be checked: nobody signs, or the service is away', async () => {
    const nobody = await run(JSON.stringify(spec), {
      ALIBABA_CLOUD_ACCESS_KEY_ID: '',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
    });
    assert.equal(nobody.code, 2, nobody.out);
    assert.match(nobody.err, /^Nothing was checked\. /);
    const missing = await run(JSON.stringify(spec), {}, ['--profile', 'none']);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /none/);
    sandbox.inject({ kind: 'resetAfterRead', times: Infinity });
    const away = await run(JSON.stringify(spec));
    assert.equal(away.code, 2, away.out);
    assert.match(away.err, /0 failed, 0 passed/);
  });

  it('says what to do on a command line, and names nothing of the editor', async () => {
    const nobody = { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' };
    const home = (await files({ '.keep': '' }))('.');
    const path = (await files({ 'a.restore.json': JSON.stringify(spec) }))('a.restore.json');
    const ask = async (options: readonly string[], env: Record<string, string> = {}) => {
      const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-a-test' };
      const { code, err } = await runCli(['preflight', ...options, path], '', { env: { ...keys, ...env }, home });
      assert.equal(code, 2);
      assert.doesNotMatch(err, /Select (?:Profile|Region)|setting|editor|sandbox/);
      return err;
    };
    assert.match(await ask([], nobody), /set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET\./);
    assert.match(await ask([]), /name a region with --region\.$/);
    assert.match(await ask(['--region', 'no region']), /from --region, is not a region ID/);
    assert.match(await ask(['--profile', 'none']), /has no profile .none., which --profile names/);
    const named = { ...nobody, ALIBABA_CLOUD_PROFILE: 'none', ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true' };
    assert.match(await ask([], named), /Name a profile of the aliyun CLI with --profile\.$/);
    const inChina = ['--region', 'cn-hangzhou', '--endpoint'];
    assert.match(await ask([...inChina, 'http://example.com']), /Correct --endpoint, or leave it out/);
    assert.match(await ask([...inChina, 'https://hbr.cn-beijing.aliyuncs.com']), /or leave --endpoint out/);
  });

  it('ends with 2 where the keys may read nothing, though they and the clock are right', async () => {
    sandbox.inject({ kind: 'forbidden', times: Infinity });
    const { code, out, err } = await run(JSON.stringify(spec));
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /: passed credentials: /);
    assert.match(err, /0 failed, 2 passed, 11 not checked\nNothing of the spec could be checked\.$/);
  });

  it('ends with 0 where a part of the spec could be checked', async () => {
    sandbox.inject({ kind: 'forbidden', times: Infinity, action: 'SearchHistoricalSnapshots' });
    const { code, out } = await run(JSON.stringify(spec));
    assert.equal(code, 0, out);
    assert.match(out, /: passed vaultRegion: /);
    assert.match(out, /: not checked snapshot: /);
  });

  it('has options of its own, and takes one file', async () => {
    assert.equal((await runCli(['preflight'])).code, 2);
    assert.equal((await runCli(['preflight', 'a', 'b'])).code, 2);
    const { code, err } = await runCli(['preview', '--profile', 'p', 'a']);
    assert.equal(code, 2);
    assert.match(err, /--profile belongs to "preflight"/);
  });
});
