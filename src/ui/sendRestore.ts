/** From a request to a submitted job: asks, sends, and says what became of it. */
import * as vscode from 'vscode';
import { isSandbox } from '../cloud/account.ts';
import { quoteValue } from '../cloud/quote.ts';
import { settings, views } from '../ids.ts';
import { systemClock } from '../jobs/clock.ts';
import { fingerprint } from '../jobs/duplicates.ts';
import { readBaseline } from '../jobs/reconciliation/baseline.ts';
import type { JobRecord } from '../jobs/record.ts';
import { submitRestore, type Submitted } from '../jobs/submission.ts';
import type { RestoreRequest } from '../restoreSpec/parameters.ts';
import { errorMessage } from '../errorFields.ts';
import { withoutLinks } from './withoutLinks.ts';
import type { CheckLines } from './preflightLines.ts';
import { copyText } from './clipboard.ts';
import { confirmRestore, type RestoreAdvice } from './confirmRestore.ts';
import { confirmWithDuplicates, type DuplicateAgreement } from './confirmWithDuplicates.ts';
import { showSubmissionProgress } from './submissionProgress.ts';
import type { PreflightLoader, ResolvedAccount, Services } from '../services.ts';
import { textSetting } from '../settings.ts';
import { UserError } from '../userError.ts';
import { sentence, showError } from './showError.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

function showSubmitted({ restoreId = '', account }: JobRecord): void {
  const copy = vscode.l10n.t('Copy RestoreId');
  const show = vscode.l10n.t('Show Jobs');
  const message = isSandbox(account)
    ? vscode.l10n.t('Restore job {0} was submitted to the sandbox.', quoteValue(restoreId))
    : vscode.l10n.t('Restore job {0} was submitted.', quoteValue(restoreId));
  void vscode.window.showInformationMessage(withoutLinks(message), copy, show).then(async (choice) => {
    if (choice === copy) await copyText(restoreId);
    if (choice === show) await vscode.commands.executeCommand(`${views.jobs}.focus`);
  });
}

function failureOf({ state, failure }: JobRecord, takenOver: boolean): UserError {
  // Whatever another window makes of it: this one knows that it sent nothing.
  const isUnclear = state === 'unclear' && !takenOver;
  const head = isUnclear
    ? vscode.l10n.t('The restore may have started.')
    : vscode.l10n.t('The restore was not started.');
  const text = joinSentences(head, failure && sentence(failure.message));
  // In place of the failure's own step, which is to look for the job: that is done here.
  const nextStep = isUnclear
    ? vscode.l10n.t("Don't submit it again: we're checking and will tell you.")
    : (failure?.nextStep ?? '');
  return new UserError(text, nextStep, failure);
}

/** What keeps a submission from being written down keeps it from being sent. */
function nothingSent(error: unknown): UserError {
  if (error instanceof Error && 'nextStep' in error) return error as UserError;
  const reason = errorMessage(error);
  const next = vscode.l10n.t(
    'A restore is sent only after its record is saved. Free some disk space or make the folder writable, then submit again.',
  );
  return new UserError(vscode.l10n.t('Nothing was sent: {0}', reason), next, { cause: error });
}

/** The longest that a submission waits, after the person's yes, for what the service listed before. In ms. */
const baselineMs = 1000;

interface BaselineReading {
  /** Waits a little longer for the reading, then stops it. */
  finish(): Promise<readonly string[] | undefined>;
  stop(): void;
}

/** Begins to read which jobs the service lists already. So it is known which ones can't have been started by this submission. */
function beginBaseline(signer: ResolvedAccount, request: RestoreRequest): BaselineReading {
  const stopper = new AbortController();
  const read = async () => {
    const client = await signer.client();
    return client && readBaseline(client, request, stopper.signal);
  };
  // Who can't sign is told when the request is to be sent.
  const reading = read().catch(() => undefined);
  return {
    async finish() {
      const late = setTimeout(() => stopper.abort(), baselineMs);
      const stopped = new Promise<undefined>((resolve) =>
        stopper.signal.addEventListener('abort', () => resolve(undefined)),
      );
      try {
        return await Promise.race([reading, stopped]);
      } finally {
        clearTimeout(late);
      }
    },
    stop: () => stopper.abort(),
  };
}

export type SendServices = Pick<Services, 'jobs' | 'accounts' | 'submissions'> & Partial<PreflightLoader>;

interface ToSend {
  readonly request: RestoreRequest;
  readonly signer: ResolvedAccount;
  /** URI of the spec, as text. */
  readonly spec: string;
  readonly advice: RestoreAdvice;
  /** Looks at the request before the question; it is not asked where nothing will be. */
  readonly check?: () => Promise<CheckLines>;
}

/**
 * Asks what there is to ask, then sends the request and says what became of it.
 *
 * @param onFailure shows the place in the spec, where there is one. It is called once the failure is told, and never rejects
 * @throws UserError where it can't be sent
 */
export async function sendRestore(
  services: SendServices,
  { request, signer, spec, advice, check }: ToSend,
  onFailure?: (record: JobRecord) => Promise<void>,
): Promise<void> {
  if (!(await signer.allow())) return;
  // Whom the question names is who signs, also where a profile is changed while it is open.
  const { account } = signer;
  const reading = beginBaseline(signer, request);
  let duplicates: DuplicateAgreement | undefined;
  try {
    const { jobs, accounts } = services;
    const mayAsk = advice.mustAsk || textSetting(settings.confirmSubmit) !== 'never';
    const checks = mayAsk && check ? await check() : { failed: [] };
    duplicates = await confirmWithDuplicates(jobs, fingerprint(request, account), (known) =>
      confirmRestore({ request, signer, advice: { ...advice, checks }, duplicates: known }, accounts, jobs.locks),
    );
  } catch (error) {
    throw nothingSent(error);
  } finally {
    if (!duplicates) reading.stop();
  }
  if (!duplicates) return;
  let sent: Submitted;
  try {
    const client = await signer.client();
    if (!client) {
      throw new UserError(vscode.l10n.t('The sandbox was stopped meanwhile.'), vscode.l10n.t('Submit again.'));
    }
    const baseline = await reading.finish();
    const progress = showSubmissionProgress();
    const { signal, leaving: onLeaving, wait } = progress;
    const work = submitRestore(
      { request, account, client, spec, baseline },
      { ...services.jobs, clock: systemClock, wait, signal, onLeaving, duplicates },
    ).finally(progress.end);
    services.submissions.requests.add(work);
    sent = await work.finally(() => services.submissions.requests.delete(work));
  } catch (error) {
    throw nothingSent(error);
  } finally {
    await duplicates.release();
  }
  const { record, notSaved, takenOver = false } = sent;
  if (record.state === 'submitted' && !takenOver) showSubmitted(record);
  else {
    showError(failureOf(record, takenOver));
    await onFailure?.(record);
  }
  if (notSaved) {
    const next = vscode.l10n.t(
      'Note down {0}: this window forgets it when it closes.',
      quoteValue(record.restoreId ?? record.id),
    );
    throw new UserError(notSaved.message, next);
  }
}
