/**
 * Texts about a job besides its status: who signs for it, why it failed or is missing, and what a person can do. They may hold names
 * and words from outside, which are not cleaned here.
 */
import * as l10n from '@vscode/l10n';
import type { Account } from '../../cloud/account.ts';
import { quoteValue, quoteWords } from '../../cloud/quote.ts';
import { jobErrorNextStep } from './jobErrors.ts';
import { doubtNextStep, doubtText } from '../doubtfulEnd.ts';
import type { JobRecord } from '../record.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';

/** Who signs, as a name to show. Where it is not the name of a CLI profile, the text says what it is the name of. */
export function signerText({ signer, profile }: Pick<Account, 'signer' | 'profile'>): string {
  switch (signer) {
    case 'accessKey':
      return l10n.t('{0} (AccessKey added here)', profile);
    case 'credentialsFile':
      return l10n.t('{0} (credentials file)', profile);
    case 'instanceRole':
      return l10n.t('{0} (RAM role of the instance)', profile);
    case 'environment':
    case 'environmentOidc':
    case 'environmentUri':
    case 'cliProfile':
    case 'sandbox':
      return profile;
  }
}

/** Why a job may be missing from the list: somebody else signed the request for it. Undefined where that is not so. */
export function callerText({ otherCaller, account }: JobRecord): string | undefined {
  if (!otherCaller) return undefined;
  return l10n.t(
    'The profile {0} signs with other keys than when this was submitted, so the job may be in the list of another account.',
    quoteWords(account.profile, 200),
  );
}

/** By what the job of an unclear submission was recognised. Undefined where the service itself gave its RestoreId. */
export function adoptionText(record: JobRecord): string | undefined {
  const { adoption } = record;
  if (!adoption) return undefined;
  const restoreId = quoteValue(record.restoreId ?? '');
  if (adoption.chosen) return l10n.t('No usable answer to the request arrived. You chose {0} in the list.', restoreId);
  const { baseline, createdAfterMs } = adoption;
  const seconds = createdAfterMs === undefined ? undefined : Math.max(Math.round(createdAfterMs / 1000), 0);
  if (baseline && seconds !== undefined) {
    return l10n.t(
      "No usable answer to the request arrived. {0} is the only new job with all its parameters, created {1} s after it was sent, but who started it can't be known.",
      restoreId,
      seconds,
    );
  }
  if (baseline) {
    return l10n.t(
      "No usable answer to the request arrived. {0} is the only new job with all its parameters, but who started it can't be known.",
      restoreId,
    );
  }
  return l10n.t(
    "No usable answer to the request arrived. {0} is the only job of that time with all its parameters, but who started it can't be known.",
    restoreId,
  );
}

/** Why a job failed, is missing, or ended in a way that needs a look; undefined where there is nothing to say. */
export function jobMessage(record: JobRecord): string | undefined {
  const { failure, seen } = record;
  const told = failure?.message ?? seen?.ErrorMessage;
  return joinSentences(callerText(record), told, doubtText(record)) || undefined;
}

/** What a person can do about a failure, a missing job or a doubtful end; undefined where there is nothing to do. */
export function jobNextStep(record: JobRecord): string | undefined {
  const { state, failure, otherCaller } = record;
  const ofEnd = () => jobErrorNextStep(record.seen?.ErrorMessage ?? '') ?? doubtNextStep(record);
  // In place of the failure's own step, which is to look for the job: that is done here.
  if (state === 'unclear' && !otherCaller) {
    return l10n.t(
      'Don\'t submit it again before it is known whether it started. It is looked for by itself, and you will be told. "Check Whether It Started" looks at once.',
    );
  }
  if (failure || !otherCaller) return failure?.nextStep ?? ofEnd();
  return l10n.t("Give the profile its earlier keys again, or look at the job in that account's console.");
}
