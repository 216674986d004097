import * as vscode from 'vscode';
import type { Jobs } from '../jobs/openJobs.ts';
import { withoutAdoption } from '../jobs/reconciliation/outcomes.ts';
import { pickJob } from '../ui/pickJob.ts';
import { UserError } from '../userError.ts';

/**
 * Takes back that a job of the service is the one of an unclear submission. The submission is unclear again, and the search goes on without
 * that job.
 */
export async function rejectAdoption(jobs: Jobs, id?: string): Promise<void> {
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t('Which job was matched to the wrong restore?'),
    fits: ({ adopted }) => adopted === true,
    none: vscode.l10n.t('No job in the list was matched by its parameters.'),
  });
  if (!job) return;
  const { locks, journal, store } = jobs;
  const lock = await locks.take(job.id);
  try {
    const next =
      lock && (await journal.update(job.id, (onDisk) => (onDisk.adoption ? withoutAdoption(onDisk) : onDisk)));
    if (next?.state !== 'unclear') {
      throw new UserError(
        vscode.l10n.t('The job changed in the meantime.'),
        vscode.l10n.t('Look at the job in the list first.'),
      );
    }
    store.replace(next);
  } finally {
    await lock?.release();
  }
}
