/** What is said of a job besides its status; unchecked text. */
import * as l10n from '@vscode/l10n';
import { cleanExact } from '../cloud/text.ts';
import type { JobRecord } from './record.ts';

/** Why a job may be missing where it was looked for: somebody else signed. */
export function callerText({ otherCaller, account }: JobRecord): string | undefined {
  if (!otherCaller) return undefined;
  return l10n.t(
    'The profile "{0}" signs with other keys than when this was submitted, so the job may be in the list of another account.',
    cleanExact(account.profile, 200),
  );
}

/** Why a job is as it is; undefined where there is nothing to say. */
export function messageOf(record: JobRecord): string | undefined {
  const { failure, seen } = record;
  return [callerText(record), failure?.message ?? seen?.ErrorMessage].filter(Boolean).join(' ') || undefined;
}

/** What a person can do about it. */
export function nextStepOf({ failure, otherCaller }: JobRecord): string | undefined {
  if (failure || !otherCaller) return failure?.nextStep;
  return l10n.t('Give the profile its earlier keys again, or look at the job in the console of the account.');
}
