import * as vscode from 'vscode';
import { contextKeys } from '../ids.ts';
import type { Jobs } from '../jobs/openJobs.ts';

/** Takes the jobs that something else started out of the list. */
export async function hideElsewhere(jobs: Jobs): Promise<void> {
  jobs.externalJobs?.dispose();
  jobs.externalJobs = undefined;
  await vscode.commands.executeCommand('setContext', contextKeys.elsewhereShown, false);
}
