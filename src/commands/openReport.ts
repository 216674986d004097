import * as vscode from 'vscode';
import type { Jobs } from '../jobs/openJobs.ts';
import { pickJob } from '../ui/pickJob.ts';
import { showReport } from '../views/jobReportPages.ts';

/** Opens a page with all that is known of a job; it follows the job while that runs. */
export async function openReport(jobs: Jobs, id?: string, preserveFocus = false): Promise<void> {
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t('Open the report of which job?'),
    fits: () => true,
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (job) await showReport(job, preserveFocus);
}
