import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { CredentialSource } from '../../../../src/cloud/account.ts';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { closeServers } from '../helpers.ts';
import {
  ak,
  arn,
  assertSigns,
  consentsFor,
  exchanged,
  inFile,
  instance,
  metadata,
  refusal,
  sts,
  textOf,
  withProfiles,
} from './credentialHelpers.ts';
import { createMetadata, createSts, inMinutes, json, vendorKeys } from '../../standIns.ts';

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
      ALIBABA_CLOUD_SECURITY_TOKEN: testSecret('of another.'),
    });
  });

  for (const [kind, variable] of [
    ['environment', 'ALIBABA_CLOUD_ACCESS_KEY_ID'],
    ['environmentOidc', 'ALIBABA_CLOUD_OIDC_TOKEN_FILE'],
    ['environmentUri', 'ALIBABA_CLOUD_CREDENTIALS_URI'],
  ] as const) {
    it(`nobody in place of ${kind} once the environment has it no more`, () =>
      withProfiles([{ name: 'p', mode: 'AK', ...inFile(ak) }], {}, async () => {
        const says = textOf(await refusal(() => true, { kind }));
        assert.match(says, new RegExp(`the environment has no ${variable} any more\\.`));
      }));
  }

  it("the environment's OIDC role", async () => {
    const oidcToken = testSecret('oidc.env.');
    const service = createSts([], { oidcToken });
    await withProfiles(
      [],
      { 'https://sts-vpc.cn-hangzhou.aliyuncs.com': service.answer },
      async (_, home) => {
        writeSecretFile(join(home, 'oidc'), oidcToken);
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
});
