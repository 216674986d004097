import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import type { SignerKind } from '../../../src/cloud/account.ts';
import { createClient } from '../../../src/cloud/client.ts';
import { cliConfigPath, readCliProfiles } from '../../../src/cloud/cliConfig.ts';
import { CloudError } from '../../../src/cloud/errors.ts';
import { holdsCanary, marked, writeSecrets } from '../../hosts/canary.ts';
import { chooseProfile, chooseRegion } from '../../../src/cloud/profiles.ts';
import { createSigner } from '../../../src/cloud/signing.ts';
import { closeServers, created, expectedSignature, failure, reply, serve, signatureOf, withHome } from './helpers.ts';

const ak = {
  name: 'default',
  mode: 'AK',
  access_key_id: 'ak-id',
  access_key_secret: marked('ak.'),
  region_id: 'cn-hangzhou',
};
const sts = {
  name: 'sts',
  mode: 'StsToken',
  access_key_id: 'STS.id',
  access_key_secret: marked('sts-key.'),
  sts_token: marked('sts+token/1234==.'),
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
      assert.ok(!holdsCanary(inspect(cli, { depth: null, showHidden: true })));
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

  for (const [text, pattern] of [
    ['', /: it is empty\.$/],
    [' \n', /: it is empty\.$/],
    ['\ufeff{}', /: it begins with a byte order mark, which the CLI can't read either\.$/],
    ['x', /: it is not valid JSON\.$/],
    ['{\n"a" 1}', /: it is not valid JSON \(line 2 column 5\)\.$/],
  ] as const) {
    it(`say what is wrong with ${JSON.stringify(text)}`, () =>
      withHome(text, {}, async () => assert.match((await failure(readCliProfiles())).message, pattern)));
  }

  for (const [what, text] of [
    ['broken JSON', `{"current":"default","profiles":[{"access_key_secret":"${marked('ak.')}" "x"}]}`],
    ['cut JSON', JSON.stringify(config).slice(0, -40)],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['profiles as an object', `{"profiles":{"a":{"access_key_secret":"${marked('ak.')}"}}}`],
    ['profiles as text', `{"profiles":"${marked('ak.')}"}`],
  ] as const) {
    it(`fail clearly and without secrets on ${what}`, () =>
      withHome(text, {}, async () => {
        const error = await failure(readCliProfiles());
        assert.equal(error.outcome, 'notSent');
        assert.ok(error.message.includes(cliConfigPath()));
        assert.ok(!holdsCanary(inspect(error)));
        assert.doesNotMatch(inspect(error), /access_key/);
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
      { name: 'browser', mode: 'BearerToken' },
    ],
  };
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: marked('env.') };
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
      signer: 'cliProfile',
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
      signer: 'environment',
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
      signer: 'cliProfile',
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
    fails({ setting: 'browser', env, cli }, /browser.*"BearerToken".*AK, StsToken/));
});

describe('cloud: who signs where nobody is named', () => {
  const keys = { ALIBABACLOUD_ACCESS_KEY_ID: 'id', ALIBABACLOUD_ACCESS_KEY_SECRET: marked('env.') };
  const role = {
    ALIBABACLOUD_ROLE_ARN: 'acs:ram::1:role/team/pod',
    ALIBABACLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/x',
    ALIBABACLOUD_OIDC_TOKEN_FILE: '/token',
  };
  const cli = { current: 'cli', profiles: [{ name: 'cli', mode: 'AK' }] };
  const file = {
    path: '/home/x/.alibabacloud/credentials',
    sections: ['default', 'other'].map((name) => ({ name, type: 'sts' })),
  };
  const metadata = { ALIBABA_CLOUD_ECS_METADATA: 'ecs-role' };
  const uri = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://u.test/?t=${marked('uri.')}` };
  const chosen = (from: Partial<Parameters<typeof chooseProfile>[0]>) => {
    const { signer, profile } = chooseProfile({ setting: '', env: {}, cli: undefined, ...from });
    return `${signer} ${profile}`;
  };
  const broken = new CloudError({ outcome: 'notSent', message: 'broken', nextStep: 'mend it' });

  it('goes down the default chain', () => {
    const env = { ...keys, ...role, ...metadata, ...uri };
    assert.equal(chosen({ env, cli, file }), 'environment environment');
    assert.equal(chosen({ env: { ...role, ...metadata, ...uri }, cli, file }), 'environmentOidc team/pod');
    assert.equal(chosen({ env: { ...metadata, ...uri }, cli, file }), 'cliProfile cli');
    assert.equal(chosen({ env: { ...metadata, ...uri }, file }), 'credentialsFile default');
    assert.equal(chosen({ env: { ...metadata, ...uri } }), 'instanceRole ecs-role');
    assert.equal(chosen({ env: uri }), 'environmentUri credentials URI');
    assert.throws(() => chosen({}), /no Alibaba Cloud credentials/);
    const step = (env: Record<string, string>) => {
      try {
        return chosen({ env });
      } catch (error) {
        return (error as CloudError).nextStep;
      }
    };
    assert.match(step({}), /aliyun configure.*On an ECS instance, its RAM role can be chosen with "Select Profile"\.$/);
    assert.doesNotMatch(step({ ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' }), /ECS|Select Profile/);
  });

  it('mixes no spellings', () => {
    const mixed = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALICLOUD_ACCESS_KEY_SECRET: marked('env.') };
    assert.equal(chosen({ env: mixed, cli }), 'cliProfile cli');
    const mixedRole = { ...role, ALIBABACLOUD_ROLE_ARN: '', ALIBABA_CLOUD_ROLE_ARN: 'x' };
    assert.equal(chosen({ env: mixedRole, cli }), 'cliProfile cli');
  });

  it("knows the role's variables in the two spellings that the CLI knows", () => {
    const spelled = (prefix: string) =>
      Object.fromEntries(Object.entries(role).map(([name, value]) => [name.replace('ALIBABACLOUD_', prefix), value]));
    const signers = ['ALIBABACLOUD_', 'ALIBABA_CLOUD_', 'ALICLOUD_'].map((prefix) =>
      chosen({ env: spelled(prefix), cli }),
    );
    assert.deepEqual(signers, [chosen({ env: role, cli }), chosen({ env: role, cli }), 'cliProfile cli']);
    assert.notEqual(signers[0], signers[2]);
  });

  it('finds the profile that the environment names, in either file, and nobody else', () => {
    for (const name of ['ALIBABA_CLOUD_PROFILE', 'ALIBABACLOUD_PROFILE', 'ALICLOUD_PROFILE']) {
      assert.equal(chosen({ env: { [name]: 'cli' }, cli, file }), 'cliProfile cli');
      assert.equal(chosen({ env: { [name]: 'other' }, cli, file }), 'credentialsFile other');
      assert.throws(() => chosen({ env: { [name]: 'gone', ...uri }, cli, file }), new RegExp(`"gone", which ${name}`));
    }
  });

  it('leaves the CLI alone where the environment says so', () => {
    for (const env of [{ ALIBABA_CLOUD_IGNORE_PROFILE: 'TRUE' }, { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true' }]) {
      assert.equal(chosen({ env, cli, file }), 'credentialsFile default');
      assert.equal(chosen({ env, cli: broken, file }), 'credentialsFile default');
      assert.throws(() => chosen({ env, cli, setting: 'cli' }), /switches off/);
    }
  });

  it('stops at a file that is broken, and only there', () => {
    assert.equal(chosen({ env: keys, cli: broken, file: broken }), 'environment environment');
    assert.throws(() => chosen({ env: uri, cli: broken, file }), /broken/);
    assert.throws(() => chosen({ env: uri, file: broken }), /broken/);
    assert.equal(chosen({ env: {}, cli, file: broken }), 'cliProfile cli');
  });

  it('is a selection first of all, as it was made', () => {
    const env = { ...keys, ...role, ...uri };
    const select = (signer: SignerKind, profile: string) =>
      chosen({ env, cli, file, setting: 'cli', selection: { signer, profile } });
    assert.equal(select('credentialsFile', 'other'), 'credentialsFile other');
    assert.equal(select('environmentOidc', 'team/pod'), 'environmentOidc team/pod');
    assert.equal(select('environmentUri', 'credentials URI'), 'environmentUri credentials URI');
    assert.equal(select('instanceRole', 'instance role'), 'instanceRole instance role');
    assert.equal(select('cliProfile', 'cli'), 'cliProfile cli');
    assert.deepEqual(
      chooseProfile({ setting: 'gone', env, cli, selection: { signer: 'accessKey', profile: 'mine' } }),
      {
        signer: 'accessKey',
        profile: 'mine',
      },
    );
    assert.throws(() => select('cliProfile', 'gone'), /no profile "gone", which the selection names/);
    assert.throws(() => select('credentialsFile', 'gone'), /no section "gone", which the selection names/);
    assert.throws(() => select('environmentOidc', 'gone'), /no longer has the credentials "gone"/);
    assert.throws(
      () => chosen({ selection: { signer: 'environment', profile: 'environment' } }),
      /no longer has the credentials "environment"/,
    );
  });

  it('says where requests go inside a VPC', () => {
    const vpc = { profiles: [{ name: 'default', mode: 'AK', endpoint_type: 'VPC' }] };
    const own = (from: Partial<Parameters<typeof chooseProfile>[0]>) =>
      chooseProfile({ setting: '', env: {}, cli: undefined, ...from }).vpc;
    assert.equal(own({ cli: vpc }), true);
    assert.equal(own({ cli }), undefined);
    for (const name of ['ALIBABA_CLOUD_ENDPOINT_TYPE', 'ALIBABACLOUD_ENDPOINT_TYPE', 'ALICLOUD_ENDPOINT_TYPE']) {
      assert.equal(own({ cli, env: { [name]: 'vpc' } }), true);
      assert.equal(own({ env: { ...keys, [name]: 'vpc' } }), true);
    }
    const open = { profiles: [{ name: 'default', mode: 'AK', endpoint_type: 'public' }] };
    assert.equal(own({ cli: open, env: { ALIBABA_CLOUD_ENDPOINT_TYPE: 'vpc' } }), undefined);
  });
});

describe('cloud: the region', () => {
  const all = { specRegion: 'cn-a', setting: 'cn-b', profileRegion: 'cn-c', env: { ALIBABA_CLOUD_REGION_ID: 'cn-d' } };
  const none = { specRegion: undefined, setting: undefined, profileRegion: undefined, env: {} };

  it('is the first that is given', () => {
    assert.equal(chooseRegion(all), 'cn-a');
    assert.equal(chooseRegion({ ...all, specRegion: undefined }), 'cn-b');
    assert.equal(chooseRegion({ ...all, specRegion: '', setting: ' ' }), 'cn-c');
    assert.equal(chooseRegion({ ...none, env: all.env }), 'cn-d');
    for (const name of ['ALIBABACLOUD_REGION_ID', 'ALICLOUD_REGION_ID']) {
      assert.equal(chooseRegion({ ...none, env: { [name]: 'cn-e' } }), 'cn-e');
    }
    assert.equal(chooseRegion({ ...all, specRegion: undefined, selection: 'cn-s' }), 'cn-s');
    assert.equal(chooseRegion({ ...all, selection: 'cn-s' }), 'cn-a');
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
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: marked('env.') },
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
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: marked('env.'),
        ALIBABA_CLOUD_SECURITY_TOKEN: marked('env-token.'),
      },
      async () => {
        const { origin, requests } = await serve(reply(200, created));
        await createClient(account(origin, 'environment'), { kind: 'environment' }).createRestoreJob(request);
        assert.match(requests[0]?.headers['authorization'] ?? '', /Credential=env-id,/);
        assert.equal(requests[0]?.headers['x-acs-security-token'], marked('env-token.'));
      },
    ));

  it('follows a key that was changed in the file, and never writes the file', () =>
    withHome(config, {}, async (home) => {
      const path = cliConfigPath(home);
      const before = await stat(path);
      const signer = createSigner({ kind: 'cliProfile', name: 'default' }, 'default');
      assert.equal((await signer()).keys.accessKeyId, 'ak-id');
      assert.equal((await stat(path)).mtimeMs, before.mtimeMs);
      assert.equal(await readFile(path, 'utf8'), JSON.stringify(config));
      writeSecrets(path, JSON.stringify({ ...config, profiles: [{ ...ak, access_key_id: 'new-id' }] }));
      assert.equal((await signer()).keys.accessKeyId, 'new-id');
    }));

  for (const [what, profile, pattern] of [
    ['no secret', { ...ak, access_key_secret: '' }, /no access_key_secret/],
    ['no key', { ...ak, access_key_id: null }, /no access_key_id/],
    ['no token', { ...sts, sts_token: '' }, /no sts_token/],
    ['no role', { ...ak, mode: 'RamRoleArn' }, /no ram_role_arn/],
    ['an unknown mode', { ...ak, mode: 'Telepathy' }, /"Telepathy".*AK, StsToken, RamRoleArn, EcsRamRole/],
    ['a mode from Object', { ...ak, mode: 'constructor' }, /"constructor"/],
    ['a browser login', { ...ak, mode: 'OAuth' }, /no oauth_site_type/],
    [
      'a program to run',
      { ...ak, mode: 'External', process_command: 'touch owned' },
      /program touch .*nobody has allowed/,
    ],
    ['no address', { ...ak, mode: 'CredentialsURI' }, /no credentials_uri/],
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
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: marked('env.'),
          ALIBABA_CLOUD_SECURITY_TOKEN: marked('env-token.'),
          ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/env',
          ALIBABA_CLOUD_ECS_METADATA: 'a-role',
        },
        async () => {
          const { origin, requests } = await serve(reply(200, created));
          const client = createClient(account(origin, 'p'), { kind: 'cliProfile', name: 'p' });
          const error = await failure(client.createRestoreJob(request));
          assert.equal(error.outcome, 'notSent');
          assert.match(`${error.message} ${error.nextStep}`, pattern);
          assert.ok(!holdsCanary(inspect(error)));
          assert.equal(requests.length, 0);
        },
      ));
  }

  it('asks the metadata service for an EcsRamRole profile alone', () =>
    withHome(
      { profiles: [{ name: 'ecs', mode: 'EcsRamRole' }] },
      { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' },
      async () => {
        const error = await failure(createSigner({ kind: 'cliProfile', name: 'ecs' }, 'ecs')());
        assert.match(error.message, /ALIBABA_CLOUD_ECS_METADATA_DISABLED switches off/);
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
        const error = await failure(
          createSigner({ kind: 'cliProfile', name: 'role' }, 'role', { allowed: () => true })(),
        );
        assert.equal(error.outcome, 'notSent');
        assert.match(error.message, /role.*ECONNREFUSED/);
        assert.ok(!holdsCanary(inspect(error)));
        assert.doesNotMatch(inspect(error), /Signature|AccessKeyId/);
      },
    ));
});
