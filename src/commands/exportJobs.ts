import * as vscode from 'vscode';
import { askModal } from '../askModal.ts';
import { quoteValue } from '../cloud/quote.ts';
import { findJob } from '../jobs/findJob.ts';
import { exportedText } from '../jobs/format/exportFormat.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import type { JobRecord } from '../jobs/record.ts';
import { dayOf, type JobRow } from '../jobs/row.ts';
import { statIfThere, writePieces } from '../jobs/storage/exportFile.ts';
import { defaultFolder } from '../ui/defaultFolder.ts';
import { fileName } from '../ui/fileName.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { allRows } from '../ui/pickJob.ts';
import { UserError } from '../userError.ts';
import { showFile } from '../ui/showDocument.ts';
import { showError } from '../ui/showError.ts';
import { plural } from '../restoreSpec/plural.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';
import { errorMessage } from '../errorFields.ts';

/** Files that are read at once. */
const batch = 50;

/** The person changed their mind. */
class Cancelled extends Error {}

function askTarget(): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Restore Jobs'),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.joinPath(defaultFolder(), `cloud-backup-jobs-${dayOf(Date.now())}.json`),
    filters: { JSON: ['json'], CSV: ['csv'] },
  });
}

async function isThere(target: vscode.Uri): Promise<boolean> {
  if (target.scheme === 'file') return (await statIfThere(target.fsPath)) !== undefined;
  try {
    await vscode.workspace.fs.stat(target);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

/** Asks before a file is replaced that nobody has chosen in a dialog: what calls the command may name any. */
async function mayReplace(target: vscode.Uri): Promise<boolean> {
  if (!(await isThere(target))) return true;
  const message = vscode.l10n.t('Replace the file {0}?', quoteValue(fileName(target)));
  const detail = vscode.l10n.t('The export of the restore jobs will replace it: {0}', quoteValue(target.fsPath));
  const replace = vscode.l10n.t('Replace');
  return (await askModal(message, detail, replace)) === replace;
}

/** The file is whole, or as it was before. */
async function writeWhole(target: vscode.Uri, pieces: AsyncIterable<string>): Promise<void> {
  if (target.scheme === 'file') return writePieces(target.fsPath, pieces);
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(all.join('')));
}

interface Counts {
  written: number;
  unread: number;
}

async function* read(
  jobs: Jobs,
  rows: readonly JobRow[],
  counts: Counts,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancel: vscode.CancellationToken,
): AsyncGenerator<JobRecord> {
  for (let at = 0; at < rows.length; at += batch) {
    const some = await Promise.all(rows.slice(at, at + batch).map(({ id }) => findJob(jobs, id)));
    for (const record of some) {
      if (cancel.isCancellationRequested) throw new Cancelled();
      if (record) yield record;
      counts[record ? 'written' : 'unread']++;
    }
    const message = vscode.l10n.t('{0} of {1}', Math.min(at + batch, rows.length), rows.length);
    progress.report({ message, increment: (some.length * 100) / rows.length });
  }
}

function showExported({ written, unread }: Counts, target: vscode.Uri): void {
  const file = quoteValue(fileName(target));
  const done = plural(
    written,
    vscode.l10n.t('1 restore job was exported to {0}.', file),
    vscode.l10n.t('{0} restore jobs were exported to {1}.', written, file),
  );
  const rest =
    unread > 0 &&
    plural(
      unread,
      vscode.l10n.t('1 more could not be read and is not in it.'),
      vscode.l10n.t('{0} more could not be read and are not in it.', unread),
    );
  const show = unread > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const open = vscode.l10n.t('Open');
  // Nobody has to answer it.
  void show(withoutLinks(joinSentences(done, rest)), open).then(async (choice) => {
    if (choice === open) await showFile(target).catch(showError);
  });
}

/**
 * Writes all jobs with all that is known of them into a file.
 *
 * @param to where to. A person is asked before a file is replaced there. Without it they are asked for the place, and that dialog asks
 * the same
 */
export async function exportJobs(jobs: Jobs, to?: vscode.Uri): Promise<void> {
  const rows = await allRows(jobs);
  const target = to ?? (await askTarget());
  if (!target || (to && !(await mayReplace(to)))) return;
  const format = /\.csv$/i.test(target.path) ? 'csv' : 'json';
  const counts: Counts = { written: 0, unread: 0 };
  const title = vscode.l10n.t('Exporting restore jobs…');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    await vscode.window.withProgress(options, (progress, cancel) =>
      writeWhole(target, exportedText(read(jobs, rows, counts, progress, cancel), format)),
    );
  } catch (error) {
    if (error instanceof Cancelled) return;
    const reason = errorMessage(error);
    throw new UserError(
      vscode.l10n.t('The jobs could not be exported to {0}: {1}', quoteValue(target.fsPath), quoteValue(reason)),
      vscode.l10n.t('Choose another place, or make room there.'),
      { cause: error },
    );
  }
  showExported(counts, target);
}
