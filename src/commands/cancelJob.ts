import * as vscode from 'vscode';
import { isCloudError } from '../cloud/errors.ts';
import { errorText } from '../cloud/logText.ts';
import { cleanExact } from '../cloud/text.ts';
import { within } from '../cloud/within.ts';
import { commands } from '../ids.ts';
import { leftBehind, noteCancelAsked } from '../jobs/cancel.ts';
import { statusText, type JobRecord } from '../jobs/record.ts';
import type { JobRow } from '../jobs/row.ts';
import { summarize } from '../jobs/summary.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import { accountLines } from './accountLines.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';
import { stoppable } from './stoppable.ts';
import { UserError } from './userError.ts';

const canceling = 'CANCELING';
/** How long a look before the request may hold it up, in ms. */
const lookMs = 3000;

const cancellable = ({ pending, status }: JobRow) => pending && status !== canceling;

/** Asks the service to cancel a job, after the person's yes. */
export async function cancelJob(services: Services, id?: string): Promise<void> {
  const row = id === undefined ? undefined : services.store.row(id);
  // A row of the tree may be older than what is known by now.
  if (row?.state === 'submitted' && !cancellable(row)) return sayStatus(row);
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Cancel which restore job?'),
    fits: cancellable,
    none: vscode.l10n.t('No restore job is running.'),
  });
  if (!job?.restoreId) return;
  if (!(await services.accounts.allow(job.account)) || !(await confirm(services, job))) return;
  const title = vscode.l10n.t('Canceling {0}…', job.restoreId);
  const before = await stoppable(title, (signal) => ask(services, job, signal));
  if (before) sayStatus(before);
}

async function confirm({ accounts }: Services, job: JobRecord): Promise<boolean> {
  const { what, to } = summarize(job.request);
  const cancel = { title: vscode.l10n.t('Cancel Restore') };
  const keep = { title: vscode.l10n.t('Keep It Running'), isCloseAffordance: true };
  const message = vscode.l10n.t('Cancel the restore of {0} to {1}?', what, to);
  const detail = [
    leftBehind(job),
    [
      `RestoreId: ${job.restoreId ?? ''}`,
      vscode.l10n.t('Status: {0}', cleanExact(statusText(job), 80)),
      ...(await accountLines(accounts, job.account)),
    ].join('\n'),
  ].join('\n\n');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, cancel, keep)) === cancel;
}

/** Says why there is nothing to cancel. */
function sayStatus(row: JobRow): void {
  const name = row.restoreId ?? row.what;
  if (row.pending) {
    void vscode.window.showInformationMessage(withoutLinks(vscode.l10n.t('{0} is being canceled already.', name)));
    return;
  }
  const openReport = vscode.l10n.t('Open Report');
  const message = vscode.l10n.t('{0} has ended already, as {1}: there is nothing to cancel.', name, row.status);
  void vscode.window.showInformationMessage(withoutLinks(message), openReport).then((choice) => {
    if (choice === openReport) void vscode.commands.executeCommand(commands.openReport, row.id);
  });
}

/** @returns the job's row where it turns out that there is nothing to cancel */
async function ask(services: Services, job: JobRecord, signal: AbortSignal): Promise<JobRow | undefined> {
  const client = await services.accounts.clientFor(job.account);
  if (!client) {
    throw new UserError(
      vscode.l10n.t('The sandbox that ran the job was stopped.'),
      vscode.l10n.t('Remove the job from the list.'),
    );
  }
  const look = async () => {
    try {
      await (job.elsewhere ? services.elsewhere?.refresh() : services.tracker.refresh());
    } catch (error) {
      // Whether the job can be canceled doesn't hang on the list.
      services.log.warn(errorText(error));
    }
  };
  const settled = () => {
    const row = services.store.row(job.id);
    return row && !cancellable(row) ? row : undefined;
  };
  // It must not hold up the request for long, and a stop is for the request to find.
  await within(look, lookMs, signal).catch(() => undefined);
  const before = settled();
  if (before) return before;
  const { VaultId = '', Edition } = job.request.query;
  try {
    await client.cancelRestoreJob({ vaultId: VaultId, restoreId: job.restoreId ?? '', edition: Edition }, signal);
  } catch (error) {
    if (isCloudError(error) && error.outcome === 'notSent' && signal.aborted) return undefined;
    await look();
    const meanwhile = settled();
    if (meanwhile) return meanwhile;
    throw isCloudError(error) && error.outcome === 'unclear' ? unclear(job, error) : error;
  }
  const note = () =>
    noteCancelAsked(job, Date.now(), services).catch((error: unknown) => {
      // The service goes by its own list, and so will this one.
      services.log.error(error instanceof Error ? error : String(error));
    });
  await note();
  await look();
  // A look that was under way may have written the record as it was before.
  if (services.store.get(job.id)?.cancelAskedAt === undefined) await note();
  return undefined;
}

function unclear({ restoreId = '' }: JobRecord, cause: Error): UserError {
  return new UserError(
    vscode.l10n.t('The service may or may not have taken the request to cancel {0}: {1}', restoreId, cause.message),
    vscode.l10n.t('Watch its status: cancel it again where it goes on.'),
    { cause },
  );
}
