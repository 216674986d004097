import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import { createClient } from '../../src/cloud/client.ts';
import { checkCliProfile, cliConfigPath, readCliProfiles } from '../../src/cloud/cliConfig.ts';
import { CloudError } from '../../src/cloud/errors.ts';
import { chooseProfile, chooseRegion } from '../../src/cloud/profiles.ts';
import { createSigner } from '../../src/cloud/signing.ts';
import {
  closeServers,
  created,
  expectedSignature,
  failure,
  reply,
  serve,
  signatureOf,
  withHome,
} from './cloud-helpers.ts';

const ak = {
  name: 'default',
  mode: 'AK',
  access_key_id: 'ak-id',
  access_key_secret: 'ak-secret-1234',
  region_id: 'cn-hangzhou',
};
const sts = {
  name: 'sts',
  mode: 'StsToken',
  access_key_id: 'STS.id',
  access_key_secret: 'sts-secret-1234',
  sts_token: 'sts+token/1234==',
};
const config = { current: 'default', profiles: [ak, sts], meta_path: '' };

describe("cloud: the CLI's profiles", () => {
  it('are read without their secrets', () =>
    withHome(config, {}, async () => {
      const cli = await readCliProfiles();
      assert.deepEqual(cli, {
        current: 'default',
        profiles: [
          { name: 'default', mode: 'AK', region_id: 'cn-hangzhou' },
          { name: 'sts', mode: 'StsToken' },
        ],
      });
      assert.doesNotMatch(inspect(cli, { depth: null }), /secret-1234|token/);
    }));

  it('may be absent', () => withHome(undefined, {}, async () => assert.equal(await readCliProfiles(), undefined)));

  it('may have odd entries', () =>
    withHome(
      { current: 7, profiles: [null, 'x', [], {}, { name: 3 }, { name: 'odd', mode: {} }, ak] },
      {},
      async () => {
        const cli = await readCliProfiles();
        assert.deepEqual(
          cli?.profiles.map(({ name, mode }) => [name, mode]),
          [
            ['odd', ''],
            ['default', 'AK'],
          ],
        );
        assert.equal(cli?.current, undefined);
      },
    ));

  for (const [what, text] of [
    ['broken JSON', `{"current":"default","profiles":[{"access_key_secret":"ak-secret-1234" "x"}]}`],
    ['cut JSON', JSON.stringify(config).slice(0, -40)],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['profiles as an object', '{"profiles":{"a":{"access_key_secret":"ak-secret-1234"}}}'],
    ['profiles as text', '{"profiles":"ak-secret-1234"}'],
  ] as const) {
    it(`fail clearly and without secrets on ${what}`, () =>
      withHome(text, {}, async () => {
        const error = await failure(readCliProfiles());
        assert.equal(error.outcome, 'notSent');
        assert.ok(error.message.includes(cliConfigPath()));
        assert.doesNotMatch(inspect(error), /secret-1234|sts-|access_key/);
      }));
  }

  it('fail clearly where the file is a folder', () =>
    withHome(undefined, {}, async (home) => {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(`${home}/.aliyun/config.json`, { recursive: true });
      assert.match((await failure(readCliProfiles())).message, /EISDIR/);
    }));
});

describe('cloud: who signs', () => {
  const cli = {
    current: 'default',
    profiles: [
      { name: 'default', mode: 'AK', region_id: 'cn-hangzhou' },
      { name: 'prod', mode: 'RamRoleArn' },
      { name: 'browser', mode: 'OAuth' },
    ],
  };
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' };
  const fails = (from: Parameters<typeof chooseProfile>[0], pattern: RegExp) =>
    assert.throws(
      () => chooseProfile(from),
      (error) =>
        error instanceof CloudError &&
        error.outcome === 'notSent' &&
        pattern.test(`${error.message} ${error.nextStep}`),
    );

  it("is the setting's profile before all others", () => {
    assert.deepEqual(chooseProfile({ setting: ' prod ', env: { ...env, ALIBABA_CLOUD_PROFILE: 'default' }, cli }), {
      profile: 'prod',
      source: { kind: 'cliProfile', name: 'prod' },
    });
  });
  it('is never somebody else than the setting names', () => {
    fails({ setting: 'gone', env, cli }, /"gone".*default, prod, browser/);
    fails({ setting: 'gone', env, cli: undefined }, /"gone".*aliyun configure/);
  });
  it("is the environment's key before the CLI", () => {
    const both = { ...env, ALIBABA_CLOUD_PROFILE: 'prod' };
    assert.deepEqual(chooseProfile({ setting: '', env: both, cli }), {
      profile: 'environment',
      source: { kind: 'environment' },
    });
  });
  it("needs both halves of the environment's key", () => {
    assert.equal(
      chooseProfile({ setting: undefined, env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id' }, cli }).profile,
      'default',
    );
  });
  it("is ALIBABA_CLOUD_PROFILE's before the default", () => {
    assert.equal(chooseProfile({ setting: undefined, env: { ALIBABA_CLOUD_PROFILE: 'prod' }, cli }).profile, 'prod');
    fails({ setting: undefined, env: { ALIBABA_CLOUD_PROFILE: 'gone' }, cli }, /gone.*ALIBABA_CLOUD_PROFILE/);
  });
  it("is the CLI's default profile, with its region", () => {
    assert.deepEqual(chooseProfile({ setting: undefined, env: {}, cli }), {
      profile: 'default',
      source: { kind: 'cliProfile', name: 'default' },
      region: 'cn-hangzhou',
    });
    assert.equal(chooseProfile({ setting: undefined, env: {}, cli: { profiles: cli.profiles } }).profile, 'default');
    fails({ setting: undefined, env: {}, cli: { ...cli, current: 'gone' } }, /"gone"/);
  });
  it('is nobody without credentials, and says what to do', () => {
    for (const none of [undefined, { profiles: [] }, { profiles: [{ name: 'prod', mode: 'AK' }] }]) {
      fails({ setting: undefined, env: {}, cli: none }, /aliyun configure.*ALIBABA_CLOUD_ACCESS_KEY_ID.*sandbox/);
    }
  });
  it('says which mode is not supported', () =>
    fails({ setting: 'browser', env, cli }, /browser.*"OAuth".*AK, StsToken/));
});

describe('cloud: the region', () => {
  const all = { specRegion: 'cn-a', setting: 'cn-b', profileRegion: 'cn-c', env: { ALIBABA_CLOUD_REGION_ID: 'cn-d' } };
  const none = { specRegion: undefined, setting: undefined, profileRegion: undefined, env: {} };

  it('is the first that is given', () => {
    assert.equal(chooseRegion(all), 'cn-a');
    assert.equal(chooseRegion({ ...all, specRegion: undefined }), 'cn-b');
    assert.equal(chooseRegion({ ...all, specRegion: '', setting: ' ' }), 'cn-c');
    assert.equal(chooseRegion({ ...none, env: all.env }), 'cn-d');
  });
  it('fails where there is none, or where the first one is no region', () => {
    assert.throws(() => chooseRegion(none), CloudError);
    assert.throws(() => chooseRegion({ ...all, specRegion: 'evil.com/' }), /\$region/);
  });
});

describe('cloud: signing', () => {
  afterEach(closeServers);
  const account = (endpoint: string, profile: string) => ({
    signer: 'cliProfile' as const,
    profile,
    region: 'cn-hangzhou',
    endpoint,
  });
  const request = { query: { VaultId: 'v-1' }, body: {} };

  it('uses the profile named, not the default and not the environment', () =>
    withHome(
      config,
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'env-secret' },
      async () => {
        const { origin, requests } = await serve(reply(200, created));
        await createClient(account(origin, 'sts'), { kind: 'cliProfile', name: 'sts' }).createRestoreJob(request);
        assert.match(requests[0]?.headers['authorization'] ?? '', /Credential=STS\.id,/);
        assert.equal(requests[0]?.headers['x-acs-security-token'], sts.sts_token);
        assert.ok(requests[0] && signatureOf(requests[0]) === expectedSignature(requests[0], sts.access_key_secret));
      },
    ));

  it('uses the environment, with its token', () =>
    withHome(
      config,
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'env-secret',
        ALIBABA_CLOUD_SECURITY_TOKEN: 'env-token',
      },
      async () => {
        const { origin, requests } = await serve(reply(200, created));
        await createClient(account(origin, 'environment'), { kind: 'environment' }).createRestoreJob(request);
        assert.match(requests[0]?.headers['authorization'] ?? '', /Credential=env-id,/);
        assert.equal(requests[0]?.headers['x-acs-security-token'], 'env-token');
      },
    ));

  it('follows a key that was changed in the file, and never writes the file', () =>
    withHome(config, {}, async (home) => {
      const { writeFile } = await import('node:fs/promises');
      const path = cliConfigPath(home);
      const before = await stat(path);
      const signer = createSigner({ kind: 'cliProfile', name: 'default' }, 'default');
      assert.equal((await signer()).accessKeyId, 'ak-id');
      assert.equal((await stat(path)).mtimeMs, before.mtimeMs);
      assert.equal(await readFile(path, 'utf8'), JSON.stringify(config));
      await writeFile(path, JSON.stringify({ ...config, profiles: [{ ...ak, access_key_id: 'new-id' }] }));
      assert.equal((await signer()).accessKeyId, 'new-id');
    }));

  for (const [what, profile, pattern] of [
    ['no secret', { ...ak, access_key_secret: '' }, /no access_key_secret/],
    ['no key', { ...ak, access_key_id: null }, /no access_key_id/],
    ['no token', { ...sts, sts_token: '' }, /no sts_token/],
    ['no role', { ...ak, mode: 'RamRoleArn' }, /no ram_role_arn/],
    ['an unknown mode', { ...ak, mode: 'Telepathy' }, /"Telepathy".*AK, StsToken, RamRoleArn, EcsRamRole/],
    ['no mode', { ...ak, mode: undefined }, /not supported/],
    ['a mode from Object', { ...ak, mode: 'constructor' }, /"constructor"/],
    ['a browser login', { ...ak, mode: 'OAuth' }, /"OAuth"/],
    ['a program to run', { ...ak, mode: 'External', process_command: 'touch /tmp/owned' }, /"External"/],
    [
      'itself as its source',
      { ...ak, mode: 'ChainableRamRoleArn', ram_role_arn: 'acs:ram::1:role/r', source_profile: 'p' },
      /circle/,
    ],
    [
      'a source that is gone',
      { ...ak, mode: 'ChainableRamRoleArn', ram_role_arn: 'acs:ram::1:role/r', source_profile: 'q' },
      /"q".*no such profile/,
    ],
    ['a line break in its key', { ...ak, access_key_id: 'ak-id\n' }, /spaces or odd characters/],
    ['letters of another script in its key', { ...ak, access_key_id: 'ак' }, /spaces or odd characters/],
  ] as const) {
    it(`refuses a profile with ${what} instead of the environment's key`, () =>
      withHome(
        { profiles: [{ ...profile, name: 'p' }] },
        {
          ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id',
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'env-secret',
          ALIBABA_CLOUD_SECURITY_TOKEN: 'env-token',
          ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/env',
          ALIBABA_CLOUD_ECS_METADATA: 'a-role',
        },
        async () => {
          const { origin, requests } = await serve(reply(200, created));
          const client = createClient(account(origin, 'p'), { kind: 'cliProfile', name: 'p' });
          const error = await failure(client.createRestoreJob(request));
          assert.equal(error.outcome, 'notSent');
          assert.match(`${error.message} ${error.nextStep}`, pattern);
          assert.doesNotMatch(inspect(error), /secret-1234|token\/1234/);
          assert.equal(requests.length, 0);
        },
      ));
  }

  it('knows the modes with a role or a token of their own', () =>
    withHome(
      {
        profiles: [
          { ...ak, name: 'role', mode: 'RamRoleArn', ram_role_arn: 'acs:ram::1:role/r' },
          { name: 'ecs', mode: 'EcsRamRole' },
          { name: 'chain', mode: 'ChainableRamRoleArn', source_profile: 'role', ram_role_arn: 'acs:ram::2:role/s' },
        ],
      },
      {},
      async () => {
        assert.deepEqual((await checkCliProfile('role')).secrets, [ak.access_key_secret]);
        assert.deepEqual((await checkCliProfile('ecs')).secrets, []);
        assert.deepEqual((await checkCliProfile('chain')).secrets, [ak.access_key_secret]);
      },
    ));

  it('asks the metadata service for an EcsRamRole profile alone', () =>
    withHome(
      { profiles: [{ name: 'ecs', mode: 'EcsRamRole' }] },
      { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' },
      async () => {
        const error = await failure(createSigner({ kind: 'cliProfile', name: 'ecs' }, 'ecs')());
        assert.match(error.message, /IMDS credentials is disabled/);
        assert.equal(error.outcome, 'notSent');
      },
    ));

  it('says that a role could not be assumed, without what the SDK adds of the request', () =>
    withHome(
      {
        profiles: [
          { ...ak, name: 'role', mode: 'RamRoleArn', ram_role_arn: 'acs:ram::1:role/r', sts_endpoint: '127.0.0.1:1' },
        ],
      },
      {},
      async () => {
        const error = await failure(createSigner({ kind: 'cliProfile', name: 'role' }, 'role')());
        assert.equal(error.outcome, 'notSent');
        assert.match(error.message, /role.*ECONNREFUSED/);
        assert.doesNotMatch(inspect(error), /Signature|AccessKeyId|secret-1234/);
      },
    ));
});
