import assert from 'node:assert/strict';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { sanitize } from '../../../../src/cloud/sanitize.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import { failure } from '../helpers.ts';
import { arn, profileNamed, refusal, role, textOf, withProfiles } from './credentialHelpers.ts';
import { plainQuotes } from '../../plainQuotes.ts';

describe('cloud: a profile that is not whole', () => {
  const chain = { name: 'p', mode: 'ChainableRamRoleArn', ram_role_arn: arn };

  const cases: [string, object, RegExp][] = [
    ['its own source', { ...chain, source_profile: 'p' }, /circle/],
    ['a source that is gone', { ...chain, source_profile: 'gone' }, /"gone".*no such profile/],
    ['too short a session', { ...role, expired_seconds: 60 }, /expired_seconds/],
    [
      'an STS endpoint that is a path',
      { ...role, sts_endpoint: 'sts.aliyuncs.com/x?y' },
      /sts_endpoint is not a host name/,
    ],
    [
      'an STS endpoint whose port is none',
      { ...role, sts_endpoint: 'sts.aliyuncs.com:99999' },
      /The profile "p" can't sign: its sts_endpoint is not a host name\. Correct it in \S+\.aliyun.config\.json/,
    ],
    [
      'an STS endpoint that is no address',
      { ...role, sts_endpoint: '1.2.3.999' },
      /its sts_endpoint is not a host name/,
    ],
    ['an STS region that is a host', { ...role, sts_region: 'evil.com/' }, /sts_region is not a region ID/],
    [
      'an address of a file',
      { name: 'p', mode: 'CredentialsURI', credentials_uri: 'file:///etc/passwd' },
      /not an http/,
    ],
    [
      'a sign-in in the clear',
      {
        ...{ name: 'p', mode: 'CloudSSO', cloud_sso_sign_in_url: 'http://x.test/', cloud_sso_account_id: '1' },
        cloud_sso_access_config: 'a',
      },
      /not an https/,
    ],
    ['an odd site', { name: 'p', mode: 'OAuth', oauth_site_type: 'constructor' }, /neither CN nor INTL/],
    [
      'a role of the instance with a space at its end',
      { name: 'p', mode: 'EcsRamRole', ram_role_name: 'prod-role ' },
      /RAM role is called "prod-role\\u0020", which is not a valid role name.*spaces/,
    ],
    [
      'a role of the instance that is a path, and another one',
      { name: 'p', mode: 'RamRoleArnWithRoleName', ram_role_name: '../x\n', ram_role_arn: arn },
      /called "\.\.\/x\\u000a", which is not a valid role name/,
    ],
    ['an unclosed quote', { name: 'p', mode: 'External', process_command: 'give "x' }, /quote is not closed/],
    [
      'a key pair',
      { name: 'p', mode: 'RsaKeyPair', private_key: testSecret('pem.') },
      /discontinued.*AK, StsToken, RamRoleArn/,
    ],
    [
      'a bearer token',
      { name: 'p', mode: 'bearertoken', bearer_token: testSecret('b.') },
      /signed requests only.*AK, Sts/,
    ],
    ['no credentials at all', { name: 'p', mode: 'Anonymous' }, /signs nothing/],
    ['no mode and no keys', { name: 'p' }, /not configured yet/],
  ];

  for (const [what, profile, pattern] of cases) {
    it(`with ${what}`, () =>
      withProfiles([profile], {}, async ({ requests }) => {
        assert.match(textOf(await refusal()), pattern);
        assert.equal(requests.length, 0);
      }));
  }

  it("with an odd name of the instance's role, by the environment", () =>
    withProfiles([], {}, async ({ requests }) => {
      const source = { kind: 'instanceRole' as const, name: 'prod role' };
      assert.match(
        textOf(await failure(createSigner(source, 'prod role')())),
        /called "prod role", which is not a valid role name/,
      );
      assert.equal(requests.length, 0);
    }));

  it('with a circle of three, asks nobody', () =>
    withProfiles(
      [
        { ...chain, source_profile: 'q' },
        { ...chain, name: 'q', source_profile: 'r' },
        { ...chain, name: 'r', source_profile: 'q' },
      ],
      {},
      async () => assert.match(textOf(await refusal()), /"q".*circle/),
    ));

  it('with a hostile name, is found by it and shown without its tricks', async () => {
    const name = 'p"\u001b[2J\n$(rm -rf ~)\u202e`x`';
    await withProfiles([{ name, mode: 'OAuth', oauth_site_type: 'CN' }], {}, async () => {
      const error = await failure(createSigner(profileNamed(name), name)());
      assert.match(plainQuotes(error.message), /^The profile "p"/);
      assert.equal(sanitize(textOf(error)), textOf(error));
      assert.match(error.nextStep, /`aliyun configure --profile NAME --mode OAuth --oauth-site-type CN`/);
    });
  });

  it('with a name that would fill the message, is left to be named', async () => {
    const name = 'n'.repeat(5000);
    await withProfiles([{ name, mode: 'AK' }], {}, async () => {
      const { nextStep } = await failure(createSigner(profileNamed(name), name)());
      assert.match(nextStep, /`aliyun configure --profile NAME`/);
    });
  });

  it('is refused where the environment switches it off', () =>
    withProfiles([role], {}, async () => {
      process.env['ALIBABA_CLOUD_IGNORE_PROFILE'] = 'TRUE';
      assert.match(textOf(await refusal()), /ALIBABA_CLOUD_IGNORE_PROFILE/);
    }));
});
