import * as vscode from 'vscode';
import { showReport } from '../views/jobReport.ts';
import { pickJob } from './pickJob.ts';
import type { Services } from './services.ts';

/** Opens a page with all that is known of a job; it follows the job while that runs. */
export async function openReport(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Open the report of which job?'),
    fits: () => true,
    none: vscode.l10n.t('There are no jobs yet.'),
  });
  if (job) await showReport(job);
}
