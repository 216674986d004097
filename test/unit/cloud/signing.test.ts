import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import { cliConfigPath } from '../../../src/cloud/cliConfig.ts';
import { createClient } from '../../../src/cloud/client.ts';
import { createSigner } from '../../../src/cloud/signing.ts';
import { holdsCanary, marked, writeSecrets } from '../../hosts/canary.ts';
import {
  akProfile,
  cliConfig,
  closeServers,
  created,
  expectedSignature,
  failure,
  reply,
  request,
  serve,
  signatureOf,
  stsProfile,
  withHome,
} from './helpers.ts';

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
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'env-id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: marked('env.') },
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
    withHome(cliConfig, {}, async (home) => {
      const path = cliConfigPath(home);
      const before = await stat(path);
      const signer = createSigner({ kind: 'cliProfile', name: 'default' }, 'default');
      assert.equal((await signer()).keys.accessKeyId, 'ak-id');
      assert.equal((await stat(path)).mtimeMs, before.mtimeMs);
      assert.equal(await readFile(path, 'utf8'), JSON.stringify(cliConfig));
      writeSecrets(path, JSON.stringify({ ...cliConfig, profiles: [{ ...akProfile, access_key_id: 'new-id' }] }));
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
      /program touch .*nobody has allowed/,
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
    ['letters of another script in its key', { ...akProfile, access_key_id: 'ак' }, /spaces or odd characters/],
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
        assert.ok(!holdsCanary(inspect(error)));
        assert.doesNotMatch(inspect(error), /Signature|AccessKeyId/);
      },
    ));
});
