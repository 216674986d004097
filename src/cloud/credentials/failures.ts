import * as l10n from '@vscode/l10n';
import { CloudError } from '../errors.ts';
import { clean, withoutQueries } from '../text.ts';

/** A profile that can't sign as it is: nothing was run or asked. `why` is a clause. */
export function cannotSign(profile: string, why: string, nextStep: string): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t('The profile "{0}" can\'t sign: {1}', clean(profile, 200), clean(why)),
    nextStep,
  });
}

/** What to do where a variable of the environment stands in the way. */
export const withoutVariable = () =>
  l10n.t('Take the variable out of the environment that the editor starts in, or choose another profile.');

/** What is known of an answer that gave no keys. */
export interface Refusal {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;
  readonly statusCode?: number | undefined;
}

/** Keys that couldn't be got: nothing was sent to the service. `why` is a clause and may hold text of others. */
export function lacksKeys(
  profile: string,
  why: string,
  nextStep = l10n.t('Check the profile, or choose another one.'),
  refusal: Refusal = {},
): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t('The profile "{0}" gave no credentials: {1}', clean(profile, 200), clean(withoutQueries(why))),
    nextStep: `${nextStep} ${l10n.t('Nothing was sent.')}`,
    ...refusal,
  });
}

/** A command of the CLI for a profile; a name that a shell would read as more than a name is left to the person. */
export function cliCommand(command: string, profile: string, ...options: string[]): string {
  const named = /^[\w.@][\w.@-]{0,99}$/.test(profile) ? profile : 'NAME';
  return ['aliyun', command, '--profile', named, ...options].join(' ');
}

/** Without a mode the CLI asks for what the profile's own mode needs. */
export const configureCommand = (profile: string, ...options: string[]) => cliCommand('configure', profile, ...options);

/** A time in ms since 1970, to the minute. */
export function shownTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Seconds since 1970 of a file as ms; 0 where it is no time. */
export function timeFromSeconds(value: unknown): number {
  const seconds = typeof value === 'number' ? value : Number.NaN;
  return seconds > 0 && seconds < 8.64e12 ? seconds * 1000 : 0;
}
