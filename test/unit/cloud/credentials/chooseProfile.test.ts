import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/cloud/cloudError.ts';
import { chooseProfile, chooseRegion } from '../../../../src/cloud/credentials/chooseProfile.ts';
import { testSecret } from '../../../hosts/testSecrets.ts';
import type { SignerKind } from '../../../../src/cloud/account.ts';
import { plainQuotes } from '../../plainQuotes.ts';

describe('cloud: who signs', () => {
  const cli = {
    current: 'default',
    profiles: [
      { name: 'default', mode: 'AK', region_id: 'cn-hangzhou' },
      { name: 'prod', mode: 'RamRoleArn' },
      { name: 'browser', mode: 'BearerToken' },
    ],
  };

  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: testSecret('env.') };

  const fails = (from: Parameters<typeof chooseProfile>[0], pattern: RegExp) =>
    assert.throws(
      () => chooseProfile(from),
      (error) =>
        error instanceof CloudError &&
        error.outcome === 'notSent' &&
        pattern.test(plainQuotes(`${error.message} ${error.nextStep}`)),
    );

  it("is the setting's profile before all others", () => {
    assert.deepEqual(chooseProfile({ setting: ' prod ', env: { ...env, ALIBABA_CLOUD_PROFILE: 'default' }, cli }), {
      signer: 'cliProfile',
      profile: 'prod',
      source: { kind: 'cliProfile', name: 'prod' },
    });
  });

  it('is never somebody else than the setting names', () => {
    fails({ setting: 'gone', env, cli }, /"gone".*"default", "prod", "browser"/);
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
  const keys = { ALIBABACLOUD_ACCESS_KEY_ID: 'id', ALIBABACLOUD_ACCESS_KEY_SECRET: testSecret('env.') };

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

  const uri = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://u.test/?t=${testSecret('uri.')}` };

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
    assert.throws(() => chosen({}), /No Alibaba Cloud credentials/);
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
    const mixed = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALICLOUD_ACCESS_KEY_SECRET: testSecret('env.') };
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
      assert.throws(
        () => chosen({ env: { [name]: 'gone', ...uri }, cli, file }),
        new RegExp(`gone\\S+, which ${name}`),
      );
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
    assert.throws(() => select('cliProfile', 'gone'), /no profile \S+gone\S+, which the selection names/);
    assert.throws(() => select('credentialsFile', 'gone'), /no section \S+gone\S+, which the selection names/);
    assert.throws(() => select('environmentOidc', 'gone'), /no longer has the credentials \S+gone/);
    assert.throws(
      () => chosen({ selection: { signer: 'environment', profile: 'environment' } }),
      /no longer has the credentials \S+environment/,
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
