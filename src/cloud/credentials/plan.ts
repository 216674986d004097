/** How keys are got, as the user's files and environment have it, before anything is run or asked. */
import * as l10n from '@vscode/l10n';
import { metadataOff, type Environment } from '../environment.ts';
import type { CloudError } from '../errors.ts';
import { anyInstanceRole } from '../profiles.ts';
import type { Keys } from '../sdk.ts';
import { cannotSign, lacksKeys, shownTime, withoutVariable } from './failures.ts';
import type { EnteredOrigin } from './origin.ts';

/** Keys, and when they run out (ms since 1970) where that is known. */
export interface TimedKeys {
  readonly keys: Keys;
  readonly expires?: number;
}

/** A role that is assumed with the keys of another plan. */
export interface RolePlan {
  readonly kind: 'role';
  readonly profile: string;
  readonly by: Plan;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
  /** Host of STS, with its port where that isn't 443. */
  readonly stsHost: string;
  readonly externalId?: string;
  readonly policy?: string;
}

/** A sign-in of the CLI, whose access token is exchanged for keys. */
export interface SignInPlan {
  readonly kind: 'signIn';
  readonly profile: string;
  readonly mode: 'CloudSSO' | 'OAuth';
  /** Where the token is exchanged. */
  readonly address: string;
  readonly body: Readonly<Record<string, string>>;
  readonly accessToken: string;
  /** When the access token runs out, ms since 1970; 0 where the file doesn't say. */
  readonly tokenExpires: number;
  /** Keys that the CLI got by it. */
  readonly stored?: TimedKeys & { readonly expires: number };
  /** The command that signs in again. */
  readonly command: string;
  /** The command by which the CLI gets new tokens without anybody signing in, where it has a token for that. */
  readonly refresh?: string;
}

/** `profile` names who is spoken of in errors. Holds secrets: to be compared and used, never shown. */
export type Plan =
  | { readonly kind: 'keys'; readonly profile: string; readonly keys: Keys; readonly origin: EnteredOrigin }
  | RolePlan
  | SignInPlan
  | {
      readonly kind: 'oidc';
      readonly profile: string;
      readonly roleArn: string;
      readonly providerArn: string;
      readonly tokenFile: string;
      readonly sessionName: string;
      readonly seconds: number;
      readonly stsHost: string;
    }
  /** The RAM role of the instance; without a name its metadata is asked for one. */
  | { readonly kind: 'instance'; readonly profile: string; readonly roleName: string | undefined }
  | { readonly kind: 'address'; readonly profile: string; readonly address: string }
  | { readonly kind: 'program'; readonly profile: string; readonly command: string; readonly home: string };

/** How long a program may take that gives keys, in ms: it may ask a person first. */
export const programMs = 60_000;

/** How long the keys of a role are good where nobody says it, in seconds; STS has the same. */
export const defaultSeconds = 3600;

/** Who comes as the caller of a role, where nobody has named one. */
export const defaultSessionName = 'cloud-backup-restore';

/** A RAM role's name, as a path may hold it. */
const isRoleName = (name: string) => /^[\w.@-]{1,64}$/.test(name);

/**
 * The plan for an instance's role; without a name, or by `anyInstanceRole`, for whichever the instance has. Throws CloudError
 * for a name that no role can have: the instance's own role may be quite another.
 */
export function instancePlan(profile: string, roleName: string, env: Environment): Plan {
  const off = metadataOff(env);
  if (off !== undefined) {
    throw cannotSign(
      profile,
      l10n.t("it needs the instance's metadata service, which {0} switches off.", off),
      withoutVariable(),
    );
  }
  if (roleName === '' || roleName === anyInstanceRole) return { kind: 'instance', profile, roleName: undefined };
  if (isRoleName(roleName)) return { kind: 'instance', profile, roleName };
  throw cannotSign(
    profile,
    l10n.t('its RAM role is called "{0}", which no role can be.', roleName),
    l10n.t('Correct the name of the role: look for spaces in it. Or choose another profile.'),
  );
}

/** Why a plan can't give keys at `now` (ms since 1970), as far as its sign-in's times tell; undefined where it may. */
export function expired(plan: Plan, now: number): CloudError | undefined {
  if (plan.kind === 'role') return expired(plan.by, now);
  if (plan.kind !== 'signIn' || (plan.stored?.expires ?? 0) > now) return undefined;
  if (plan.accessToken !== '' && plan.tokenExpires > now) return undefined;
  const why =
    plan.accessToken === '' || plan.tokenExpires === 0
      ? l10n.t('nobody is signed in by it.')
      : l10n.t('its sign-in ran out on {0}.', shownTime(plan.tokenExpires));
  const nextStep =
    plan.refresh === undefined
      ? l10n.t('Sign in again with `{0}`.', plan.command)
      : l10n.t(
          "Have the CLI renew it with `{0}`; where it can't, sign in again with `{1}`.",
          plan.refresh,
          plan.command,
        );
  return lacksKeys(plan.profile, why, nextStep);
}
