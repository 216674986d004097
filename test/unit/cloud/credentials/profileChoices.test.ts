import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { cliConfigPath } from '../../../../src/cloud/credentials/cliConfigFile.ts';
import { openUserFiles } from '../../../../src/cloud/credentials/userFiles.ts';
import { profileChoices, type ProfileChoice } from '../../../../src/cloud/credentials/profileChoices.ts';
import { chooseProfile, profileFiles } from '../../../../src/cloud/credentials/chooseProfile.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { sanitize } from '../../../../src/cloud/sanitize.ts';
import { containsTestSecret, testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { failure, withHome } from '../helpers.ts';
import { ak, inFile, inSeconds, profileNamed, sts, withProfiles } from './credentialHelpers.ts';
import { plainQuotes } from '../../plainQuotes.ts';

const arn = 'acs:ram::1234567890123456:role/restorer';

const choicesNow = (home: string) => profileChoices(openUserFiles(process.env, home));

describe('cloud: who could sign', () => {
  it('is listed in the order of the chain, with what the files tell, and nobody is asked', () => {
    const expires = inSeconds(3600);
    const profiles = [
      { name: 'ak', mode: 'ak', ...inFile(ak), region_id: 'cn-hangzhou' },
      { name: 'sts', mode: 'StsToken', ...inFile(sts), sts_expiration: expires },
      { name: 'role', mode: 'RamRoleArn', ...inFile(ak), ram_role_arn: arn },
      { name: 'role', mode: 'AK', ...inFile(ak) },
      { name: 'chain', mode: 'ChainableRamRoleArn', source_profile: 'role', ram_role_arn: 'acs:ram::77:role/r' },
      { name: 'ecs', mode: 'EcsRamRole' },
      {
        ...{ name: 'sso', mode: 'CloudSSO', cloud_sso_sign_in_url: 'https://x.test', cloud_sso_account_id: '88' },
        ...{ cloud_sso_access_config: 'a', access_token: testSecret('sso.'), cloud_sso_access_token_expire: expires },
      },
      {
        ...{ name: 'oauth', mode: 'OAuth', oauth_site_type: 'CN', oauth_access_token: testSecret('oauth.') },
        oauth_access_token_expire: expires,
      },
      { name: 'program', mode: 'External', process_command: `touch owned ${testSecret('argument.')}` },
    ];
    const env = {
      ALICLOUD_ACCESS_KEY_ID: 'LTAI5tEnvironment',
      ALICLOUD_ACCESS_KEY_SECRET: testSecret('env.'),
      ALIBABA_CLOUD_CREDENTIALS_URI: `http://uri.test/?x=${testSecret('uri.')}`,
      ALIBABA_CLOUD_ROLE_ARN: arn,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'x',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: 'none',
    };
    return withProfiles(
      profiles,
      {},
      async ({ requests }, home) => {
        await mkdir(join(home, '.alibabacloud'));
        const text = `[default]\ntype=access_key\naccess_key_id=${ak.accessKeyId}\naccess_key_secret=${ak.accessKeySecret}\n[odd]\ntype=\u001b[2Jx`;
        writeSecretFile(join(home, '.alibabacloud', 'credentials'), text);
        const { choices, problems } = await choicesNow(home);
        assert.deepEqual(problems, []);
        assert.ok(!containsTestSecret(inspect(choices, { depth: 9 })));
        assert.ok(!inspect(choices).includes(ak.accessKeyId));
        assert.equal(requests.length, 0);
        const account = '1234567890123456';
        const ms = expires * 1000;
        const cli = (profile: string, mode: string, rest: Partial<ProfileChoice> = {}) => ({
          ...{ signer: 'cliProfile' as const, profile, mode },
          ...rest,
        });
        const accessKeyId = 'LTAI…Q8xz';
        const told = choices.map(({ problem, ...choice }) =>
          problem ? { ...choice, problem: plainQuotes(problem.message) } : choice,
        );
        const expected = [
          { signer: 'environment', profile: 'environment', mode: 'AK', accessKeyId: 'LTAI…ment' },
          { signer: 'environmentOidc', profile: 'restorer', mode: 'OIDC', account },
          cli('ak', 'AK', { accessKeyId, region: 'cn-hangzhou' }),
          cli('sts', 'StsToken', { accessKeyId: 'ST…' }),
          cli('role', 'RamRoleArn', { accessKeyId, account }),
          cli('chain', 'ChainableRamRoleArn', { account: '77' }),
          cli('ecs', 'EcsRamRole'),
          cli('sso', 'CloudSSO', { account: '88', expires: ms }),
          cli('oauth', 'OAuth', { expires: ms }),
          cli('program', 'External'),
          { signer: 'credentialsFile', profile: 'default', mode: 'AK', accessKeyId },
          {
            ...{ signer: 'credentialsFile', profile: 'odd', mode: 'x' },
            problem:
              'The profile "odd" can\'t sign: its type "x" is not supported here, only access_key, sts, ecs_ram_role, ram_role_arn.',
          },
          { signer: 'environmentUri', profile: 'credentials URI', mode: 'CredentialsURI' },
          { signer: 'instanceRole', profile: 'instance role', mode: 'EcsRamRole' },
        ];
        assert.deepEqual(told, expected);

        // Each can be selected under the name that it is offered by.
        const files = await profileFiles(openUserFiles(process.env, home));
        for (const { signer, profile } of choices) {
          const chosen = chooseProfile({ ...files, setting: '', env: process.env, selection: { signer, profile } });
          assert.deepEqual([chosen.signer, chosen.profile], [signer, profile]);
        }
      },
      env,
    );
  });

  it('is of the account that would sign, and of none that lies about in the profile', () => {
    const lying = { ram_role_arn: arn, cloud_sso_account_id: '88', sts_expiration: 1 };
    const oidc = { oidc_provider_arn: 'x', oidc_token_file: 'none' };
    const profiles = [
      { name: 'AK', ...inFile(ak) },
      { name: 'StsToken', ...inFile(sts) },
      { name: 'EcsRamRole', ram_role_name: 'r' },
      { name: 'CredentialsURI', credentials_uri: 'http://uri.test/' },
      { name: 'External', process_command: 'give' },
      { name: 'OAuth', oauth_site_type: 'CN' },
      { name: 'BearerToken', bearer_token: testSecret('b.') },
      { name: 'RamRoleArn', ...inFile(ak) },
      { name: 'RamRoleArnWithRoleName', ram_role_name: 'r' },
      { name: 'ChainableRamRoleArn', source_profile: 'none' },
      { name: 'OIDC', ...oidc },
      { name: 'CloudSSO', cloud_sso_sign_in_url: 'https://x.test', cloud_sso_access_config: 'a' },
    ].map((profile) => ({ ...profile, mode: profile.name, ...lying }));
    return withProfiles(profiles, {}, async (_, home) => {
      const { choices } = await choicesNow(home);
      const accounts = choices.flatMap(({ profile, account }) => (account === undefined ? [] : [[profile, account]]));
      assert.deepEqual(Object.fromEntries(accounts), {
        RamRoleArn: '1234567890123456',
        RamRoleArnWithRoleName: '1234567890123456',
        ChainableRamRoleArn: '1234567890123456',
        OIDC: '1234567890123456',
        CloudSSO: '88',
      });
      const withoutProblem = choices.filter(({ problem }) => problem === undefined).map(({ profile }) => profile);
      assert.ok(withoutProblem.includes('StsToken') && withoutProblem.includes('RamRoleArn'));
      assert.ok(choices.every(({ profile, expires }) => expires === undefined || /^(CloudSSO|OAuth)$/.test(profile)));
    });
  });

  it('has the problems that signing has', async () => {
    const name = 'a\u001b[31m\n$(x)[y](command:z)';
    const profiles = [
      { name, mode: 'OAuth', oauth_site_type: 'CN' },
      { name: 'empty' },
      { name: 'bearer', mode: 'BearerToken', bearer_token: testSecret('b.') },
      { name: 'half', mode: 'AK', access_key_id: 'x' },
      { name: 'circle', mode: 'ChainableRamRoleArn', source_profile: 'circle', ram_role_arn: arn },
      { name: 'gone', mode: 'OAuth', oauth_site_type: 'CN' },
      { name: 'chain', mode: 'ChainableRamRoleArn', source_profile: 'gone', ram_role_arn: arn },
      { name: 'ecs', mode: 'EcsRamRole', ram_role_name: 'prod-role ' },
      { name: 'program', mode: 'External', process_command: 'give --password=hush\u0000' },
    ];
    await withProfiles(profiles, {}, async (_, home) => {
      const { choices } = await choicesNow(home);
      assert.deepEqual(
        choices.map(({ profile }) => profile),
        [name, 'empty', 'bearer', 'half', 'circle', 'gone', 'chain', 'ecs', 'program', 'instance role'],
      );
      for (const { signer, profile, problem } of choices) {
        if (signer !== 'cliProfile') continue;
        const error = await failure(createSigner(profileNamed(profile), profile)());
        assert.doesNotMatch(error.message, /you have not allowed/);
        assert.deepEqual(problem, { message: error.message, nextStep: error.nextStep });
        assert.equal(sanitize(plainQuotes(error.message)), plainQuotes(error.message));
      }
    });
  });

  it('is listed though a file is broken', () =>
    withHome(`{"profiles": [{"access_key_secret": "${testSecret('ak.')}"`, {}, async (home) => {
      Object.assign(process.env, {
        ALIBABA_CLOUD_ACCESS_KEY_ID: ak.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: ak.accessKeySecret,
        ALIBABA_CLOUD_CREDENTIALS_FILE: 'none',
        ALIBABA_CLOUD_ECS_METADATA: 'ecs-role',
      });
      const { choices, problems } = await choicesNow(home);
      assert.deepEqual(
        choices.map(({ signer, profile }) => [signer, profile]),
        [
          ['environment', 'environment'],
          ['instanceRole', 'ecs-role'],
        ],
      );
      assert.equal(problems.length, 2);
      assert.ok(problems[0]?.message.includes(cliConfigPath(home)));
      assert.match(problems[1]?.message ?? '', /none\S+ can't be used: it can't be read \(ENOENT\)/);
      assert.ok(!containsTestSecret(inspect(problems)));
    }));

  it('is nobody where there is nothing, but the instance, unless that is switched off', () =>
    withHome(undefined, {}, async (home) => {
      const offered = async () => (await choicesNow(home)).choices.map(({ signer }) => signer);
      assert.deepEqual(await offered(), ['instanceRole']);
      process.env['ALIBABA_CLOUD_ECS_METADATA_DISABLED'] = 'true';
      assert.deepEqual(await offered(), []);
    }));
});
