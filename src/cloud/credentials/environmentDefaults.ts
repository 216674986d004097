/** Fills in what a profile of the CLI leaves out from the environment. */
import * as l10n from '@vscode/l10n';
import { textAt, type RawProfile } from './cliModes.ts';
import { profileFields, stsEndpoint, type Environment } from './environment.ts';
import { unusableProfileError } from './credentialsErrors.ts';
import { stsHostIn } from './stsHost.ts';

/**
 * The profile with the fields filled in that it leaves out, as the CLI does it.
 *
 * @param isSource whether another profile assumes its role with the keys of this one; then only its address of credentials is filled in
 */
export function withEnvironmentDefaults(profile: RawProfile, env: Environment, isSource: boolean): RawProfile {
  const missing = Object.entries(profileFields(env)).filter(
    ([field]) => textAt(profile, field) === '' && (!isSource || field === 'credentials_uri'),
  );
  return { ...profile, ...Object.fromEntries(missing) };
}

/** The host of STS that the environment names; undefined where it names none. Throws CloudError where it is no host. */
export function environmentStsHost(env: Environment, profile: string): string | undefined {
  const named = stsEndpoint(env);
  if (named === undefined) return undefined;
  const host = stsHostIn(named.value);
  if (host !== undefined) return host;
  throw unusableProfileError(
    profile,
    l10n.t('{0}, the STS endpoint in the environment, is not a host name.', named.name),
    l10n.t('Correct the variable where the editor is started from, or choose another profile.'),
  );
}
