import * as vscode from 'vscode';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

/** Opens the spec that a job was submitted from. */
export async function openSpec(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t("Open which job's spec?"),
    fits: ({ spec }) => spec !== '',
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (!job) return;
  const uri = vscode.Uri.parse(job.spec);
  try {
    await vscode.window.showTextDocument(uri);
  } catch (error) {
    const next = vscode.l10n.t('It may have been moved, deleted or never saved.');
    throw new UserError(vscode.l10n.t('The spec {0} could not be opened.', uri.fsPath), next, { cause: error });
  }
}
