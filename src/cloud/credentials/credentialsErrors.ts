/** The errors for a profile without usable keys. */
import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloudError.ts';
import { quoteWords } from '../quote.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/** The error for a profile that can't sign as it is; nothing was run or asked. `why` is a clause in which values are quoted. */
export function unusableProfileError(profile: string, why: string, nextStep: string): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t("The profile {0} can't sign: {1}", quoteWords(profile, 200), why),
    nextStep,
  });
}

/** What to do where a variable of the environment stands in the way. */
export const removeVariableStep = () =>
  l10n.t('Remove the variable from the environment that the editor starts in, or choose another profile.');

/** What is known of an answer that gave no keys. */
export interface RefusedResponse {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;
  readonly statusCode?: number | undefined;
}

/** The error for keys that couldn't be got; nothing was sent to the service. `why` is a clause in which values are quoted. */
export function noCredentialsError(
  profile: string,
  why: string,
  nextStep = l10n.t('Check the profile, or choose another one.'),
  refusal: RefusedResponse = {},
): CloudError {
  return new CloudError({
    outcome: 'notSent',
    message: l10n.t('The profile {0} gave no credentials: {1}', quoteWords(profile, 200), why),
    nextStep: joinSentences(nextStep, l10n.t('Nothing was sent.')),
    ...refusal,
  });
}

/** A time in ms since 1970, to the minute. */
export function shownTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
