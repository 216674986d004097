import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CredentialSource } from '../../../../src/cloud/account.ts';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { credentialsFilePath } from '../../../../src/cloud/credentials/credentialsFile.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { closeServers, failure, reply, serve } from '../helpers.ts';
import {
  ak,
  arn,
  exchanged,
  inFile,
  inSeconds,
  instance,
  metadata,
  profileNamed,
  role,
  sts,
  withProfiles,
} from './credentialHelpers.ts';
import { createMetadata, createSts, inMinutes, json, vendorKeys, type Hosts } from '../../standIns.ts';
import { plainQuotes } from '../../plainQuotes.ts';

const p = profileNamed('p');

const printed = JSON.stringify(JSON.stringify({ mode: 'AK', ...inFile(ak) }));

const program = {
  name: 'p',
  mode: 'External',
  process_command: `${JSON.stringify(process.execPath)} give.cjs secretly`,
};

const signedIn = { name: 'p', mode: 'OAuth', oauth_site_type: 'CN', ...inFile(sts), sts_expiration: inSeconds(3600) };

const uri = `http://keys.test/k?token=${testSecret('uri-token.')}`;

const section = `[default]\ntype = access_key\naccess_key_id = LTAI\naccess_key_secret = ${testSecret('of file.').replace(' ', '-')}\n`;

interface Case {
  readonly what: string;
  readonly source: CredentialSource;
  readonly profile?: object;
  readonly hosts?: Hosts;
  readonly env?: Record<string, string>;
  /** What the error says to do. */
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    what: 'an AccessKey added here',
    source: { kind: 'keys', ...ak },
    says: /Enter it again with "Cloud Backup: Add Acc/,
  },
  {
    what: 'the environment',
    source: { kind: 'environment' },
    env: { ALICLOUD_ACCESS_KEY_ID: 'LTAI', ALICLOUD_ACCESS_KEY_SECRET: testSecret('of-env.') },
    says: /Set ALICLOUD_ACCESS_KEY_ID and the variables that go with it again.*restart the editor/,
  },
  {
    what: "the file of the vendor's SDKs",
    source: { kind: 'credentialsFile', name: 'default' },
    says: /Correct it in .*\.alibabacloud.credentials"\./,
  },
  {
    what: "the CLI's file",
    source: p,
    profile: { name: 'p', mode: 'AK', ...inFile(ak) },
    says: /Enter it again with `aliyun configure --profile p`/,
  },
  {
    what: 'a sign-in',
    source: p,
    profile: signedIn,
    says: /Sign in again with `aliyun configure --profile p --mode OAuth/,
  },
  {
    what: 'a role',
    source: p,
    profile: role,
    hosts: { 'https://sts.aliyuncs.com': createSts([ak]).answer },
    says: /The next try assumes the role again/,
  },
  {
    what: 'an instance',
    source: { kind: 'instanceRole', name: 'r' },
    hosts: { [metadata]: createMetadata('r', instance) },
    says: /The next try asks the instance/,
  },
  { what: 'a program', source: p, profile: program, says: /The next try runs the program [^ ]+ again/ },
  {
    what: 'an address',
    source: p,
    profile: { name: 'p', mode: 'CredentialsURI', credentials_uri: uri },
    hosts: { 'http://keys.test': json(200, { Code: 'Success', ...vendorKeys(exchanged, inMinutes(60)) }) },
    says: /The next try asks "http:\/\/keys\.test\/k" for new keys/,
  },
];

describe('cloud: what to do about keys that are not accepted', () => {
  afterEach(closeServers);

  const refusedWith = async ({ source, profile, hosts = {}, env = {} }: Case, Code: string) => {
    let step = '';
    await withProfiles(
      profile === undefined ? [] : [profile],
      hosts,
      async (_, home) => {
        writeSecretFile(join(home, 'give.cjs'), `console.log(${printed})`);
        const file = credentialsFilePath({}, home);
        await mkdir(dirname(file));
        writeSecretFile(file, section);
        const { origin } = await serve(reply(403, { Code, Message: 'no' }));
        const account = { signer: 'cliProfile' as const, profile: 'shown', region: 'cn-hangzhou', endpoint: origin };
        const client = createClient(account, source, undefined, undefined, { allowed: () => true });
        step = (await failure(client.describeRegions())).nextStep;
      },
      env,
    );
    return step;
  };

  for (const each of cases) {
    it(`hangs on where they come from: ${each.what}`, async () => {
      for (const code of ['InvalidAccessKeyId.NotFound', 'InvalidSecurityToken.Expired', 'SignatureDoesNotMatch']) {
        const step = await refusedWith(each, code);
        assert.match(plainQuotes(step), each.says);
        assert.doesNotMatch(step, /secretly|token=/);
        // The CLI has nothing to do with any other's keys.
        if (each.source.kind !== 'cliProfile') assert.doesNotMatch(step, /aliyun configure/);
      }
    });
  }

  it('says what to look at first where somebody entered them', async () => {
    const [added] = cases;
    assert.ok(added);
    assert.match(await refusedWith(added, 'InvalidAccessKeyId.NotFound'), /^Check the AccessKey in the RAM console\. /);
    assert.match(await refusedWith(added, 'InvalidSecurityToken.Malformed'), /^Get a new security token\. /);
    assert.match(await refusedWith(added, 'SignatureDoesNotMatch'), /^Check the AccessKey secret\. /);
  });

  it('is of the keys that assume the role where STS does not accept them', () =>
    withProfiles([{ ...role, ram_role_arn: arn }], { 'https://sts.aliyuncs.com': createSts([]).answer }, async () => {
      const { nextStep } = await failure(createSigner(p, 'p')());
      assert.match(nextStep, /Enter it again with `aliyun configure --profile p`\. Nothing was sent\.$/);
    }));

  it('also where they hold odd characters, or are gone', () =>
    withProfiles([], {}, async () => {
      const odd = { kind: 'keys' as const, ...ak, accessKeyId: 'a b' };
      assert.match((await failure(createSigner(odd, 'p')())).nextStep, /"Cloud Backup: Add AccessKey…"/);
      const gone = await failure(createSigner({ kind: 'environment' }, 'environment')());
      assert.match(gone.nextStep, /^Set it where the editor is started from/);
    }));
});
