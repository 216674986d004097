import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { signerFingerprint } from '../../../../src/cloud/credentials/signerFingerprint.ts';
import type { CredentialsProvider } from '../../../../src/cloud/credentials/credentialsProvider.ts';
import { accessKeyProvider } from '../../../../src/cloud/credentials/providers/accessKey.ts';
import { cliOAuthProvider } from '../../../../src/cloud/credentials/providers/cliOAuth.ts';
import { cloudSsoProvider } from '../../../../src/cloud/credentials/providers/cloudSso.ts';
import { credentialsUriProvider } from '../../../../src/cloud/credentials/providers/credentialsUri.ts';
import { ecsRamRoleProvider } from '../../../../src/cloud/credentials/providers/ecsRamRole.ts';
import { externalProcessProvider } from '../../../../src/cloud/credentials/providers/externalProcess.ts';
import { oidcRoleArnProvider } from '../../../../src/cloud/credentials/providers/oidcRoleArn.ts';
import { ramRoleArnProvider } from '../../../../src/cloud/credentials/providers/ramRoleArn.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { closeServers } from '../helpers.ts';
import { ak, arn } from './credentialHelpers.ts';

const context = { env: {}, home: '/' };

const keysOf = (keys: Partial<typeof ak> = {}, profile = 'p') =>
  accessKeyProvider({ profile, keys: { ...ak, ...keys }, origin: { kind: 'added' } });

const session = { profile: 'p', roleArn: arn, sessionName: 's', seconds: 3600, stsHost: 'sts.aliyuncs.com' };

const role = (more: Partial<typeof session> = {}, source = keysOf()) =>
  ramRoleArnProvider({ ...session, ...more }, source, context);

const signIn = (more: object = {}, profile = 'p') =>
  cloudSsoProvider(
    profile,
    {
      ...{ cloud_sso_sign_in_url: 'https://sso.example/x', cloud_sso_account_id: '1', cloud_sso_access_config: 'a' },
      ...{ access_token: testSecret('token.'), cloud_sso_access_token_expire: 1, ...more },
    },
    context,
  );

describe('cloud: who signs, told from others', () => {
  afterEach(closeServers);

  const others: Record<string, (profile: string) => readonly CredentialsProvider[]> = {
    'an AccessKey': (profile) => [keysOf({}, profile), keysOf({ accessKeyId: 'other' }, profile)],
    'a role': (profile) => [role({ profile }), role({ profile, roleArn: 'acs:ram::1:role/other' })],
    'a host in place of STS': (profile) => [
      role({ profile }),
      role({ profile, stsHost: 'sts.example' }),
      role({ profile, stsHost: 'sts.other.example' }),
    ],
    'a sign-in': (profile) => [signIn({}, profile), signIn({ cloud_sso_account_id: '2' }, profile)],
    'the role of an instance': (profile) => [
      ecsRamRoleProvider(profile, 'a', context),
      ecsRamRoleProvider(profile, '', context),
    ],
    'an address': (profile) => [
      credentialsUriProvider(profile, 'https://a.example', context),
      credentialsUriProvider(profile, 'https://b.example', context),
    ],
    'a program': (profile) => [
      externalProcessProvider(profile, 'a', context),
      externalProcessProvider(profile, 'b', context),
    ],
  };

  for (const [what, providers] of Object.entries(others)) {
    it(`is told apart by ${what}, and holds nothing of it`, () => {
      const prints = providers('p').map(signerFingerprint);
      assert.equal(new Set(prints).size, prints.length);
      for (const print of prints) assert.match(print, /^[0-9a-f]{16}$/);
      assert.deepEqual(providers('renamed').map(signerFingerprint), prints);
    });
  }

  it('is the same one whichever keys assume the role, and with a new secret or a new sign-in', () => {
    const oidc = oidcRoleArnProvider({ ...session, providerArn: 'x', tokenFile: '/t' }, context);
    for (const [one, other] of [
      [role({ sessionName: 't' }, keysOf({ accessKeyId: 'other' })), role()],
      [role({ stsHost: 'sts.cn-beijing.aliyuncs.com:443' }), role()],
      [oidc, role()],
      [keysOf({ accessKeySecret: testSecret('new.') }), keysOf()],
      [signIn({ access_token: testSecret('later.'), cloud_sso_access_token_expire: 2 }), signIn()],
    ] as const) {
      assert.equal(signerFingerprint(one), signerFingerprint(other));
    }
  });

  it('stays what earlier versions wrote down with their jobs', () => {
    const hash = (...identity: unknown[]) =>
      createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
    for (const [provider, print] of [
      [keysOf(), hash('key', ak.accessKeyId)],
      [role(), hash('role', arn)],
      [role({ stsHost: 'sts.example' }), hash('role', arn, 'sts.example')],
      [
        signIn(),
        hash('CloudSSO', 'https://sso.example/cloud-credentials', { AccountId: '1', AccessConfigurationId: 'a' }),
      ],
      [
        cliOAuthProvider('p', { oauth_site_type: 'CN' }, context),
        hash('OAuth', 'https://oauth.aliyun.com/v1/exchange', {}),
      ],
      [ecsRamRoleProvider('p', '', context), hash('instance', null)],
      [credentialsUriProvider('p', 'https://a.example', context), hash('address', 'https://a.example')],
      [externalProcessProvider('p', 'a b', context), hash('program', 'a b')],
    ] as const) {
      assert.equal(signerFingerprint(provider), print);
    }
  });
});
