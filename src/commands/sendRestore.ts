/** From a request to a submitted job: asks, sends, and says what became of it. */
import * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { views } from '../ids.ts';
import { fingerprint } from '../jobs/duplicates.ts';
import type { JobRecord } from '../jobs/record.ts';
import { submitRestore, type Pause, type Submitted } from '../jobs/submit.ts';
import type { RestoreRequest } from '../spec/parameters.ts';
import { plainText, withoutLinks } from '../views/withoutLinks.ts';
import { copyText } from './clipboard.ts';
import { confirmed, notTwice } from './confirm.ts';
import type { Services } from './services.ts';
import { sentence, showError, UserError } from './userError.ts';

type Progress = vscode.Progress<{ message?: string }>;

function tellSubmitted({ restoreId = '', account }: JobRecord): void {
  const copy = vscode.l10n.t('Copy RestoreId');
  const show = vscode.l10n.t('Show Jobs');
  const message = isSandbox(account)
    ? vscode.l10n.t('Restore job {0} was submitted to the sandbox.', restoreId)
    : vscode.l10n.t('Restore job {0} was submitted.', restoreId);
  void vscode.window.showInformationMessage(withoutLinks(message), copy, show).then(async (choice) => {
    if (choice === copy) await copyText(restoreId);
    if (choice === show) await vscode.commands.executeCommand(`${views.jobs}.focus`);
  });
}

function failureOf({ state, failure }: JobRecord): UserError {
  const head =
    state === 'unclear'
      ? vscode.l10n.t('It is not known whether the restore was started.')
      : vscode.l10n.t('The restore was not started.');
  const text = [head, failure && sentence(failure.message)].filter(Boolean).join(' ');
  const looking = vscode.l10n.t('The list of restore jobs is being searched for it; you will be told.');
  const nextStep = [failure?.nextStep, state === 'unclear' && looking].filter(Boolean).join(' ');
  return new UserError(text, nextStep, failure);
}

/** Counts a pause down where the person sees it. @returns false once the person cancels */
function countdown(pause: Pause, progress: Progress, cancel: vscode.CancellationToken): Promise<boolean> {
  const end = Date.now() + pause.ms;
  const tell = () => {
    const left = Math.max(Math.ceil((end - Date.now()) / 1000), 0);
    const { message, attempt, of } = pause;
    progress.report({
      message: plainText(
        vscode.l10n.t('{0} Trying again in {1} s (attempt {2} of {3}).', sentence(message), left, attempt, of),
      ),
    });
  };
  return new Promise((resolve) => {
    const stop = (goOn: boolean) => {
      clearInterval(ticking);
      clearTimeout(ending);
      listening.dispose();
      if (goOn) progress.report({ message: '' });
      resolve(goOn);
    };
    const ticking = setInterval(tell, 1000);
    const ending = setTimeout(() => stop(true), pause.ms);
    const listening = cancel.onCancellationRequested(() => stop(false));
    tell();
    if (cancel.isCancellationRequested) stop(false);
  });
}

/** What keeps a submission from being written down keeps it from being sent. */
function nothingSent(error: unknown): UserError {
  if (error instanceof Error && 'nextStep' in error) return error as UserError;
  const reason = error instanceof Error ? error.message : String(error);
  const next = vscode.l10n.t(
    'A restore is only sent once it is on disk. Make room or the folder writable, then submit again.',
  );
  return new UserError(vscode.l10n.t('Nothing was sent: {0}', reason), next, { cause: error });
}

interface ToSend {
  readonly request: RestoreRequest;
  readonly account: Account;
  /** URI of the spec, as text. */
  readonly spec: string;
  /** What the judge warns of. */
  readonly warnings?: readonly string[];
}

/**
 * Asks what there is to ask, then sends the request and says what became of it.
 *
 * @param onFailure shows the place in the spec, where there is one
 * @throws UserError where it can't be sent
 */
export async function sendRestore(
  services: Services,
  { request, spec, warnings = [], ...to }: ToSend,
  onFailure?: (record: JobRecord) => Promise<void>,
): Promise<void> {
  if (!(await services.accounts.allow(to.account))) return;
  // Whom the question names is who signs, also where a profile is changed while it is open.
  const account = await services.accounts.pinned(to.account);
  if (!(await confirmed(request, account, warnings, services.accounts))) return;
  const equal = await notTwice(services, fingerprint(request, account)).catch((error: unknown) => {
    throw nothingSent(error);
  });
  if (!equal) return;
  let sent: Submitted;
  try {
    const client = await services.accounts.clientFor(account);
    if (!client) {
      throw new UserError(vscode.l10n.t('The sandbox was stopped meanwhile.'), vscode.l10n.t('Submit again.'));
    }
    const title = vscode.l10n.t('Submitting the restore job…');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const work = Promise.resolve(
      vscode.window.withProgress(options, (progress, cancel) => {
        const wait = (pause: Pause) => countdown(pause, progress, cancel);
        return submitRestore({ request, account, client, spec }, { ...services, now: Date.now, wait });
      }),
    );
    services.inFlight.add(work);
    sent = await work.finally(() => services.inFlight.delete(work));
  } catch (error) {
    throw nothingSent(error);
  } finally {
    await equal.release();
  }
  const { record, notSaved } = sent;
  if (record.state === 'submitted') tellSubmitted(record);
  else {
    await onFailure?.(record);
    showError(failureOf(record));
  }
  if (notSaved) {
    const next = vscode.l10n.t('Note down {0}: this window forgets it when it closes.', record.restoreId ?? record.id);
    throw new UserError(notSaved.message, next);
  }
}
