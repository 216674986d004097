/** What is taken from the environment where the profile that is asked for leaves it out. */
import * as l10n from '@vscode/l10n';
import { textAt, type RawProfile } from '../cliModes.ts';
import { profileFields, stsEndpoint, type Environment } from '../environment.ts';
import { cannotSign } from './failures.ts';
import { stsHostIn } from './stsHost.ts';

/**
 * The profile with what it leaves out.
 *
 * @param isSource whether another profile assumes its role by the keys of this one: it gets its address of credentials alone
 */
export function filledIn(profile: RawProfile, env: Environment, isSource: boolean): RawProfile {
  const missing = Object.entries(profileFields(env)).filter(
    ([field]) => textAt(profile, field) === '' && (!isSource || field === 'credentials_uri'),
  );
  return { ...profile, ...Object.fromEntries(missing) };
}

/** The host of STS that the environment names; undefined where it names none. Throws CloudError where it is no host. */
export function stsHostOf(env: Environment, profile: string): string | undefined {
  const named = stsEndpoint(env);
  if (named === undefined) return undefined;
  const host = stsHostIn(named.value);
  if (host !== undefined) return host;
  throw cannotSign(
    profile,
    l10n.t('{0}, the endpoint of STS in the environment, is no host.', named.name),
    l10n.t('Correct the variable where the editor is started from, or choose another profile.'),
  );
}
