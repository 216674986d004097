import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { CredentialSource } from '../account.ts';
import { registerSecrets } from '../redaction/secrets.ts';
import { cliProfileProvider } from './cliProfileProvider.ts';
import { openUserFiles, type UserFiles } from './userFiles.ts';
import { credentialsFileProvider } from './credentialsFileProvider.ts';
import type { CredentialsProvider, ProviderContext } from './credentialsProvider.ts';
import { credentialsUri, environmentKeys, environmentRole, uriProfile } from './environment.ts';
import { noCredentialsError } from './credentialsErrors.ts';
import { environmentStsHost } from './environmentDefaults.ts';
import { accessKeyProvider } from './providers/accessKey.ts';
import { credentialsUriProvider } from './providers/credentialsUri.ts';
import { ecsRamRoleProvider } from './providers/ecsRamRole.ts';
import { oidcRoleArnProvider } from './providers/oidcRoleArn.ts';
import { defaultSeconds, defaultSessionName } from './roleSession.ts';

/**
 * The provider of a source, by the present state of the files and the environment. Nothing is run or asked. Rejects with a
 * CloudError (`notSent`) that says what is missing, and what a person can do.
 *
 * @param profile the name that errors use, where the source has none of its own
 */
export async function resolveProvider(
  source: CredentialSource,
  profile: string,
  files: UserFiles = openUserFiles(),
  options: Pick<ProviderContext, 'host' | 'log'> = {},
): Promise<CredentialsProvider> {
  const { env, home } = files;
  const context: ProviderContext = { env, home, ...options };
  const gone = (what: string) =>
    noCredentialsError(
      profile,
      l10n.t('the environment has no {0} any more.', what),
      l10n.t('Set it where the editor is started from, then restart the editor; or choose another profile.'),
    );
  switch (source.kind) {
    case 'keys': {
      const { accessKeyId, accessKeySecret, securityToken } = source;
      registerSecrets(accessKeySecret, securityToken);
      const keys = { accessKeyId, accessKeySecret, securityToken };
      return accessKeyProvider({ profile, keys, origin: { kind: 'added' } });
    }
    case 'environment': {
      const found = environmentKeys(env);
      if (found === undefined) throw gone('ALIBABA_CLOUD_ACCESS_KEY_ID');
      const { variable, accessKeyId, accessKeySecret, securityToken } = found;
      const keys = { accessKeyId, accessKeySecret, securityToken };
      return accessKeyProvider({ profile, keys, origin: { kind: 'environment', variable } });
    }
    case 'environmentOidc': {
      const role = environmentRole(env);
      if (role === undefined) throw gone('ALIBABA_CLOUD_OIDC_TOKEN_FILE');
      const sessionName = role.sessionName ?? defaultSessionName;
      const tokenFile = resolve(home, role.tokenFile);
      const stsHost = environmentStsHost(env, profile) ?? role.stsHost;
      return oidcRoleArnProvider(
        { profile, ...role, tokenFile, sessionName, stsHost, seconds: defaultSeconds },
        context,
      );
    }
    case 'environmentUri': {
      const uri = credentialsUri(env);
      if (uri === undefined) throw gone('ALIBABA_CLOUD_CREDENTIALS_URI');
      // Consents are kept under this name, whatever name is shown.
      return credentialsUriProvider(uriProfile, uri.value, context);
    }
    case 'cliProfile':
      return cliProfileProvider(source.name, files, context);
    case 'credentialsFile':
      return credentialsFileProvider(source.name, files, context);
    case 'instanceRole':
      return ecsRamRoleProvider(profile, source.name, context);
  }
}
