import assert from 'node:assert/strict';
import { timedKeys } from '../../../../src/cloud/credentials/keys.ts';
import {
  cliProfilesOff,
  credentialsUri,
  environmentEndpointType,
  environmentKeys,
  environmentProfile,
  environmentRegion,
  environmentRole,
  externalOff,
  metadataOff,
  profileFields,
} from '../../../../src/cloud/credentials/environment.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';

describe('cloud: secrets of the environment and of answers', () => {
  it('are kept out of every text where the environment or an answer has them', () => {
    const halves = {
      ALICLOUD_ACCESS_KEY_SECRET: testSecret('half.'),
      ALIBABACLOUD_SECURITY_TOKEN: testSecret('half token.'),
    };
    assert.equal(environmentKeys(halves), undefined);
    timedKeys('STS.x', testSecret('answered.'), testSecret('answered token.'), '');
    credentialsUri({ ALIBABA_CLOUD_CREDENTIALS_URI: 'https://x.test/?a=q1&b=q2&region=cn-shanghai-finance-1' });
    for (const secret of ['half.', 'half token.', 'answered.', 'answered token.'])
      assert.ok(containsRegisteredSecret(testSecret(secret)));
    assert.ok(containsRegisteredSecret('GET /?a=q1&b=q2&region=cn-shanghai-finance-1'));
    assert.ok(!containsRegisteredSecret('a restore in cn-shanghai-finance-1'));
  });

  it('are kept out of every text under every name, also where others sign', () => {
    const names = [
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'ALIBABACLOUD_ACCESS_KEY_SECRET',
      'ALICLOUD_SECURITY_TOKEN',
      'ALICLOUD_SECRET_KEY',
      'ALIBABA_CLOUD_BEARER_TOKEN',
      'ALIYUN_ACCESS_KEY_SECRET',
      'OSS_ACCESS_KEY_SECRET',
      'OSS_SESSION_TOKEN',
      'alibaba_cloud_security_token',
      'ACCESS_KEY_SECRET',
      'SECURITY_TOKEN',
    ];
    const others = ['ALIBABA_CLOUD_OIDC_TOKEN_FILE', 'ALIBABA_CLOUD_ACCESS_KEY_ID', 'MY_SECURITY_TOKEN_NAME'];
    const env = Object.fromEntries([...names, ...others].map((name) => [name, testSecret(`of the variable ${name}.`)]));
    environmentKeys({ ...env, SECRET_KEY: 'development' });
    for (const name of names) assert.ok(containsRegisteredSecret(testSecret(`of the variable ${name}.`)), name);
    for (const name of others) assert.ok(!containsRegisteredSecret(testSecret(`of the variable ${name}.`)), name);
    assert.ok(!containsRegisteredSecret('development'), 'a word of another program');
  });
});

describe("cloud: the environment's variables", () => {
  const [clouds, cloud, short] = ['ALIBABA_CLOUD_', 'ALIBABACLOUD_', 'ALICLOUD_'];
  /** These variables with each of these prefixes; a value says which one it is of. */
  const under = (prefixes: readonly string[], ...names: string[]) =>
    Object.fromEntries(prefixes.flatMap((prefix) => names.map((name) => [prefix + name, `of ${prefix}`])));

  it('are read in the order of their spellings, whole and without blanks', () => {
    for (const [look, name, order] of [
      [environmentRegion, 'REGION_ID', [clouds, cloud, short]],
      [environmentEndpointType, 'ENDPOINT_TYPE', [clouds, cloud, short]],
      [environmentProfile, 'PROFILE', [cloud, clouds, short]],
    ] as const) {
      for (let at = 0; at < order.length; at++) {
        const [prefix] = order.slice(at);
        const blank = {
          ...under(order.slice(at), name),
          ...Object.fromEntries(order.slice(0, at).map((p) => [p + name, ' '])),
        };
        assert.deepEqual(look(blank), { name: prefix + name, value: `of ${prefix}` });
      }
      assert.equal(look(under(['ALIYUN_', ''], name)), undefined);
      assert.equal(look({ [clouds + name]: ' x ' })?.value, 'x');
    }
  });

  it('name a role only where one spelling has all of it', () => {
    const whole = under([cloud, clouds], 'ROLE_ARN', 'OIDC_PROVIDER_ARN', 'OIDC_TOKEN_FILE', 'ROLE_SESSION_NAME');
    assert.equal(environmentRole(whole)?.roleArn, `of ${cloud}`);
    for (const name of ['ROLE_ARN', 'OIDC_PROVIDER_ARN', 'OIDC_TOKEN_FILE']) {
      const other = environmentRole({ ...whole, [cloud + name]: '' });
      const of = `of ${clouds}`;
      assert.deepEqual(other, {
        ...{ roleArn: of, providerArn: of, tokenFile: of, sessionName: of },
        stsHost: 'sts.aliyuncs.com',
      });
      assert.equal(environmentRole({ ...whole, [cloud + name]: '', [clouds + name]: undefined }), undefined);
    }
    const hostWith = (more: Record<string, string>) =>
      environmentRole({ ...whole, ALIBABA_CLOUD_STS_REGION: 'cn-hangzhou', ...more })?.stsHost;
    assert.equal(hostWith({}), 'sts.cn-hangzhou.aliyuncs.com');
    assert.equal(hostWith({ ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: 'true' }), 'sts-vpc.cn-hangzhou.aliyuncs.com');
    assert.equal(hostWith({ ALIBABA_CLOUD_STS_REGION: 'evil.example/x' }), 'sts.aliyuncs.com');
  });

  it('fill in what a profile of the CLI may leave out, and no keys', () => {
    const env = {
      ...under([clouds, cloud, short], 'OIDC_PROVIDER_ARN', 'OIDC_TOKEN_FILE', 'EXTERNAL_ID', 'CREDENTIALS_URI'),
      ...under([clouds], 'ACCESS_KEY_ID', 'ROLE_ARN'),
    };
    assert.deepEqual(profileFields(env), {
      ...{ credentials_uri: `of ${clouds}`, oidc_provider_arn: `of ${cloud}` },
      ...{ oidc_token_file: `of ${cloud}`, external_id: `of ${cloud}` },
    });
    assert.deepEqual(profileFields({}), {});
  });

  for (const [look, names] of [
    [
      cliProfilesOff,
      ['ALIBABA_CLOUD_CLI_PROFILE_DISABLED', 'ALIBABA_CLOUD_IGNORE_PROFILE', 'ALIBABACLOUD_IGNORE_PROFILE'],
    ],
    [externalOff, ['ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS']],
    [metadataOff, ['ALIBABA_CLOUD_ECS_METADATA_DISABLED']],
  ] as const) {
    it(`switch off by ${names.join(', ')}`, () => {
      for (const name of names) {
        for (const on of ['true', ' TRUE ', '1']) assert.equal(look({ [name]: on }), name);
        for (const off of ['false', '0', '', 'trues', undefined]) assert.equal(look({ [name]: off }), undefined);
      }
    });
  }
});
