import * as vscode from 'vscode';
import { specOfJobNow, tellGone } from './goneSpec.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

/** Opens the spec that a job was submitted from, or offers what was sent where that is gone. */
export async function openSpec(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t("Open which job's spec?"),
    fits: ({ spec, elsewhere }) => spec !== '' && !elsewhere,
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (!job) return;
  const document = await specOfJobNow(services, job);
  if (document) await vscode.window.showTextDocument(document);
  else tellGone(job);
}
