import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { cliConfigPath, readCliFile } from '../cliConfig.ts';
import { missingKey, modeOf, requireSupportedMode, textAt, type RawProfile } from '../cliModes.ts';
import { isRegionId } from '../endpoints.ts';
import { cliProfilesOff, type Environment } from '../environment.ts';
import { clean } from '../text.ts';
import { cannotSign, cliCommand, configureCommand, timeFromSeconds, withoutVariable } from './failures.ts';
import { filledIn, stsHostOf } from './fromEnvironment.ts';
import { addressPlan, programPlan } from './outside.ts';
import { defaultSeconds, defaultSessionName, instancePlan, type Plan, type SignInPlan } from './plan.ts';
import { stsHostIn } from './stsHost.ts';

const oauthSites: Readonly<Record<string, string>> = {
  CN: 'https://oauth.aliyun.com',
  INTL: 'https://oauth.alibabacloud.com',
};

interface Reader {
  readonly profiles: readonly RawProfile[];
  readonly env: Environment;
  readonly home: string;
}

/** How a profile of the CLI gets its keys. Throws CloudError that says what it lacks. */
export async function cliPlan(name: string, env: Environment, home: string): Promise<Plan> {
  const off = cliProfilesOff(env);
  if (off !== undefined) {
    throw cannotSign(name, l10n.t("{0} switches the Alibaba Cloud CLI's profiles off.", off), withoutVariable());
  }
  const file = await readCliFile(home);
  return profilePlan(name, { profiles: file?.profiles ?? [], env, home }, []);
}

function profilePlan(name: string, reader: Reader, callers: readonly string[]): Plan {
  const { env, home } = reader;
  const named = reader.profiles.find((candidate) => textAt(candidate, 'name') === name);
  const lacking = (why: string) =>
    cannotSign(name, why, l10n.t('Complete it with `{0}`, or choose another one.', configureCommand(name)));
  const wrong = (why: string) =>
    cannotSign(name, why, l10n.t('Correct it in {0}, or choose another profile.', clean(cliConfigPath(home), 300)));
  if (named === undefined) throw lacking(l10n.t('{0} has no such profile.', cliConfigPath(home)));
  if (callers.includes(name)) throw lacking(l10n.t('its source profiles form a circle.'));
  const mode = requireSupportedMode(name, modeOf(named));
  const isFirst = callers.length === 0;
  const profile = filledIn(named, env, !isFirst);
  const missing = missingKey(profile, mode);
  if (missing !== undefined) throw lacking(l10n.t('it has no {0}.', missing));
  const text = (key: string) => textAt(profile, key);

  const ownKeys = (withToken: boolean): Plan => {
    // Without `sts_expiration`: it is of a sign-in (CloudSSO, OAuth), and in other modes the CLI neither reads nor resets it.
    const securityToken = withToken ? text('sts_token') : '';
    return {
      kind: 'keys',
      profile: name,
      origin: { kind: 'cli', command: configureCommand(name) },
      keys: {
        accessKeyId: text('access_key_id'),
        accessKeySecret: text('access_key_secret'),
        ...(securityToken === '' ? {} : { securityToken }),
      },
    };
  };
  const stsHost = (): string => {
    const endpoint = text('sts_endpoint').trim();
    if (endpoint !== '') {
      const host = stsHostIn(endpoint);
      if (host === undefined) throw wrong(l10n.t('its sts_endpoint is no host.'));
      return host;
    }
    const ofEnvironment = isFirst ? stsHostOf(env, name) : undefined;
    if (ofEnvironment !== undefined) return ofEnvironment;
    const region = text('sts_region');
    if (region === '') return 'sts.aliyuncs.com';
    if (!isRegionId(region)) throw wrong(l10n.t('its sts_region is no region ID.'));
    return `sts.${region}.aliyuncs.com`;
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
    throw wrong(l10n.t('its expired_seconds are no whole number from 900 on.'));
  };
  const external = () => (text('external_id') === '' ? {} : { externalId: text('external_id') });

  switch (mode) {
    case 'AK':
      return ownKeys(false);
    case 'StsToken':
      return ownKeys(true);
    case 'RamRoleArn':
      return { kind: 'role', by: ownKeys(true), ...session(), ...external() };
    case 'EcsRamRole':
      return instancePlan(name, text('ram_role_name'), env);
    case 'RamRoleArnWithRoleName':
      return { kind: 'role', by: instancePlan(name, text('ram_role_name'), env), ...session() };
    case 'ChainableRamRoleArn': {
      const by = profilePlan(text('source_profile'), reader, [...callers, name]);
      return { kind: 'role', by, ...session(), ...external() };
    }
    case 'OIDC': {
      const tokenFile = resolve(home, text('oidc_token_file'));
      // As the CLI does: the profile's time is of other modes.
      return { kind: 'oidc', ...sessionOf(defaultSeconds), providerArn: text('oidc_provider_arn'), tokenFile };
    }
    case 'CredentialsURI':
      return addressPlan(name, text('credentials_uri'), env);
    case 'External':
      return programPlan(name, text('process_command'), env, home);
    case 'CloudSSO':
    case 'OAuth':
      return signInPlan(name, mode, profile, wrong);
  }
}

function signInPlan(
  name: string,
  mode: 'CloudSSO' | 'OAuth',
  profile: RawProfile,
  wrong: (why: string) => Error,
): SignInPlan {
  const text = (key: string) => textAt(profile, key);
  const accessKeyId = text('access_key_id');
  const accessKeySecret = text('access_key_secret');
  const securityToken = text('sts_token');
  const expires = timeFromSeconds(profile['sts_expiration']);
  const isStored = accessKeyId !== '' && accessKeySecret !== '' && securityToken !== '' && expires !== 0;
  const common = {
    kind: 'signIn' as const,
    profile: name,
    ...(isStored ? { stored: { keys: { accessKeyId, accessKeySecret, securityToken }, expires } } : {}),
  };
  if (mode === 'OAuth') {
    const site = text('oauth_site_type').toUpperCase();
    const origin = Object.hasOwn(oauthSites, site) ? oauthSites[site] : undefined;
    if (origin === undefined) throw wrong(l10n.t('its oauth_site_type is neither CN nor INTL.'));
    return {
      ...common,
      mode,
      address: `${origin}/v1/exchange`,
      body: {},
      accessToken: text('oauth_access_token'),
      tokenExpires: timeFromSeconds(profile['oauth_access_token_expire']),
      command: configureCommand(name, '--mode', 'OAuth', '--oauth-site-type', site),
      // Whatever asks by it: the CLI then uses the refresh token and writes the new one down.
      ...(text('oauth_refresh_token') === '' ? {} : { refresh: cliCommand('sts GetCallerIdentity', name) }),
    };
  }
  const signIn = text('cloud_sso_sign_in_url');
  // The token travels there, so nobody may listen.
  if (!URL.canParse(signIn) || new URL(signIn).protocol !== 'https:') {
    throw wrong(l10n.t('its cloud_sso_sign_in_url is no https:// address.'));
  }
  return {
    ...common,
    mode,
    address: `${new URL(signIn).origin}/cloud-credentials`,
    body: { AccountId: text('cloud_sso_account_id'), AccessConfigurationId: text('cloud_sso_access_config') },
    accessToken: text('access_token'),
    tokenExpires: timeFromSeconds(profile['cloud_sso_access_token_expire']),
    command: configureCommand(name),
  };
}
