import assert from 'node:assert/strict';
import { containsRegisteredSecret } from '../../../../hosts/containsRegisteredSecret.ts';
import { containsTestSecret, testSecret } from '../../../../hosts/testSecrets.ts';
import { closeServers } from '../../helpers.ts';
import {
  assertSigns,
  exchanged,
  inFile,
  inSeconds,
  profileNamed,
  sts,
  withProfiles,
  refusal,
  textOf,
} from '../credentialHelpers.ts';
import { inMinutes, json, vendorKeys, type Answer, type Hosts } from '../../../standIns.ts';

const p = profileNamed('p');

describe('cloud: a sign-in of the CLI', () => {
  afterEach(closeServers);

  const sso = {
    ...{
      name: 'p',
      mode: 'CloudSSO',
      cloud_sso_sign_in_url: 'https://signin-cn-shanghai.alibabacloudsso.com/d/login?x=1',
    },
    ...{
      cloud_sso_account_id: '1234567890123456',
      cloud_sso_access_config: 'ac-1',
      access_token: testSecret('sso-access.'),
    },
    cloud_sso_access_token_expire: inSeconds(3600),
  };

  const ssoService: Answer = (request, response) => {
    const right =
      `${request.method} ${request.url}` === 'POST /cloud-credentials' &&
      request.headers['authorization'] === `Bearer ${testSecret('sso-access.')}` &&
      request.body === '{"AccountId":"1234567890123456","AccessConfigurationId":"ac-1"}';
    const answer = { CloudCredential: vendorKeys(exchanged, inMinutes(60)), RequestId: 'SSO-REQ' };
    json(right ? 200 : 400, right ? answer : { ErrorCode: 'Wrong', ErrorMessage: 'Wrong.' })(request, response);
  };

  const oauth = {
    ...{
      name: 'p',
      mode: 'OAuth',
      oauth_access_token: testSecret('oauth-access.'),
      oauth_refresh_token: testSecret('refresh.'),
    },
    oauth_access_token_expire: inSeconds(3600),
  };

  const oauthService: Answer = (request, response) => {
    const right =
      `${request.method} ${request.url} ${request.body}` === 'POST /v1/exchange ' &&
      request.headers['authorization'] === `Bearer ${testSecret('oauth-access.')}`;
    const { accessKeyId, accessKeySecret, securityToken } = exchanged;
    const answer = { requestId: 'R', accessKeyId, accessKeySecret, securityToken, expiration: inMinutes(60) };
    json(right ? 200 : 400, right ? answer : { error: 'wrong' })(request, response);
  };

  const signIns: [string, object, Hosts, object][] = [
    [
      'CloudSSO',
      sso,
      { 'https://signin-cn-shanghai.alibabacloudsso.com': ssoService },
      { cloud_sso_access_token_expire: 1 },
    ],
    [
      'OAuth in China',
      { ...oauth, oauth_site_type: 'CN' },
      { 'https://oauth.aliyun.com': oauthService },
      { oauth_access_token_expire: 1 },
    ],
    [
      'OAuth elsewhere',
      { ...oauth, oauth_site_type: 'INTL' },
      { 'https://oauth.alibabacloud.com': oauthService },
      { oauth_access_token_expire: 1 },
    ],
  ];

  for (const [what, profile, hosts, signedOut] of signIns) {
    it(`${what}, by its access token`, () =>
      withProfiles([profile], hosts, async () => {
        await assertSigns(p, () => exchanged);
        const secrets = Object.values(profile as Record<string, unknown>)
          .map(String)
          .filter(containsTestSecret);
        assert.ok(secrets.length > 0 && secrets.every(containsRegisteredSecret), 'not kept secret');
      }));

    it(`${what}, by the keys that the CLI has kept while they are good`, () =>
      withProfiles(
        [{ ...profile, ...signedOut, ...inFile(sts), sts_expiration: inSeconds(3600) }],
        hosts,
        async ({ requests }) => {
          await assertSigns(p, () => sts);
          assert.equal(requests.length, 0);
        },
      ));

    it(`${what}, by new keys shortly before the kept ones run out`, () =>
      withProfiles([{ ...profile, ...inFile(sts), sts_expiration: inSeconds(60) }], hosts, () =>
        assertSigns(p, () => exchanged),
      ));

    it(`${what}, by the kept keys to their end where nobody is signed in, and asks nobody`, () =>
      withProfiles(
        [{ ...profile, ...signedOut, ...inFile(sts), sts_expiration: inSeconds(60) }],
        hosts,
        async ({ requests }) => {
          await assertSigns(p, () => sts);
          assert.equal(requests.length, 0);
        },
      ));

    it(`${what}, by the kept keys where there are no new ones`, () =>
      withProfiles([{ ...profile, ...inFile(sts), sts_expiration: inSeconds(60) }], {}, () =>
        assertSigns(p, () => sts),
      ));
  }
});

describe('cloud: a profile that has run out says so', () => {
  const past = inSeconds(-60);

  for (const [what, profile, pattern] of [
    [
      'CloudSSO',
      {
        ...{ mode: 'CloudSSO', cloud_sso_sign_in_url: 'https://x.test/', cloud_sso_account_id: '1' },
        ...{ cloud_sso_access_config: 'ac', access_token: testSecret('sso.'), cloud_sso_access_token_expire: past },
        ...{ ...inFile(sts), sts_expiration: past },
      },
      /sign-in ran out on .* UTC.*`aliyun configure --profile p`/,
    ],
    [
      'CloudSSO that nobody signed in to',
      {
        mode: 'CloudSSO',
        cloud_sso_sign_in_url: 'https://x.test/',
        cloud_sso_account_id: '1',
        cloud_sso_access_config: 'a',
      },
      /nobody is signed in with it.*`aliyun configure --profile p`/,
    ],
    [
      'OAuth',
      {
        ...{
          mode: 'OAuth',
          oauth_site_type: 'INTL',
          oauth_access_token: testSecret('oauth.'),
          oauth_access_token_expire: past,
        },
        oauth_refresh_token: testSecret('refresh.'),
      },
      /ran out.*`aliyun sts GetCallerIdentity --profile p`; .*`aliyun configure --profile p --mode OAuth --oauth-site-type INTL`/,
    ],
    [
      'OAuth that the CLI can not renew',
      {
        mode: 'OAuth',
        oauth_site_type: 'CN',
        oauth_access_token: testSecret('oauth.'),
        oauth_access_token_expire: past,
      },
      /ran out on [^`]* Sign in again with `aliyun configure --profile p --mode OAuth --oauth-site-type CN`/,
    ],
  ] as const) {
    it(what, () =>
      withProfiles([{ name: 'p', ...profile }], {}, async ({ requests }) => {
        assert.match(textOf(await refusal()), pattern);
        assert.equal(requests.length, 0);
      }),
    );
  }
});
