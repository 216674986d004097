import assert from 'node:assert/strict';
import { join } from 'node:path';
import { consentsFor } from '../../../src/cloud/consent.ts';
import { readCliProfiles } from '../../../src/cloud/cliConfig.ts';
import { timedKeys } from '../../../src/cloud/credentials/answers.ts';
import { credentialsUri, environmentKeys } from '../../../src/cloud/environment.ts';
import { holdsSecret } from '../../hosts/holdsSecret.ts';
import { canary, holdsCanary, marked, writeSecrets } from '../../hosts/canary.ts';
import { closeServers } from './helpers.ts';
import {
  ak,
  arn,
  assertSigns,
  exchanged,
  inFile,
  inSeconds,
  instance,
  metadata,
  profileNamed,
  sts,
  withProfiles,
} from './modesHelpers.ts';
import { createMetadata, createSts, inMinutes, json, vendorKeys, type Answer, type Hosts } from '../standIns.ts';

const p = profileNamed('p');

describe('cloud: each mode of the CLI signs', () => {
  afterEach(closeServers);

  it('AK, however the mode is written', async () => {
    for (const mode of ['AK', 'ak', '', undefined]) {
      await withProfiles([{ name: 'p', mode, ...inFile(ak) }], {}, () => assertSigns(p, () => ak));
    }
  });

  it('AK without a token that lies about', () =>
    withProfiles([{ name: 'p', mode: 'AK', ...inFile(sts) }], {}, () =>
      assertSigns(p, () => ({ accessKeyId: sts.accessKeyId, accessKeySecret: sts.accessKeySecret })),
    ));

  it('StsToken', () =>
    withProfiles([{ name: 'p', mode: 'StsToken', ...inFile(sts), sts_expiration: inSeconds(3600) }], {}, () =>
      assertSigns(p, () => sts),
    ));

  it('StsToken, and RamRoleArn by a token, whatever time a sign-in has left in the profile', async () => {
    const service = createSts([sts]);
    const left = { name: 'p', ...inFile(sts), sts_expiration: inSeconds(-60) };
    await withProfiles([{ ...left, mode: 'StsToken' }], {}, () => assertSigns(p, () => sts));
    await withProfiles(
      [{ ...left, mode: 'RamRoleArn', ram_role_arn: arn }],
      { 'https://sts.aliyuncs.com': service.answer },
      () => assertSigns(p, () => service.last),
    );
  });

  it('RamRoleArn, with all that the profile says', async () => {
    const service = createSts([sts]);
    const profile = {
      ...{ name: 'p', mode: 'RamRoleArn', ...inFile(sts), ram_role_arn: arn, ram_session_name: 'alice' },
      ...{ expired_seconds: 1800, external_id: 'ext-1', sts_region: 'cn-beijing' },
    };
    await withProfiles([profile], { 'https://sts.cn-beijing.aliyuncs.com': service.answer }, () =>
      assertSigns(p, () => service.last),
    );
    assert.deepEqual(service.calls, [
      {
        action: 'AssumeRole',
        signedBy: sts.accessKeyId,
        host: 'sts.cn-beijing.aliyuncs.com',
        form: { RoleArn: arn, RoleSessionName: 'alice', DurationSeconds: '1800', ExternalId: 'ext-1' },
      },
    ]);
  });

  it('RamRoleArn by the endpoint of STS that the profile names, and by none of the environment', async () => {
    const service = createSts([ak]);
    const profile = { name: 'p', mode: 'ramrolearn', ...inFile(ak), ram_role_arn: arn };
    const hosts = {
      'https://sts-vpc.cn-beijing.aliyuncs.com': service.answer,
      'https://sts.aliyuncs.com': service.answer,
    };
    await withProfiles(
      [{ ...profile, sts_endpoint: 'https://sts-vpc.cn-beijing.aliyuncs.com/' }],
      hosts,
      () => assertSigns(p, () => service.last),
      { ALIBABA_CLOUD_STS_REGION: 'cn-shanghai' },
    );
    await withProfiles([profile], hosts, () => assertSigns(p, () => service.last), {
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/other',
      ALIBABA_CLOUD_STS_REGION: 'cn-shanghai',
    });
    assert.deepEqual(
      service.calls.map(({ host, form }) => [host, form['RoleArn'], form['RoleSessionName'], form['DurationSeconds']]),
      [
        ['sts-vpc.cn-beijing.aliyuncs.com', arn, 'cloud-backup-restore', '3600'],
        ['sts.aliyuncs.com', arn, 'cloud-backup-restore', '3600'],
      ],
    );
  });

  for (const [what, token] of [
    ['with a token', marked('imds-token.')],
    ['of the first version', undefined],
  ] as const) {
    const answer = createMetadata('instance-role', instance, token === undefined ? {} : { token });

    it(`EcsRamRole by a metadata service ${what}`, () =>
      withProfiles(
        [{ name: 'p', mode: 'EcsRamRole', ram_role_name: 'instance-role' }],
        { [metadata]: answer },
        async () => {
          await assertSigns(p, () => instance);
          assert.ok(token === undefined || holdsSecret(token), 'not kept secret');
        },
      ));

    it(`EcsRamRole without a name asks for it, by a metadata service ${what}`, () =>
      withProfiles(
        [{ name: 'p', mode: 'EcsRamRole' }],
        { [metadata]: answer },
        () => assertSigns(p, () => instance),
        // Somebody else's, which the library would take.
        { ALIBABA_CLOUD_ECS_METADATA: 'other-role' },
      ));
  }

  it('RamRoleArnWithRoleName: the role of the instance assumes another', async () => {
    const service = createSts([instance]);
    const hosts = { [metadata]: createMetadata('instance-role', instance), 'https://sts.aliyuncs.com': service.answer };
    const profile = { name: 'p', mode: 'RamRoleArnWithRoleName', ram_role_name: 'instance-role', ram_role_arn: arn };
    await withProfiles([profile], hosts, () => assertSigns(p, () => service.last));
    assert.deepEqual(
      service.calls.map(({ signedBy, form }) => [signedBy, form['RoleArn']]),
      [[instance.accessKeyId, arn]],
    );
  });

  it('ChainableRamRoleArn, from role to role', async () => {
    const service = createSts([ak]);
    const chained = (name: string, source: string) => ({
      ...{ name, mode: 'ChainableRamRoleArn', source_profile: source },
      ...{ ram_role_arn: `${arn}-${name}`, external_id: name },
    });
    const profiles = [chained('p', 'q'), chained('q', 'r'), { name: 'r', mode: 'AK', ...inFile(ak) }];
    await withProfiles(profiles, { 'https://sts.aliyuncs.com': service.answer }, () =>
      assertSigns(p, () => service.last),
    );
    assert.deepEqual(
      service.calls.map(({ signedBy, form }) => [signedBy, form['RoleArn'], form['ExternalId']]),
      [
        ['LTAI5tAbcdefQ8xz', `${arn}-q`, 'q'],
        ['STS.1', `${arn}-p`, 'p'],
      ],
    );
  });

  it('OIDC, by the token of its file', async () => {
    const oidcToken = marked('oidc.token/+=.');
    const service = createSts([], { oidcToken });
    const profile = {
      ...{ name: 'p', mode: 'OIDC', oidc_provider_arn: 'acs:ram::1:oidc-provider/x', oidc_token_file: 'token' },
      // Left from another mode: the CLI has no time of its own for this one.
      ...{ ram_role_arn: arn, ram_session_name: 'pod', expired_seconds: 60 },
    };
    await withProfiles([profile], { 'https://sts.aliyuncs.com': service.answer }, async (_, home) => {
      writeSecrets(join(home, 'token'), oidcToken);
      await assertSigns(p, () => service.last);
    });
    assert.ok(holdsSecret(oidcToken), 'not kept secret');
    assert.equal(service.calls[0]?.form['OIDCProviderArn'], 'acs:ram::1:oidc-provider/x');
    assert.equal(service.calls[0]?.form['RoleSessionName'], 'pod');
    assert.equal(service.calls[0]?.form['DurationSeconds'], '3600');
  });

  it('CredentialsURI, once it is allowed', () => {
    const answer: Answer = (request, response) => {
      const known = request.query['token'] === marked('uri-token.');
      json(known ? 200 : 403, { Code: 'Success', ...vendorKeys(exchanged, inMinutes(60)) })(request, response);
    };
    const uri = `http://credentials.internal/keys?token=${marked('uri-token.')}`;
    return withProfiles(
      [{ name: 'p', mode: 'CredentialsURI', credentials_uri: uri }],
      { 'http://credentials.internal': answer },
      async () => {
        const [consent] = await consentsFor(p);
        assert.ok(consent?.kind === 'address' && consent.text === uri);
        await assertSigns(
          p,
          () => exchanged,
          (key) => key === consent.key,
        );
        assert.ok(holdsSecret(marked('uri-token.')), 'not kept secret');
      },
    );
  });

  it('External, once it is allowed, without a shell', async () => {
    for (const printed of [
      { mode: 'AK', ...inFile(ak) },
      { mode: 'StsToken', ...inFile(sts), sts_expiration: inSeconds(3600) },
      { mode: 'ststoken', ...inFile(sts), expiration: inMinutes(60) },
    ]) {
      await withProfiles(
        [{ name: 'p', mode: 'External', process_command: `"${process.execPath}" give.cjs '$HOME; a "b' ""` }],
        {},
        async (_, home) => {
          // Also that it runs in the home folder, whose file it names without a path.
          const script = `const right = JSON.stringify(process.argv.slice(2)) === JSON.stringify(['$HOME; a "b', '']);
            console.error('on standard error');
            console.log(right ? ${JSON.stringify(JSON.stringify(printed))} : '{}');`;
          writeSecrets(join(home, 'give.cjs'), script);
          const [consent] = await consentsFor(p);
          await assertSigns(
            p,
            () => (printed.mode === 'AK' ? ak : sts),
            (key) => key === consent?.key,
          );
        },
      );
    }
  });

  const sso = {
    ...{
      name: 'p',
      mode: 'CloudSSO',
      cloud_sso_sign_in_url: 'https://signin-cn-shanghai.alibabacloudsso.com/d/login?x=1',
    },
    ...{
      cloud_sso_account_id: '1234567890123456',
      cloud_sso_access_config: 'ac-1',
      access_token: marked('sso-access.'),
    },
    cloud_sso_access_token_expire: inSeconds(3600),
  };
  const ssoService: Answer = (request, response) => {
    const right =
      `${request.method} ${request.url}` === 'POST /cloud-credentials' &&
      request.headers['authorization'] === `Bearer ${marked('sso-access.')}` &&
      request.body === '{"AccountId":"1234567890123456","AccessConfigurationId":"ac-1"}';
    const answer = { CloudCredential: vendorKeys(exchanged, inMinutes(60)), RequestId: 'SSO-REQ' };
    json(right ? 200 : 400, right ? answer : { ErrorCode: 'Wrong', ErrorMessage: 'Wrong.' })(request, response);
  };
  const oauth = {
    ...{
      name: 'p',
      mode: 'OAuth',
      oauth_access_token: marked('oauth-access.'),
      oauth_refresh_token: marked('refresh.'),
    },
    oauth_access_token_expire: inSeconds(3600),
  };
  const oauthService: Answer = (request, response) => {
    const right =
      `${request.method} ${request.url} ${request.body}` === 'POST /v1/exchange ' &&
      request.headers['authorization'] === `Bearer ${marked('oauth-access.')}`;
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
          .filter(holdsCanary);
        assert.ok(secrets.length > 0 && secrets.every(holdsSecret), 'not kept secret');
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

describe('cloud: secrets of profiles', () => {
  afterEach(closeServers);

  it('are kept out of every text once they were read, whatever they are for', () => {
    const secrets = Object.fromEntries(
      [
        'access_key_secret',
        'sts_token',
        'access_token',
        'oauth_access_token',
        'oauth_refresh_token',
        'bearer_token',
      ].map((key) => [key, marked(`of-${key}.`)]),
    );
    const address = `http://user:${marked('pass.')}@x.test/?token=${marked('query.')}%2F`;
    const profile = {
      name: 'p',
      mode: 'BearerToken',
      ...secrets,
      private_key: marked('pem.'),
      credentials_uri: address,
    };
    return withProfiles([profile], {}, async () => {
      await readCliProfiles();
      for (const secret of [...Object.values(secrets), marked('pem.'), marked('pass.'), `${marked('query.')}%2F`]) {
        assert.ok(holdsSecret(`before ${secret} after`), secret.replace(canary, ''));
      }
    });
  });

  it('are kept out of every text where the environment or an answer has them', () => {
    const halves = { ALICLOUD_ACCESS_KEY_SECRET: marked('half.'), ALIBABACLOUD_SECURITY_TOKEN: marked('half token.') };
    assert.equal(environmentKeys(halves), undefined);
    timedKeys('STS.x', marked('answered.'), marked('answered token.'), '');
    credentialsUri({ ALIBABA_CLOUD_CREDENTIALS_URI: 'https://x.test/?a=q1&b=q2&region=cn-shanghai-finance-1' });
    for (const secret of ['half.', 'half token.', 'answered.', 'answered token.'])
      assert.ok(holdsSecret(marked(secret)));
    assert.ok(holdsSecret('GET /?a=q1&b=q2&region=cn-shanghai-finance-1'));
    assert.ok(!holdsSecret('a restore in cn-shanghai-finance-1'));
  });
});
