import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { currentSpecOf, showSpecIsGone } from '../ui/jobSpec.ts';
import { fileName } from '../ui/fileName.ts';
import { pickJob } from '../ui/pickJob.ts';
import { showDifference } from '../ui/showDocument.ts';
import { sentPageOf } from '../views/sentSpecPages.ts';

/** Shows what a job's spec said when it was sent beside what it says now. */
export async function compareSpec({ jobs, log }: Pick<Services, 'jobs' | 'log'>, id?: string): Promise<void> {
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t("Compare which job's spec?"),
    fits: ({ spec, external }) => spec !== '' && !external,
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (!job) return;
  const document = await currentSpecOf(job, log);
  if (!document) {
    showSpecIsGone(job);
    return;
  }
  const title = vscode.l10n.t('{0}: as it was sent ↔ now', fileName(document.uri));
  await showDifference(sentPageOf(job), document.uri, title);
}
