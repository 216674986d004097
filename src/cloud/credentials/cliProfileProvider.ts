import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { cliConfigPath, wrongInCliFile } from './cliConfigFile.ts';
import { missingKey, modeOf, requireSupportedMode, textAt, type RawProfile } from './cliModes.ts';
import type { UserFiles } from './userFiles.ts';
import { isRegionId } from '../endpoints.ts';
import type { CredentialsProvider, ProviderContext } from './credentialsProvider.ts';
import { cliProfilesOff } from './environment.ts';
import { configureCommand } from './cliCommand.ts';
import { unusableProfileError, removeVariableStep } from './credentialsErrors.ts';
import { withEnvironmentDefaults, environmentStsHost } from './environmentDefaults.ts';
import { accessKeyProvider } from './providers/accessKey.ts';
import { cliOAuthProvider } from './providers/cliOAuth.ts';
import { cloudSsoProvider } from './providers/cloudSso.ts';
import { credentialsUriProvider } from './providers/credentialsUri.ts';
import { ecsRamRoleProvider } from './providers/ecsRamRole.ts';
import { externalProcessProvider } from './providers/externalProcess.ts';
import { oidcRoleArnProvider } from './providers/oidcRoleArn.ts';
import { ramRoleArnProvider } from './providers/ramRoleArn.ts';
import { defaultSeconds, defaultSessionName } from './roleSession.ts';
import { regionalStsHost, stsHostIn } from './stsHost.ts';
import { quoteWords } from '../quote.ts';

interface Reader {
  readonly profiles: readonly RawProfile[];
  readonly context: ProviderContext;
}

/** How a profile of the CLI gets its keys. Rejects with a CloudError that says what it lacks. */
export async function cliProfileProvider(
  name: string,
  files: UserFiles,
  context: ProviderContext,
): Promise<CredentialsProvider> {
  const off = cliProfilesOff(context.env);
  if (off !== undefined) {
    throw unusableProfileError(
      name,
      l10n.t("{0} switches the Alibaba Cloud CLI's profiles off.", off),
      removeVariableStep(),
    );
  }
  const file = await files.cli();
  return providerOf(name, { profiles: file?.profiles ?? [], context }, []);
}

/** @param callers the profiles that assume their roles with the keys of this one */
function providerOf(name: string, reader: Reader, callers: readonly string[]): CredentialsProvider {
  const { context } = reader;
  const { env, home } = context;
  const named = reader.profiles.find((candidate) => textAt(candidate, 'name') === name);
  const lacking = (why: string) =>
    unusableProfileError(name, why, l10n.t('Complete it with `{0}`, or choose another one.', configureCommand(name)));
  const wrong = (why: string) => wrongInCliFile(name, home, why);
  if (named === undefined) throw lacking(l10n.t('{0} has no such profile.', quoteWords(cliConfigPath(home), 300)));
  if (callers.includes(name)) throw lacking(l10n.t('its source profiles form a circle.'));
  const mode = requireSupportedMode(name, modeOf(named));
  const isFirst = callers.length === 0;
  const profile = withEnvironmentDefaults(named, env, !isFirst);
  const missing = missingKey(profile, mode);
  if (missing !== undefined) throw lacking(l10n.t('it has no {0}.', missing));
  const text = (key: string) => textAt(profile, key);

  const ownKeys = (withToken: boolean) => {
    // `sts_expiration` is ignored. It belongs to a sign-in (CloudSSO, OAuth). In other modes the CLI neither reads nor resets it.
    const securityToken = withToken ? text('sts_token') : '';
    return accessKeyProvider({
      profile: name,
      origin: { kind: 'cli', command: configureCommand(name) },
      keys: {
        accessKeyId: text('access_key_id'),
        accessKeySecret: text('access_key_secret'),
        ...(securityToken === '' ? {} : { securityToken }),
      },
    });
  };
  const stsHost = (): string => {
    const endpoint = text('sts_endpoint').trim();
    if (endpoint !== '') {
      const host = stsHostIn(endpoint);
      if (host === undefined) throw wrong(l10n.t('its sts_endpoint is not a host name.'));
      return host;
    }
    const ofEnvironment = isFirst ? environmentStsHost(env, name) : undefined;
    if (ofEnvironment !== undefined) return ofEnvironment;
    const region = text('sts_region');
    if (region === '') return 'sts.aliyuncs.com';
    if (!isRegionId(region)) throw wrong(l10n.t('its sts_region is not a region ID.'));
    return regionalStsHost(region);
  };
  const sessionOf = (seconds: number) => ({
    profile: name,
    roleArn: text('ram_role_arn'),
    sessionName: text('ram_session_name') || defaultSessionName,
    seconds,
    stsHost: stsHost(),
  });
  const session = () => {
    const seconds = profile['expired_seconds'];
    if (typeof seconds !== 'number' || seconds === 0) return sessionOf(defaultSeconds);
    if (Number.isInteger(seconds) && seconds >= 900) return sessionOf(seconds);
    throw wrong(l10n.t('its expired_seconds must be a whole number, 900 or more.'));
  };
  const external = () => (text('external_id') === '' ? {} : { externalId: text('external_id') });

  switch (mode) {
    case 'AK':
      return ownKeys(false);
    case 'StsToken':
      return ownKeys(true);
    case 'RamRoleArn':
      return ramRoleArnProvider({ ...session(), ...external() }, ownKeys(true), context);
    case 'EcsRamRole':
      return ecsRamRoleProvider(name, text('ram_role_name'), context);
    case 'RamRoleArnWithRoleName':
      return ramRoleArnProvider(session(), ecsRamRoleProvider(name, text('ram_role_name'), context), context);
    case 'ChainableRamRoleArn': {
      const source = providerOf(text('source_profile'), reader, [...callers, name]);
      return ramRoleArnProvider({ ...session(), ...external() }, source, context);
    }
    case 'OIDC': {
      const tokenFile = resolve(home, text('oidc_token_file'));
      // As in the CLI, the profile's own session time counts in other modes alone.
      const role = { ...sessionOf(defaultSeconds), providerArn: text('oidc_provider_arn'), tokenFile };
      return oidcRoleArnProvider(role, context);
    }
    case 'CredentialsURI':
      return credentialsUriProvider(name, text('credentials_uri'), context);
    case 'External':
      return externalProcessProvider(name, text('process_command'), context);
    case 'CloudSSO':
      return cloudSsoProvider(name, profile, context);
    case 'OAuth':
      return cliOAuthProvider(name, profile, context);
  }
}
