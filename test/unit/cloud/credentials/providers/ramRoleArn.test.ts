import assert from 'node:assert/strict';
import type { CredentialsProvider } from '../../../../../src/cloud/credentials/credentialsProvider.ts';
import { ramRoleArnProvider } from '../../../../../src/cloud/credentials/providers/ramRoleArn.ts';
import { createSigner } from '../../../../../src/cloud/credentials/signer.ts';
import { testSecret } from '../../../../hosts/testSecrets.ts';
import { closeServers, failure, reply } from '../../helpers.ts';
import {
  ak,
  arn,
  assertSigns,
  inFile,
  inSeconds,
  instance,
  metadata,
  profileNamed,
  sts,
  withProfiles,
} from '../credentialHelpers.ts';
import { createMetadata, createSts } from '../../../standIns.ts';

const p = profileNamed('p');

describe('cloud: a RAM role that is assumed', () => {
  afterEach(closeServers);

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

  it('asks its source anew where STS refuses the keys, and not where it refuses anything else', async () => {
    const service = createSts([ak]);
    const refuse = (status: number, Code: string) => reply(status, { Code, Message: 'm', RequestId: 'r' });
    let answer = service.answer;
    let given = 0;
    const wrong = { accessKeyId: 'LTAI5tWrong', accessKeySecret: testSecret('wrong.') };
    const source: CredentialsProvider = {
      ...{ profile: 'source', identity: [], consents: [], origin: { kind: 'program', program: 'tool' }, cacheKey: 's' },
      getCredentials: () => Promise.resolve({ keys: given++ === 0 ? wrong : ak }),
    };
    const session = { profile: 'p', roleArn: arn, sessionName: 's', seconds: 3600, stsHost: 'sts.aliyuncs.com' };
    await withProfiles([], { 'https://sts.aliyuncs.com': (...about) => answer(...about) }, async () => {
      const sign = createSigner(ramRoleArnProvider(session, source, { env: {}, home: '/' }), 'p');
      const refused = await failure(sign());
      assert.match(refused.message, /The AccessKey of the profile .*source.* is wrong/);
      answer = refuse(403, 'NoPermission');
      await failure(sign());
      await failure(sign());
      assert.equal(given, 2);
      answer = service.answer;
      assert.equal((await sign()).keys.accessKeyId, 'STS.1');
      assert.equal(given, 2);
    });
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
});
