import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/text.ts';
import { copyText } from './clipboard.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

export async function copyRestoreId(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Copy which RestoreId?'),
    fits: ({ restoreId }) => restoreId !== undefined,
    none: vscode.l10n.t('No job has a RestoreId yet.'),
  });
  if (!job?.restoreId) return;
  await copyText(job.restoreId);
  vscode.window.setStatusBarMessage(withoutIcons(vscode.l10n.t('Copied {0}', job.restoreId)), 3000);
}
