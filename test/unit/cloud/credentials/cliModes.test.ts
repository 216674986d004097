import assert from 'node:assert/strict';
import { modeOf } from '../../../../src/cloud/credentials/cliModes.ts';

describe("the mode of a CLI's profile", () => {
  const rows: [profile: Readonly<Record<string, unknown>>, mode: string][] = [
    [{ mode: ' ramrolearn ' }, 'RamRoleArn'],
    [{ mode: 'anonymous', access_key_id: 'i', access_key_secret: 's' }, 'Anonymous'],
    [{ mode: 'New', access_key_id: 'i', access_key_secret: 's' }, 'New'],
    [{ access_key_id: 'i', access_key_secret: 's' }, 'AK'],
    [{ access_key_id: 'i' }, ''],
    [{ access_key_secret: 's' }, ''],
    [{ access_key_id: 'i', access_key_secret: 's', sts_token: 't', ram_role_arn: 'r' }, 'StsToken'],
    [{ access_key_id: 'i', access_key_secret: 's', ram_role_arn: 'r', ram_role_name: 'n' }, 'RamRoleArn'],
    [{ private_key: 'k', key_pair_name: 'n' }, 'RsaKeyPair'],
    [{ private_key: 'k' }, ''],
    [{ ram_role_name: 'n', process_command: 'c' }, 'EcsRamRole'],
    [{ process_command: 'c' }, 'External'],
    [{ oidc_provider_arn: 'p', oidc_token_file: 'f', ram_role_arn: 'r' }, 'OIDC'],
    [{ oidc_provider_arn: 'p', oidc_token_file: 'f' }, ''],
    [{ cloud_sso_sign_in_url: 'u' }, 'CloudSSO'],
    [{ bearer_token: 't' }, 'BearerToken'],
    [{ mode: '', access_key_id: '', access_key_secret: 's' }, ''],
    [{}, ''],
  ];
  for (const [profile, mode] of rows) {
    it(`is ${mode || 'none'} for ${JSON.stringify(profile)}`, () => assert.equal(modeOf(profile), mode));
  }
});
