/** What is taken from the environment where the profile that is asked for leaves it out. */
import * as l10n from '@vscode/l10n';
import { textAt, type RawProfile } from '../cliModes.ts';
import { profileFields, stsEndpoint, type Environment } from '../environment.ts';
import { cannotSign } from './failures.ts';

/** The profile with what it leaves out. */
export function filledIn(profile: RawProfile, env: Environment): RawProfile {
  const missing = Object.entries(profileFields(env)).filter(([field]) => textAt(profile, field) === '');
  return { ...profile, ...Object.fromEntries(missing) };
}

/** A host of STS, also where it is written as an address; undefined where it is none. */
export function stsHostIn(endpoint: string): string | undefined {
  const host = endpoint
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
  return /^[a-z0-9.-]+(:\d{1,5})?$/i.test(host) && URL.canParse(`https://${host}`) ? host : undefined;
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
