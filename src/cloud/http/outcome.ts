import * as l10n from '@vscode/l10n';

/**
 * What is known about a request that failed:
 * - `notSent`: it surely never reached the service;
 * - `refused`: the service got it and says that it did nothing;
 * - `unclear`: it may have been executed.
 *
 * CreateRestoreJob has no idempotency token. So nothing in this room sends a request a second time, and whoever does so must ask
 * `isRetriable` (src/jobs/retry.ts), which never allows it after `unclear`.
 */
export type Outcome = 'notSent' | 'refused' | 'unclear';

/** How a call ended. */
export type CallOutcome = 'ok' | Outcome;

/** What a person can do after an `unclear` outcome. Only for a restore could a repetition do harm. */
export function unclearNextStep(operation: string): string {
  return operation === 'CreateRestoreJob'
    ? l10n.t("The restore may have started. Look for it among the vault's restore jobs before you submit again.")
    : l10n.t('Try again in a moment.');
}
