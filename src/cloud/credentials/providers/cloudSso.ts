import * as l10n from '@vscode/l10n';
import { isRecord } from '../../json.ts';
import { sanitize } from '../../sanitize.ts';
import { wrongInCliFile } from '../cliConfigFile.ts';
import { textAt, type RawProfile } from '../cliModes.ts';
import type { CredentialsProvider, ProviderContext } from '../credentialsProvider.ts';
import { configureCommand } from '../cliCommand.ts';
import { timeFromSeconds, timedKeys } from '../keys.ts';
import { cliSignInProvider, storedKeys } from './cliSignIn.ts';

/** A sign-in of the CLI to CloudSSO. Throws CloudError where the address of the sign-in can't be used. */
export function cloudSsoProvider(name: string, profile: RawProfile, context: ProviderContext): CredentialsProvider {
  const signInUrl = textAt(profile, 'cloud_sso_sign_in_url');
  // The token is sent there, so the connection must be encrypted.
  if (!URL.canParse(signInUrl) || new URL(signInUrl).protocol !== 'https:') {
    throw wrongInCliFile(name, context.home, l10n.t('its cloud_sso_sign_in_url is not an https:// address.'));
  }
  const accountId = textAt(profile, 'cloud_sso_account_id');
  const body = { AccountId: accountId, AccessConfigurationId: textAt(profile, 'cloud_sso_access_config') };
  const provider = cliSignInProvider(
    {
      profile: name,
      mode: 'CloudSSO',
      stored: storedKeys(profile),
      address: `${new URL(signInUrl).origin}/cloud-credentials`,
      body,
      accessToken: textAt(profile, 'access_token'),
      tokenExpires: timeFromSeconds(profile['cloud_sso_access_token_expire']),
      command: configureCommand(name),
    },
    JSON.stringify(body),
    ({ CloudCredential }) => {
      const given = isRecord(CloudCredential) ? CloudCredential : {};
      return timedKeys(given['AccessKeyId'], given['AccessKeySecret'], given['SecurityToken'], given['Expiration']);
    },
    context,
  );
  return { ...provider, accountId: sanitize(accountId, 80) || undefined };
}
