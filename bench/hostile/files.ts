/** What is said of a hostile file of credentials. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCliFile } from '../../src/cloud/credentials/cliConfigFile.ts';
import { openUserFiles } from '../../src/cloud/credentials/userFiles.ts';
import { profileChoices } from '../../src/cloud/credentials/profileChoices.ts';
import { writeSecretFile } from '../../test/hosts/testSecrets.ts';
import { secret } from './payloads.ts';
import type { Shown } from './outputChecks.ts';
import { errorTexts } from './nodeSurfaces.ts';

export const modes = [
  'AK',
  'StsToken',
  'RamRoleArn',
  'EcsRamRole',
  'External',
  'CredentialsURI',
  'OIDC',
  'CloudSSO',
  'OAuth',
];

/** A profile of the CLI's file, whose every text is hostile and whose every secret is one. */
export const profileOf = (text: string, mode: string) => ({
  ...{ name: `${mode} ${text}`, mode, access_key_id: text, access_key_secret: secret, sts_token: secret },
  ...{ region_id: text, endpoint_type: text, ram_role_arn: text, ram_role_name: text, ram_session_name: text },
  ...{ process_command: text, credentials_uri: text, oidc_provider_arn: text, oidc_token_file: text },
  ...{ cloud_sso_sign_in_url: text, access_token: secret, oauth_access_token: secret, sts_expiration: text },
  ...{ cloud_sso_account_id: text, cloud_sso_access_config: text, source_profile: text, sts_endpoint: text },
  ...{ oauth_site_type: text, oauth_refresh_token: secret, external_id: text, sts_region: text },
});

/** @param home is written to; nothing of it is run or asked */
export async function fileSurfaces(text: string, home: string): Promise<Shown[]> {
  const path = join(home, '.aliyun', 'config.json');
  await mkdir(join(home, '.aliyun'), { recursive: true });
  const profiles = [...modes, text].map((mode) => profileOf(text, mode));
  const shown: Shown[] = [];
  for (const content of [JSON.stringify({ current: text, profiles }), `{"access_key_secret": "${secret}", ${text}`]) {
    writeSecretFile(path, content);
    try {
      const found = await readCliFile(home);
      // Names are kept to be matched, so they are checked where they are drawn.
      if (found && found.profiles.length !== profiles.length) throw new Error('a profile is missing');
      const { choices, problems } = await profileChoices(openUserFiles({}, home));
      for (const { mode, account, accessKeyId, region, problem } of choices) {
        const texts = [mode, account, accessKeyId, region, problem?.message, problem?.nextStep];
        shown.push(...texts.map((each): Shown => ({ surface: 'a profile', kind: 'line', text: each ?? '' })));
      }
      shown.push(...problems.flatMap((problem) => errorTexts('an error about a file', problem)));
    } catch (error) {
      shown.push(...errorTexts('an error about a file', error));
    }
  }
  return shown;
}
