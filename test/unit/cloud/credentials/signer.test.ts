import assert from 'node:assert/strict';
import { readFile, writeFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import { cliConfigPath } from '../../../../src/cloud/credentials/cliConfigFile.ts';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { createCredentialsCache } from '../../../../src/cloud/credentials/credentialsCache.ts';
import { testSecret, writeSecretFile, containsTestSecret } from '../../../hosts/testSecrets.ts';
import {
  closeServers,
  created,
  failure,
  reply,
  request,
  serve,
  withHome,
  akProfile,
  cliConfig,
  expectedSignature,
  signatureOf,
  stsProfile,
} from '../helpers.ts';
import { ak, fingerprintNow, inFile, profileNamed } from './credentialHelpers.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { plainQuotes } from '../../plainQuotes.ts';

describe('cloud: who signs, told from others', () => {
  afterEach(closeServers);

  const file = (accessKeyId: string) => ({
    current: 'p',
    profiles: [{ name: 'p', mode: 'AK', ...inFile({ ...ak, accessKeyId }), region_id: 'cn-hangzhou' }],
  });

  const list = { RequestId: 'q', TotalCount: 0, RestoreJobs: { RestoreJob: [] } };

  it('is asked about a restore: nothing is sent where the profile has become another one meanwhile', () =>
    withHome(file('first'), {}, async (home) => {
      const { origin, requests } = await serve(reply(200, created));
      const caller = await fingerprintNow(profileNamed('p'));
      const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: origin, caller } as const;
      const client = createClient(account, profileNamed('p'));
      await client.createRestoreJob(request);
      writeSecretFile(cliConfigPath(home), JSON.stringify(file('second')));
      const error = await failure(client.createRestoreJob(request));
      assert.deepEqual([error.outcome, error.code, requests.length], ['notSent', undefined, 1]);
      assert.match(
        plainQuotes(`${error.message} ${error.nextStep}`),
        /"p".*have changed since you were asked.*Nothing was sent/,
      );
      writeSecretFile(cliConfigPath(home), JSON.stringify(file('first')));
      await client.createRestoreJob(request);
      assert.equal(requests.length, 2);
    }));

  it('goes with each list, where somebody else has signed for it', () =>
    withHome(file('first'), {}, async (home) => {
      const { origin } = await serve(reply(200, list));
      const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: origin } as const;
      const caller = await fingerprintNow(profileNamed('p'));
      const look = async (pinned: boolean) => {
        const client = createClient({ ...account, ...(pinned && { caller }) }, profileNamed('p'));
        return (await client.describeRestoreJobs({ restoreType: 'NAS', pageNumber: 1, pageSize: 9 })).otherCaller;
      };
      assert.deepEqual([await look(true), await look(false)], [undefined, undefined]);
      writeSecretFile(cliConfigPath(home), JSON.stringify(file('second')));
      assert.deepEqual([await look(true), await look(false)], [true, undefined]);
    }));

  for (const [code, fetches] of [
    ['InvalidSecurityToken.Expired', 2],
    ['InvalidAccessKeyId.NotFound', 2],
    ['SignatureDoesNotMatch', 2],
    ['NoPermission', 1],
  ] as const) {
    it(`${fetches === 2 ? 'gets new keys' : 'keeps the keys'} after ${code}`, () => {
      const program = { name: 'p', mode: 'External', process_command: `${process.execPath} keys.mjs` };
      return withHome({ current: 'p', profiles: [program] }, {}, async (home) => {
        const log = `${home}/log`;
        const keys = {
          mode: 'StsToken',
          access_key_id: 'STS.1',
          access_key_secret: testSecret('s.'),
          sts_token: testSecret('t.'),
        };
        await writeFile(
          `${home}/keys.mjs`,
          `import fs from 'node:fs'; fs.appendFileSync(${JSON.stringify(log)}, 'x'); console.log(process.env.KEYS);`,
        );
        process.env['KEYS'] = JSON.stringify(keys);
        const { origin } = await serve(reply(403, { Code: code, Message: 'm', RequestId: 'q' }));
        const account = { signer: 'cliProfile', profile: 'p', region: 'cn-hangzhou', endpoint: origin } as const;
        const signing = { allowed: () => true, cache: createCredentialsCache() };
        try {
          for (let time = 0; time < 2; time++) {
            const client = createClient(account, profileNamed('p'), undefined, undefined, signing);
            assert.equal((await failure(client.createRestoreJob(request))).code, code);
          }
        } finally {
          delete process.env['KEYS'];
        }
        assert.equal((await readFile(log, 'utf8')).length, fetches);
      });
    });
  }
});

describe('cloud: signing', () => {
  afterEach(closeServers);

  const account = (endpoint: string, profile: string) => ({
    signer: 'cliProfile' as const,
    profile,
    region: 'cn-hangzhou',
    endpoint,
  });

  it('uses the profile named, not the default and not the environment', () =>
    withHome(
      cliConfig,
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: testSecret('env.') },
      async () => {
        const { origin, requests } = await serve(reply(200, created));
        await createClient(account(origin, 'sts'), { kind: 'cliProfile', name: 'sts' }).createRestoreJob(request);
        assert.match(requests[0]?.headers['authorization'] ?? '', /Credential=STS\.id,/);
        assert.equal(requests[0]?.headers['x-acs-security-token'], stsProfile.sts_token);
        assert.ok(
          requests[0] && signatureOf(requests[0]) === expectedSignature(requests[0], stsProfile.access_key_secret),
        );
      },
    ));

  it('uses the environment, with its token', () =>
    withHome(
      cliConfig,
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: testSecret('env.'),
        ALIBABA_CLOUD_SECURITY_TOKEN: testSecret('env-token.'),
      },
      async () => {
        const { origin, requests } = await serve(reply(200, created));
        await createClient(account(origin, 'environment'), { kind: 'environment' }).createRestoreJob(request);
        assert.match(requests[0]?.headers['authorization'] ?? '', /Credential=env-id,/);
        assert.equal(requests[0]?.headers['x-acs-security-token'], testSecret('env-token.'));
      },
    ));

  it('follows a key that was changed in the file, and never writes the file', () =>
    withHome(cliConfig, {}, async (home) => {
      const path = cliConfigPath(home);
      const before = await stat(path);
      const signer = createSigner({ kind: 'cliProfile', name: 'default' }, 'default');
      assert.equal((await signer()).keys.accessKeyId, 'ak-id');
      assert.equal((await stat(path)).mtimeMs, before.mtimeMs);
      assert.equal(await readFile(path, 'utf8'), JSON.stringify(cliConfig));
      writeSecretFile(path, JSON.stringify({ ...cliConfig, profiles: [{ ...akProfile, access_key_id: 'new-id' }] }));
      assert.equal((await signer()).keys.accessKeyId, 'new-id');
    }));

  for (const [what, profile, pattern] of [
    ['no secret', { ...akProfile, access_key_secret: '' }, /no access_key_secret/],
    ['no key', { ...akProfile, access_key_id: null }, /no access_key_id/],
    ['no token', { ...stsProfile, sts_token: '' }, /no sts_token/],
    ['no role', { ...akProfile, mode: 'RamRoleArn' }, /no ram_role_arn/],
    ['an unknown mode', { ...akProfile, mode: 'Telepathy' }, /"Telepathy".*AK, StsToken, RamRoleArn, EcsRamRole/],
    ['a mode from Object', { ...akProfile, mode: 'constructor' }, /"constructor"/],
    ['a browser login', { ...akProfile, mode: 'OAuth' }, /no oauth_site_type/],
    [
      'a program to run',
      { ...akProfile, mode: 'External', process_command: 'touch owned' },
      /program "touch" .*you have not allowed/,
    ],
    ['no address', { ...akProfile, mode: 'CredentialsURI' }, /no credentials_uri/],
    [
      'itself as its source',
      { ...akProfile, mode: 'ChainableRamRoleArn', ram_role_arn: 'acs:ram::1:role/r', source_profile: 'p' },
      /circle/,
    ],
    [
      'a source that is gone',
      { ...akProfile, mode: 'ChainableRamRoleArn', ram_role_arn: 'acs:ram::1:role/r', source_profile: 'q' },
      /"q".*no such profile/,
    ],
    ['a line break in its key', { ...akProfile, access_key_id: 'ak-id\n' }, /spaces or odd characters/],
    [
      'a line break in its secret',
      { ...akProfile, access_key_secret: `${testSecret('broken.')}\n` },
      /spaces or odd characters/,
    ],
    [
      'a blank in its token',
      { ...akProfile, mode: 'StsToken', sts_token: `${testSecret('token.')} ` },
      /spaces or odd characters/,
    ],
    ['letters of another script in its key', { ...akProfile, access_key_id: 'ак' }, /spaces or odd characters/],
  ] as const) {
    it(`refuses a profile with ${what} instead of the environment's key`, () =>
      withHome(
        { profiles: [{ ...profile, name: 'p' }] },
        {
          ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id',
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: testSecret('env.'),
          ALIBABA_CLOUD_SECURITY_TOKEN: testSecret('env-token.'),
          ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/env',
          ALIBABA_CLOUD_ECS_METADATA: 'a-role',
        },
        async () => {
          const { origin, requests } = await serve(reply(200, created));
          const client = createClient(account(origin, 'p'), { kind: 'cliProfile', name: 'p' });
          const error = await failure(client.createRestoreJob(request));
          assert.equal(error.outcome, 'notSent');
          assert.match(plainQuotes(`${error.message} ${error.nextStep}`), pattern);
          assert.ok(!containsTestSecret(inspect(error)));
          assert.equal(requests.length, 0);
        },
      ));
  }

  it('refuses an AccessKey that is empty', async () => {
    const accessKeySecret = testSecret('of no ID.');
    for (const keys of [
      { accessKeyId: '', accessKeySecret },
      { accessKeyId: 'id', accessKeySecret: '' },
    ]) {
      const error = await failure(createSigner({ kind: 'keys', ...keys }, 'p')());
      assert.equal(error.outcome, 'notSent');
      assert.match(error.message, /the AccessKey is empty/);
    }
  });

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
          {
            ...akProfile,
            name: 'role',
            mode: 'RamRoleArn',
            ram_role_arn: 'acs:ram::1:role/r',
            sts_endpoint: '127.0.0.1:1',
          },
        ],
      },
      {},
      async () => {
        const error = await failure(
          createSigner({ kind: 'cliProfile', name: 'role' }, 'role', { allowed: () => true })(),
        );
        assert.equal(error.outcome, 'notSent');
        assert.match(error.message, /role.*ECONNREFUSED/);
        assert.ok(!containsTestSecret(inspect(error)));
        assert.doesNotMatch(inspect(error), /Signature|AccessKeyId/);
      },
    ));
});
