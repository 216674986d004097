/** The reasons that the service gives for how a job ended. */
import * as l10n from '@vscode/l10n';

/** What there is to do about the end of a job, by the `ErrorMessage` that the service gives it; undefined where that is not known. */
export function jobErrorNextStep(errorMessage: string): string | undefined {
  if (/\bTARGET_NOT_EXIST\b/.test(errorMessage)) {
    return l10n.t("The target folder doesn't exist: create it on the target, then submit again.");
  }
  if (/\bCLIENT_OFFLINE\b/.test(errorMessage)) {
    return l10n.t('The backup client of the instance is offline: start it, then submit again.');
  }
  return undefined;
}
