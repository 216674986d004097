import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/sanitize.ts';
import { findJob } from '../jobs/findJob.ts';
import { timeText } from '../jobs/format/units.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import type { JobRecord } from '../jobs/record.ts';
import { newestFirst, type JobRow } from '../jobs/row.ts';
import { UserError } from '../userError.ts';

/** The most jobs that are worth looking through in one list; more are found by typing. */
const mostShown = 500;

/** The whole record of a job. @throws UserError where it was removed meanwhile, or its file can't be read */
async function requireJob(jobs: Jobs, id: string): Promise<JobRecord> {
  const record = await findJob(jobs, id);
  if (record) return record;
  throw new UserError(
    vscode.l10n.t('The job is no longer in the list, or its file is damaged.'),
    vscode.l10n.t('Refresh the list.'),
  );
}

/** Every job, also those of the past, newest first. @throws UserError where there is none */
export async function allRows({ store, loadHistory }: Jobs): Promise<JobRow[]> {
  await loadHistory();
  const rows = [...store.rows()].sort(newestFirst);
  if (rows.length > 0) return rows;
  throw new UserError(
    vscode.l10n.t('There are no jobs yet.'),
    vscode.l10n.t('Submit a spec; its job is then in the Cloud Backup sidebar.'),
  );
}

/**
 * The job that a command is about: the row it was called on, else one that the person picks.
 *
 * @returns undefined where the person picked none
 * @throws UserError where no job fits
 */
export async function pickJob(
  jobs: Jobs,
  id: string | undefined,
  { title, fits, none }: { title: string; fits: (row: JobRow) => boolean; none: string },
): Promise<JobRecord | undefined> {
  const given = () => (id === undefined ? undefined : jobs.store.row(id));
  // Of the past only once it is loaded.
  if (!given()) await jobs.loadHistory();
  const row = given();
  if (row && fits(row)) return requireJob(jobs, row.id);
  await jobs.loadHistory();
  const rows = jobs.store.rows().filter(fits).sort(newestFirst);
  if (rows.length === 0) throw new UserError(none, vscode.l10n.t('The jobs are in the Cloud Backup sidebar.'));
  const items = rows.slice(0, mostShown).map(({ id, restoreId, what, to, status, createdAt }) => ({
    label: withoutIcons(restoreId ?? what),
    // Restores of one target are told apart by their time: those without a RestoreId have nothing else.
    description: withoutIcons([restoreId && what, to, status, timeText(createdAt)].filter(Boolean).join(' · ')),
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked && requireJob(jobs, picked.id);
}
