import assert from 'node:assert/strict';
import { join } from 'node:path';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { createSigner } from '../../../../src/cloud/credentials/signer.ts';
import { closeServers, failure } from '../helpers.ts';
import {
  ak,
  arn,
  assertSigns,
  consentsFor,
  exchanged,
  inFile,
  profileNamed,
  refusal,
  withProfiles,
} from './credentialHelpers.ts';
import { createSts, inMinutes, json, vendorKeys } from '../../standIns.ts';
import { plainQuotes } from '../../plainQuotes.ts';

describe('cloud: what signs beside the environment', () => {
  afterEach(closeServers);

  describe('a profile of the CLI that leaves to the environment what the CLI takes from there', () => {
    const p = profileNamed('p');
    const role = { name: 'p', mode: 'RamRoleArn', ...inFile(ak), ram_role_arn: arn };
    const hostsOf = ({ calls }: ReturnType<typeof createSts>) => calls.map(({ host }) => host);

    it('OIDC', async () => {
      const oidcToken = testSecret('oidc.filled.');
      const service = createSts([], { oidcToken });
      await withProfiles(
        [{ name: 'p', mode: 'OIDC', ram_role_arn: arn }],
        { 'https://sts.cn-beijing.aliyuncs.com': service.answer },
        async (_, home) => {
          writeSecretFile(join(home, 'oidc'), oidcToken);
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
          assert.match(plainQuotes(message), /"q" can't sign: ALIBABA_CLOUD_STS_ENDPOINT, .*is not a host name\./);
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
});
