import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialSource } from '../../../../src/cloud/account.ts';
import { writeSecretFile } from '../../../hosts/testSecrets.ts';
import { closeServers } from '../helpers.ts';
import { ak, arn, assertSigns, instance, metadata, refusal, sts, textOf, withProfiles } from './credentialHelpers.ts';
import { createMetadata, createSts } from '../../standIns.ts';

describe('cloud: a section of ~/.alibabacloud/credentials', () => {
  afterEach(closeServers);

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
      writeSecretFile(join(home, '.alibabacloud', 'credentials'), text.replaceAll('\n', '\r\n'));
      await assertSigns(section('default'), () => ak);
      await assertSigns(section('token'), () => sts);
      await assertSigns(section('instance'), () => instance);
      await assertSigns(section('role'), () => service.last);
      assert.deepEqual(service.calls[0]?.form, {
        ...{ RoleArn: arn, RoleSessionName: 'file', DurationSeconds: '3600', Policy: '{"Version":"1"}' },
      });
      writeSecretFile(join(home, 'named'), text);
      process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'] = 'named';
      await assertSigns(section('default'), () => ak);
    });
  });

  for (const [what, text, says] of [
    ['is gone', '[another]\ntype = ecs_ram_role', /credentials" has no such section\..*Complete it in /],
    ['lacks its token', '[p]\ntype = sts\naccess_key_id = i\naccess_key_secret = s', /it has no security_token\./],
    ['is of another type', '[p]\ntype = toString', /its type "toString" is not supported here, only access_key, sts, /],
  ] as const) {
    it(`a section that ${what} signs nothing, and says so`, () =>
      withProfiles([], {}, async (_, home) => {
        await mkdir(join(home, '.alibabacloud'));
        writeSecretFile(join(home, '.alibabacloud', 'credentials'), text);
        assert.match(textOf(await refusal(() => true, { kind: 'credentialsFile', name: 'p' })), says);
      }));
  }
});
