import * as vscode from 'vscode';
import { statusText, type JobRecord } from '../jobs/record.ts';
import { summarize } from '../jobs/summary.ts';
import type { Services } from './services.ts';
import { UserError } from './userError.ts';

/**
 * The job that a command is about: the row it was called on, else one that the person picks.
 *
 * @returns undefined where the person picked none
 * @throws UserError where no job fits
 */
export async function pickJob(
  { store }: Services,
  id: string | undefined,
  { title, fits, none }: { title: string; fits: (record: JobRecord) => boolean; none: string },
): Promise<JobRecord | undefined> {
  const given = id === undefined ? undefined : store.get(id);
  if (given && fits(given)) return given;
  const jobs = store.all().filter(fits);
  if (jobs.length === 0) throw new UserError(none, vscode.l10n.t('The jobs are in the Cloud Backup sidebar.'));
  const items = jobs.map((record) => {
    const { what, to } = summarize(record.request);
    return { label: record.restoreId ?? what, description: `${what} · ${to} · ${statusText(record)}`, record };
  });
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.record;
}
