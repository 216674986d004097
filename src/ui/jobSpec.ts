/** The spec that a job was submitted from, and what to do where it is gone. */
import * as vscode from 'vscode';
import { isSandbox } from '../cloud/account.ts';
import { errorText } from '../cloud/logFormat.ts';
import type { JobRecord } from '../jobs/record.ts';
import { specFromRequest } from '../restoreSpec/index.ts';
import { showError } from './showError.ts';
import { findOpenSpec, specNotOpened } from './specDocuments.ts';
import { openUntitledSpec } from './untitledSpec.ts';
import { withoutLinks } from './withoutLinks.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

/** Where the request went, as a spec would say it; the sandbox has no region of its own. */
export const jobRegion = ({ account }: JobRecord) => (isSandbox(account) ? undefined : account.region);

/** A spec that makes the very request of a job. */
export function submittedSpecOf(record: JobRecord): string {
  return specFromRequest(record.request, jobRegion(record));
}

/** The spec as it is now; undefined where it can't be opened. */
export async function currentSpecOf(
  { spec }: JobRecord,
  log: vscode.LogOutputChannel,
): Promise<vscode.TextDocument | undefined> {
  const uri = vscode.Uri.parse(spec);
  const open = findOpenSpec(spec);
  // VS Code would make a new document of an untitled one that was closed.
  if (open || uri.scheme === 'untitled') return open;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    log.warn(errorText(error));
    return undefined;
  }
}

/** Says that the spec is gone and offers what was sent. It returns at once, since nobody has to answer. */
export function showSpecIsGone(job: JobRecord): void {
  const { message, nextStep } = specNotOpened(vscode.Uri.parse(job.spec));
  const open = vscode.l10n.t('Open What Was Sent');
  void vscode.window.showErrorMessage(withoutLinks(joinSentences(message, nextStep)), open).then(async (choice) => {
    if (choice === open) await openUntitledSpec(submittedSpecOf(job)).catch(showError);
  });
}
