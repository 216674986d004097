import * as vscode from 'vscode';
import { fileName } from '../views/fileName.ts';
import { sentPageOf } from '../views/sentSpec.ts';
import { specOfJobNow, tellGone } from './goneSpec.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

/** Shows what a job's spec said when it was sent beside what it says now. */
export async function compareSpec(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t("Compare which job's spec?"),
    fits: ({ spec, elsewhere }) => spec !== '' && !elsewhere,
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (!job) return;
  const document = await specOfJobNow(services, job);
  if (!document) {
    tellGone(job);
    return;
  }
  const title = vscode.l10n.t('{0}: as it was sent ↔ now', fileName(document.uri));
  await vscode.commands.executeCommand('vscode.diff', sentPageOf(job), document.uri, title);
}
