import assert from 'node:assert/strict';
import { timedKeys } from '../../../../src/cloud/credentials/keys.ts';
import { credentialsUri, environmentKeys } from '../../../../src/cloud/credentials/environment.ts';
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
