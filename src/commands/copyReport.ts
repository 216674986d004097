import * as vscode from 'vscode';
import { findJob } from '../jobs/findJob.ts';
import { jobReport } from '../jobs/format/report.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { copyText } from '../ui/clipboard.ts';
import { pickJob } from '../ui/pickJob.ts';
import { jobOf } from '../views/jobReportPages.ts';

/** Puts the report of a job on the clipboard, as Markdown. @param job its id, or its page; else the active page counts */
export async function copyReport(jobs: Jobs, job?: string | vscode.Uri): Promise<void> {
  const id = typeof job === 'string' ? job : jobOf(job);
  // Of a page that was there when the window opened, the job may not be in the list yet.
  const known = id === undefined ? undefined : await findJob(jobs, id);
  const record =
    known ??
    (await pickJob(jobs, undefined, {
      title: vscode.l10n.t('Copy the report of which job?'),
      fits: () => true,
      none: vscode.l10n.t('There are no jobs yet.'),
    }));
  if (!record) return;
  await copyText(jobReport(record, Date.now(), jobs.store.row(record.id)?.unfollowed));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the job report as Markdown'), 3000);
}
