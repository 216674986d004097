import * as vscode from 'vscode';
import { isCloudError } from '../cloud/cloudError.ts';
import { errorText } from '../cloud/logFormat.ts';
import { quoteLine, quoteValue } from '../cloud/quote.ts';
import { withTimeout } from '../cloud/withTimeout.ts';
import { commands } from '../ids.ts';
import { cancelConsequence, noteCancelAsked } from '../jobs/cancel.ts';
import { statusText, type JobRecord } from '../jobs/record.ts';
import type { JobRow } from '../jobs/row.ts';
import { headline, restoreName } from '../jobs/format/requestSummary.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { accountLines } from '../accounts/accountLines.ts';
import { pickJob } from '../ui/pickJob.ts';
import type { ResolvedAccount, Services } from '../services.ts';
import { askModal } from '../askModal.ts';
import { withCancellableProgress } from '../ui/cancellableProgress.ts';
import { UserError } from '../userError.ts';

type CancelServices = Pick<Services, 'accounts' | 'jobs' | 'log'>;

const canceling = 'CANCELING';
/** How long asking for the status may hold up the request to cancel, in ms. */
const lookMs = 3000;

const cancellable = ({ pending, status }: JobRow) => pending && status !== canceling;

/** Asks the service to cancel a job, after the person's yes. */
export async function cancelJob(services: CancelServices, id?: string): Promise<void> {
  const row = id === undefined ? undefined : services.jobs.store.row(id);
  // A row of the tree may be older than what is known by now.
  if (row?.state === 'submitted' && !cancellable(row)) return showStatus(row);
  const job = await pickJob(services.jobs, id, {
    title: vscode.l10n.t('Cancel which restore job?'),
    fits: cancellable,
    none: vscode.l10n.t('No restore job is running.'),
  });
  if (!job?.restoreId) return;
  const signer = await services.accounts.resolve(job.account);
  if (!(await signer.allow()) || !(await confirmCancel(services, job, signer))) return;
  const title = vscode.l10n.t('Canceling {0}…', quoteValue(job.restoreId));
  const before = await withCancellableProgress(title, (signal) => requestCancel(services, job, signer, signal));
  if (before) showStatus(before);
}

async function confirmCancel({ accounts }: CancelServices, job: JobRecord, signer: ResolvedAccount): Promise<boolean> {
  const name = restoreName(headline(job.request));
  const cancel = { title: vscode.l10n.t('Cancel Restore') };
  const keep = { title: vscode.l10n.t('Keep It Running'), isCloseAffordance: true };
  const message = vscode.l10n.t('Cancel the restore of {0}?', name);
  const detail = [
    cancelConsequence(job),
    [
      `RestoreId: ${quoteValue(job.restoreId ?? '')}`,
      vscode.l10n.t('Status: {0}', quoteValue(statusText(job), 80)),
      ...(await accountLines(accounts, signer)),
    ].join('\n'),
  ].join('\n\n');
  // The first button is the one that Enter presses.
  const open = { title: vscode.l10n.t('Open Report') };
  const choice = await askModal(message, detail, open, cancel, keep);
  if (choice === open) await vscode.commands.executeCommand(commands.openReport, job.id);
  return choice === cancel;
}

/** Says why there is nothing to cancel. */
function showStatus(row: JobRow): void {
  const name = row.restoreId === undefined ? row.what : quoteValue(row.restoreId);
  if (row.pending) {
    void vscode.window.showInformationMessage(withoutLinks(vscode.l10n.t('{0} is being canceled already.', name)));
    return;
  }
  const openReport = vscode.l10n.t('Open Report');
  const message = vscode.l10n.t(
    '{0} has ended already, as {1}: there is nothing to cancel.',
    name,
    quoteLine(row.status),
  );
  void vscode.window.showInformationMessage(withoutLinks(message), openReport).then((choice) => {
    if (choice === openReport) void vscode.commands.executeCommand(commands.openReport, row.id);
  });
}

/** @returns the job's row where it turns out that there is nothing to cancel */
async function requestCancel(
  services: CancelServices,
  job: JobRecord,
  signer: ResolvedAccount,
  signal: AbortSignal,
): Promise<JobRow | undefined> {
  const client = await signer.client();
  if (!client) {
    throw new UserError(
      vscode.l10n.t('The sandbox that ran the job was stopped.'),
      vscode.l10n.t('Remove the job from the list.'),
    );
  }
  const look = async () => {
    try {
      await (job.external ? services.jobs.externalJobs?.refresh() : services.jobs.poller.refresh());
    } catch (error) {
      // Whether the job can be canceled doesn't hang on the list.
      services.log.warn(errorText(error));
    }
  };
  const settled = () => {
    const row = services.jobs.store.row(job.id);
    return row && !cancellable(row) ? row : undefined;
  };
  // It must not hold up the request for long. Where the person stops waiting, the request itself finds out.
  await withTimeout(look, lookMs, signal).catch(() => undefined);
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
    noteCancelAsked(job, Date.now(), services.jobs).catch((error: unknown) => {
      // The service goes by its own list, and so will this one.
      services.log.error(error instanceof Error ? error : String(error));
    });
  await note();
  await look();
  // A look that was under way may have written the record as it was before.
  if (services.jobs.store.get(job.id)?.cancelAskedAt === undefined) await note();
  return undefined;
}

function unclear({ restoreId = '' }: JobRecord, cause: Error): UserError {
  return new UserError(
    vscode.l10n.t(
      'The service may or may not have taken the request to cancel {0}: {1}',
      quoteValue(restoreId),
      cause.message,
    ),
    vscode.l10n.t('Watch its status, and cancel it again if it goes on.'),
    { cause },
  );
}
