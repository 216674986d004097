import * as vscode from 'vscode';
import { withoutIcons } from '../cloud/sanitize.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { copyText } from '../ui/clipboard.ts';
import { pickJob } from '../ui/pickJob.ts';
import { UserError } from '../userError.ts';
import { quoteValue } from '../cloud/quote.ts';

/** The RestoreIds that are meant: of all rows that are selected, else of the one. */
async function restoreIdsOf(jobs: Jobs, id: string | undefined, ids: readonly string[]): Promise<readonly string[]> {
  const rows = ids.flatMap((each) => jobs.store.row(each) ?? []);
  const found = rows.flatMap(({ restoreId }) => restoreId ?? []);
  if (found.length > 0) return found;
  if (rows.length > 0) {
    throw new UserError(
      vscode.l10n.t('This job has no RestoreId: the service has not given it one.'),
      vscode.l10n.t('Open its report to see how its submission went.'),
    );
  }
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t('Copy which RestoreId?'),
    fits: ({ restoreId }) => restoreId !== undefined,
    none: vscode.l10n.t('No job has a RestoreId yet.'),
  });
  return job?.restoreId === undefined ? [] : [job.restoreId];
}

/**
 * @param id the row that it was called on
 * @param ids all that are selected; their RestoreIds are copied as one line each
 */
export async function copyRestoreId(jobs: Jobs, id?: string, ids: readonly string[] = []): Promise<void> {
  const selected = id === undefined || ids.includes(id) ? ids : [];
  const [first, ...more] = await restoreIdsOf(jobs, id, selected);
  if (first === undefined) return;
  await copyText([first, ...more].join('\n'));
  const copied =
    more.length === 0
      ? vscode.l10n.t('Copied {0}', quoteValue(first))
      : vscode.l10n.t('Copied {0} RestoreIds', more.length + 1);
  vscode.window.setStatusBarMessage(withoutIcons(copied), 3000);
}
