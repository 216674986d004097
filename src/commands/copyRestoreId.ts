import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/sanitize.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { copyText } from '../ui/clipboard.ts';
import { pickJob } from '../ui/pickJob.ts';

export async function copyRestoreId(jobs: Jobs, id?: string): Promise<void> {
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t('Copy which RestoreId?'),
    fits: ({ restoreId }) => restoreId !== undefined,
    none: vscode.l10n.t('No job has a RestoreId yet.'),
  });
  if (!job?.restoreId) return;
  await copyText(job.restoreId);
  vscode.window.setStatusBarMessage(withoutIcons(vscode.l10n.t('Copied {0}', job.restoreId)), 3000);
}
