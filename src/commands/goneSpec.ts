/** The spec that a job was submitted from, and what to do where it is gone. */
import * as vscode from 'vscode';
import { errorText } from '../cloud/logText.ts';
import type { JobRecord } from '../jobs/record.ts';
import { specOfJob } from '../views/sentSpec.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import { notOpened, openDocument } from './requestTarget.ts';
import type { Services } from './services.ts';
import { openUntitledSpec } from './untitledSpec.ts';
import { showError } from './userError.ts';

/** The spec as it is now; undefined where it can't be opened. */
export async function specOfJobNow({ log }: Services, { spec }: JobRecord): Promise<vscode.TextDocument | undefined> {
  const uri = vscode.Uri.parse(spec);
  const open = openDocument(uri);
  // VS Code would make a new document of an untitled one that was closed.
  if (open || uri.scheme === 'untitled') return open;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    log.warn(errorText(error));
    return undefined;
  }
}

/** Says that the spec is gone and offers what was sent; returns at once, since nobody has to answer it. */
export function tellGone(job: JobRecord): void {
  const { message, nextStep } = notOpened(vscode.Uri.parse(job.spec));
  const open = vscode.l10n.t('Open What Was Sent');
  void vscode.window.showErrorMessage(withoutLinks(`${message} ${nextStep}`), open).then(async (choice) => {
    if (choice === open) await openUntitledSpec(specOfJob(job)).catch(showError);
  });
}
