import * as vscode from 'vscode';
import { pickJob } from './pickJob.ts';
import { sendRestore } from './sendRestore.ts';
import type { Services } from './services.ts';

/** Sends the very request of an earlier job once more, as a new job, after the same questions as the first time. */
export async function submitAgain(services: Services, id?: string): Promise<void> {
  const job = await pickJob(services, id, {
    title: vscode.l10n.t('Submit which job again?'),
    fits: ({ endedAt, elsewhere }) => endedAt !== undefined && !elsewhere,
    none: vscode.l10n.t('No job in the list has ended.'),
  });
  if (!job) return;
  const { request, account, spec } = job;
  await sendRestore(services, { request, account, spec });
}
