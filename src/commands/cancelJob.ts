import * as vscode from 'vscode';
import { summarize } from '../jobs/summary.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

/** Asks the service to cancel a job, then looks at once what became of it. */
export async function cancelJob(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Cancel which restore job?'),
    fits: ({ pending }) => pending,
    none: vscode.l10n.t('No restore job is running.'),
  });
  if (!job?.restoreId) return;
  const cancel = vscode.l10n.t('Cancel Restore');
  const detail = vscode.l10n.t('What was written to {0} so far stays there.', summarize(job.request).to);
  const message = vscode.l10n.t('Cancel restore job {0}?', job.restoreId);
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, cancel)) !== cancel) return;
  const client = await services.accounts.clientFor(job.account);
  if (!client) {
    throw new UserError(
      vscode.l10n.t('The sandbox that ran the job was stopped.'),
      vscode.l10n.t('Remove the job from the list.'),
    );
  }
  const { VaultId = '', Edition } = job.request.query;
  await client.cancelRestoreJob({ vaultId: VaultId, restoreId: job.restoreId, edition: Edition });
  await services.tracker.refresh();
}
