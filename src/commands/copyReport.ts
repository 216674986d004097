import * as vscode from 'vscode';
import { jobReport } from '../jobs/report.ts';
import { findJob, jobOf } from '../views/jobReport.ts';
import { copyText } from './clipboard.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

/** Puts the report of a job on the clipboard, as markdown. @param job its id, or its page; else the active page counts */
export async function copyReport(services: Services, job?: string | vscode.Uri): Promise<void> {
  const id = typeof job === 'string' ? job : jobOf(job);
  // Of a page that was there when the window opened, the job may not be in the list yet.
  const known = id === undefined ? undefined : await findJob(services, id);
  const record =
    known ??
    (await pickJob(services, undefined, {
      title: vscode.l10n.t('Copy the report of which job?'),
      fits: () => true,
      none: vscode.l10n.t('There are no jobs yet.'),
    }));
  if (!record) return;
  await copyText(jobReport(record, Date.now()));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the job report as Markdown'), 3000);
}
