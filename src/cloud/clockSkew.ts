/** How this machine's clock differs from the service's, in words for a person. */
import * as l10n from '@vscode/l10n';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A smaller difference proves nothing: the response took some time to come, and its date has whole seconds. */
const smallestSkew = 60 * second;

/** In the largest unit of which there are at least two. */
function durationText(ms: number): string {
  if (ms < 2 * minute) return l10n.t('{0} seconds', Math.round(ms / second));
  if (ms < 2 * hour) return l10n.t('{0} minutes', Math.round(ms / minute));
  return ms < 2 * day ? l10n.t('{0} hours', Math.round(ms / hour)) : l10n.t('{0} days', Math.round(ms / day));
}

function howToSet(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return l10n.t('Set it: Settings > Time & language > Date & time > Sync now.');
    case 'darwin':
      return l10n.t('Set it: System Settings > General > Date & Time > Set time and date automatically.');
    default:
      return l10n.t('Set it, for example with `sudo timedatectl set-ntp true`.');
  }
}

/**
 * Why the service refused the time of a request, and what a person can do.
 *
 * @param aheadMs how far this machine's clock is ahead of the service's; undefined where that isn't known
 */
export function clockProblem(
  aheadMs: number | undefined,
  platform: NodeJS.Platform = process.platform,
): { readonly happened: string; readonly nextStep: string } {
  const nextStep = joinSentences(howToSet(platform), l10n.t('Nothing was changed.'));
  if (aheadMs === undefined) {
    return { happened: l10n.t("This machine's clock is wrong by more than the service allows."), nextStep };
  }
  if (Math.abs(aheadMs) < smallestSkew) {
    return {
      happened: l10n.t("The service refused the request's time, though this machine's clock is correct now."),
      nextStep: l10n.t('Try again: the request was held up, or the clock was set since. Nothing was changed.'),
    };
  }
  return {
    happened:
      aheadMs < 0
        ? l10n.t("This machine's clock is {0} behind the service's.", durationText(-aheadMs))
        : l10n.t("This machine's clock is {0} ahead of the service's.", durationText(aheadMs)),
    nextStep,
  };
}
