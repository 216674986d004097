import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialSource } from '../../../src/cloud/account.ts';
import { consentsFor } from '../../../src/cloud/consent.ts';
import { marked, writeSecrets } from '../../hosts/canary.ts';
import { createSigner } from '../../../src/cloud/signing.ts';
import { closeServers, failure } from './helpers.ts';
import {
  ak,
  arn,
  assertSigns,
  exchanged,
  inFile,
  instance,
  metadata,
  profileNamed,
  refusal,
  sts,
  withProfiles,
} from './modesHelpers.ts';
import { createMetadata, createSts, inMinutes, json, vendorKeys } from '../standIns.ts';

describe('cloud: what else signs', () => {
  afterEach(closeServers);

  it("the environment's AccessKey, of one spelling alone", async () => {
    const source: CredentialSource = { kind: 'environment' };
    for (const prefix of ['ALIBABA_CLOUD_', 'ALIBABACLOUD_', 'ALICLOUD_']) {
      const spelled = (keys: typeof sts) => ({
        [`${prefix}ACCESS_KEY_ID`]: keys.accessKeyId,
        [`${prefix}ACCESS_KEY_SECRET`]: keys.accessKeySecret,
        [`${prefix}SECURITY_TOKEN`]: keys.securityToken,
      });
      await withProfiles([], {}, () => assertSigns(source, () => sts), spelled(sts));
    }
    await withProfiles([], {}, () => assertSigns(source, () => ak), {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'half',
      ALICLOUD_ACCESS_KEY_ID: ak.accessKeyId,
      ALICLOUD_ACCESS_KEY_SECRET: ak.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: marked('of another.'),
    });
  });

  it("the environment's OIDC role", async () => {
    const oidcToken = marked('oidc.env.');
    const service = createSts([], { oidcToken });
    await withProfiles(
      [],
      { 'https://sts-vpc.cn-hangzhou.aliyuncs.com': service.answer },
      async (_, home) => {
        writeSecrets(join(home, 'oidc'), oidcToken);
        await assertSigns({ kind: 'environmentOidc' }, () => service.last);
      },
      {
        ALIBABA_CLOUD_ROLE_ARN: arn,
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/x',
        ALIBABA_CLOUD_OIDC_TOKEN_FILE: 'oidc',
        ALIBABA_CLOUD_ROLE_SESSION_NAME: 'pod-7',
        ALIBABA_CLOUD_STS_REGION: 'cn-hangzhou',
        ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: 'true',
      },
    );
    assert.equal(service.calls[0]?.form['RoleSessionName'], 'pod-7');
  });

  describe('a profile of the CLI that leaves to the environment what the CLI takes from there', () => {
    const p = profileNamed('p');
    const role = { name: 'p', mode: 'RamRoleArn', ...inFile(ak), ram_role_arn: arn };
    const hostsOf = ({ calls }: ReturnType<typeof createSts>) => calls.map(({ host }) => host);

    it('OIDC', async () => {
      const oidcToken = marked('oidc.filled.');
      const service = createSts([], { oidcToken });
      await withProfiles(
        [{ name: 'p', mode: 'OIDC', ram_role_arn: arn }],
        { 'https://sts.cn-beijing.aliyuncs.com': service.answer },
        async (_, home) => {
          writeSecrets(join(home, 'oidc'), oidcToken);
          await assertSigns(p, () => service.last);
        },
        {
          ALIBABA_CLOUD_ROLE_ARN: `${arn}-other`,
          ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/x',
          ALIBABACLOUD_OIDC_TOKEN_FILE: 'oidc',
          ALIBABA_CLOUD_STS_ENDPOINT: 'https://sts.cn-beijing.aliyuncs.com/',
        },
      );
      const { RoleArn, OIDCProviderArn } = service.calls[0]?.form ?? {};
      assert.deepEqual([RoleArn, OIDCProviderArn], [arn, 'acs:ram::1:oidc-provider/x']);
    });

    it('the endpoint of STS and the external ID, which a source profile has to say itself', async () => {
      const service = createSts([ak]);
      const hosts = {
        'https://sts.cn-beijing.aliyuncs.com': service.answer,
        'https://sts.aliyuncs.com': service.answer,
      };
      const chain = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
      await withProfiles([chain, { ...role, name: 'q' }], hosts, () => assertSigns(p, () => service.last), {
        ALIBABA_CLOUD_STS_ENDPOINT: 'sts.cn-beijing.aliyuncs.com',
        ALIBABA_CLOUD_EXTERNAL_ID: 'ext-env',
      });
      assert.deepEqual(hostsOf(service), ['sts.aliyuncs.com', 'sts.cn-beijing.aliyuncs.com']);
      assert.deepEqual(
        service.calls.map(({ form }) => form['ExternalId']),
        [undefined, 'ext-env'],
      );
    });

    it('and nothing that it says itself', async () => {
      const service = createSts([ak]);
      const own = { ...role, sts_endpoint: 'sts.cn-shanghai.aliyuncs.com', external_id: 'own' };
      await withProfiles(
        [own],
        { 'https://sts.cn-shanghai.aliyuncs.com': service.answer },
        () => assertSigns(p, () => service.last),
        { ALIBABA_CLOUD_STS_ENDPOINT: 'sts.cn-beijing.aliyuncs.com', ALIBABA_CLOUD_EXTERNAL_ID: 'ext-env' },
      );
      assert.equal(service.calls[0]?.form['ExternalId'], 'own');
    });

    it('but no keys, and not another name for STS than one that is a host', () =>
      withProfiles(
        [
          { name: 'p', mode: 'AK' },
          { ...role, name: 'q' },
        ],
        {},
        async () => {
          assert.match((await refusal()).message, /it has no access_key_id/);
          const { message, nextStep } = await failure(createSigner(profileNamed('q'), 'q')());
          assert.match(message, /"q" can't sign: ALIBABA_CLOUD_STS_ENDPOINT, .*is no host\./);
          assert.match(nextStep, /Correct the variable/);
        },
        {
          ALIBABA_CLOUD_ACCESS_KEY_ID: ak.accessKeyId,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: ak.accessKeySecret,
          ALIBABA_CLOUD_STS_ENDPOINT: 'sts.aliyuncs.com:99999',
        },
      ));

    it('the address of a source profile, as the CLI does', async () => {
      const service = createSts([exchanged]);
      const chain = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
      await withProfiles(
        [chain, { name: 'q', mode: 'CredentialsURI' }],
        {
          'https://sts.aliyuncs.com': service.answer,
          'http://credentials.internal': json(200, { Code: 'Success', ...vendorKeys(exchanged, inMinutes(60)) }),
        },
        () =>
          assertSigns(
            p,
            () => service.last,
            () => true,
          ),
        { ALIBABA_CLOUD_CREDENTIALS_URI: 'http://credentials.internal/k' },
      );
    });

    it('CredentialsURI', () =>
      withProfiles(
        [{ name: 'p', mode: 'CredentialsURI' }],
        { 'http://credentials.internal': json(200, { Code: 'Success', ...vendorKeys(exchanged, inMinutes(60)) }) },
        async () => {
          const [consent] = await consentsFor(p);
          assert.equal(consent?.text, 'http://credentials.internal/k');
          await assertSigns(
            p,
            () => exchanged,
            (key) => key === consent.key,
          );
        },
        { ALIBABA_CLOUD_CREDENTIALS_URI: 'http://credentials.internal/k' },
      ));
  });

  it('no instance by the first version of its metadata service where the environment forbids that', () =>
    withProfiles(
      [{ name: 'p', mode: 'EcsRamRole', ram_role_name: 'r' }],
      { [metadata]: createMetadata('r', instance) },
      async () => assert.match((await refusal()).message, /100\.100\.100\.200/),
      { ALIBABA_CLOUD_IMDSV1_DISABLED: 'true' },
    ));

  it("the environment's address of credentials, once it is allowed", () => {
    const source: CredentialSource = { kind: 'environmentUri' };
    return withProfiles(
      [],
      { 'http://credentials.internal': json(200, vendorKeys(exchanged, inMinutes(60))) },
      async () => {
        const [consent] = await consentsFor(source);
        assert.equal(consent?.text, 'http://credentials.internal/k');
        await assertSigns(
          source,
          () => exchanged,
          (key) => key === consent.key,
        );
      },
      { ALIBABA_CLOUD_CREDENTIALS_URI: 'http://credentials.internal/k' },
    );
  });

  it("the instance's RAM role, by its name or without one", () =>
    withProfiles([], { [metadata]: createMetadata('instance-role', instance) }, async () => {
      await assertSigns({ kind: 'instanceRole', name: 'instance-role' }, () => instance);
      await assertSigns({ kind: 'instanceRole', name: 'instance role' }, () => instance);
    }));

  it('a section of ~/.alibabacloud/credentials, of each type', async () => {
    const service = createSts([ak]);
    const text = `; the vendor's SDKs
[default]
type = access_key # a comment
access_key_id = ${ak.accessKeyId}
access_key_secret = "${ak.accessKeySecret}"
[token]
type=sts
access_key_id=${sts.accessKeyId}
access_key_secret=${sts.accessKeySecret}
security_token=${sts.securityToken}
[instance]
type = ecs_ram_role
role_name = instance-role
[role]
type = ram_role_arn
access_key_id = ${ak.accessKeyId}
access_key_secret = ${ak.accessKeySecret}
role_arn = ${arn}
role_session_name = file
policy = {"Version":"1"}
`;
    const hosts = { 'https://sts.aliyuncs.com': service.answer, [metadata]: createMetadata('instance-role', instance) };
    const section = (name: string): CredentialSource => ({ kind: 'credentialsFile', name });
    await withProfiles([], hosts, async (_, home) => {
      await mkdir(join(home, '.alibabacloud'));
      writeSecrets(join(home, '.alibabacloud', 'credentials'), text.replaceAll('\n', '\r\n'));
      await assertSigns(section('default'), () => ak);
      await assertSigns(section('token'), () => sts);
      await assertSigns(section('instance'), () => instance);
      await assertSigns(section('role'), () => service.last);
      assert.deepEqual(service.calls[0]?.form, {
        ...{ RoleArn: arn, RoleSessionName: 'file', DurationSeconds: '3600', Policy: '{"Version":"1"}' },
      });
      writeSecrets(join(home, 'named'), text);
      process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'] = 'named';
      await assertSigns(section('default'), () => ak);
    });
  });
});
