import * as l10n from '@vscode/l10n';
import { wrongInCliFile } from '../cliConfigFile.ts';
import { textAt, type RawProfile } from '../cliModes.ts';
import type { CredentialsProvider, ProviderContext } from '../credentialsProvider.ts';
import { cliCommand, configureCommand } from '../cliCommand.ts';
import { timeFromSeconds, timedKeys } from '../keys.ts';
import { cliSignInProvider, storedKeys } from './cliSignIn.ts';

const sites: Readonly<Record<string, string>> = {
  CN: 'https://oauth.aliyun.com',
  INTL: 'https://oauth.alibabacloud.com',
};

/** A sign-in of the CLI by OAuth. Throws CloudError where its site isn't known. */
export function cliOAuthProvider(name: string, profile: RawProfile, context: ProviderContext): CredentialsProvider {
  const site = textAt(profile, 'oauth_site_type').toUpperCase();
  const origin = Object.hasOwn(sites, site) ? sites[site] : undefined;
  if (origin === undefined) {
    throw wrongInCliFile(name, context.home, l10n.t('its oauth_site_type is neither CN nor INTL.'));
  }
  return cliSignInProvider(
    {
      profile: name,
      mode: 'OAuth',
      stored: storedKeys(profile),
      address: `${origin}/v1/exchange`,
      body: {},
      accessToken: textAt(profile, 'oauth_access_token'),
      tokenExpires: timeFromSeconds(profile['oauth_access_token_expire']),
      command: configureCommand(name, '--mode', 'OAuth', '--oauth-site-type', site),
      // Any call of the CLI renews the sign-in: the CLI uses the refresh token and writes the new one into its file.
      ...(textAt(profile, 'oauth_refresh_token') === '' ? {} : { refresh: cliCommand('sts GetCallerIdentity', name) }),
    },
    '',
    ({ accessKeyId, accessKeySecret, securityToken, expiration }) =>
      timedKeys(accessKeyId, accessKeySecret, securityToken, expiration),
    context,
  );
}
