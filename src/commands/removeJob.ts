import * as vscode from 'vscode';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

/** Forgets a job that has ended; what runs or is unclear stays in sight. */
export async function removeJob(services: Services, id?: string, ids: readonly string[] = []): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Remove which job from the list?'),
    fits: ({ endedAt, state, elsewhere }) => (endedAt !== undefined || state === 'unclear') && !elsewhere,
    none: vscode.l10n.t('No job in the list has ended.'),
  });
  if (!job || ids.length > 1) return;
  if (job.state === 'unclear') {
    const remove = vscode.l10n.t('Remove');
    const detail = vscode.l10n.t('The restore may have been started. Nothing else here will remember it.');
    const message = vscode.l10n.t('Remove a job whose outcome is unclear?');
    if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, remove)) !== remove) return;
  }
  await services.journal.remove(job.id);
  services.store.remove(job.id);
}
