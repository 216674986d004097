import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { exported } from '../jobs/exportJobs.ts';
import type { JobRecord } from '../jobs/record.ts';
import { dayOf, type JobRow } from '../jobs/row.ts';
import { fileName } from '../views/fileName.ts';
import { findJob } from '../views/jobReport.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import { allRows } from './pickJob.ts';
import type { Services } from './services.ts';
import { showError, UserError } from './userError.ts';

/** Files read at once. */
const batch = 50;

/** The person changed their mind. */
class Cancelled extends Error {}

function askTarget(): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Restore Jobs'),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.joinPath(folder, `cloud-backup-jobs-${dayOf(Date.now())}.json`),
    filters: { JSON: ['json'], CSV: ['csv'] },
  });
}

/** The file is whole, or as it was before. */
async function writeWhole(target: vscode.Uri, pieces: AsyncIterable<string>): Promise<void> {
  if (target.scheme !== 'file') {
    const all: string[] = [];
    for await (const piece of pieces) all.push(piece);
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(all.join('')));
    return;
  }
  const temporary = `${target.fsPath}.${process.pid}-${Date.now()}.tmp`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(temporary, { flags: 'wx' }));
    await rename(temporary, target.fsPath);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

interface Counts {
  written: number;
  unread: number;
}

async function* read(
  services: Services,
  rows: readonly JobRow[],
  counts: Counts,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancel: vscode.CancellationToken,
): AsyncGenerator<JobRecord> {
  for (let at = 0; at < rows.length; at += batch) {
    const some = await Promise.all(rows.slice(at, at + batch).map(({ id }) => findJob(services, id)));
    for (const record of some) {
      if (cancel.isCancellationRequested) throw new Cancelled();
      if (record) yield record;
      counts[record ? 'written' : 'unread']++;
    }
    const message = vscode.l10n.t('{0} of {1}', Math.min(at + batch, rows.length), rows.length);
    progress.report({ message, increment: (some.length * 100) / rows.length });
  }
}

function tell({ written, unread }: Counts, target: vscode.Uri): void {
  const done = vscode.l10n.t('{0} restore jobs were exported to {1}.', written, fileName(target));
  const rest = unread > 0 ? vscode.l10n.t('{0} more could not be read and are not in it.', unread) : '';
  const show = unread > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const open = vscode.l10n.t('Open');
  // Nobody has to answer it.
  void show(withoutLinks([done, rest].filter(Boolean).join(' ')), open).then(async (choice) => {
    if (choice === open) await vscode.commands.executeCommand('vscode.open', target).then(undefined, showError);
  });
}

/** Writes all jobs with all that is known of them into a file. @param to where to; else the person is asked */
export async function exportJobs(services: Services, to?: vscode.Uri): Promise<void> {
  const rows = await allRows(services);
  const target = to ?? (await askTarget());
  if (!target) return;
  const format = /\.csv$/i.test(target.path) ? 'csv' : 'json';
  const counts: Counts = { written: 0, unread: 0 };
  const title = vscode.l10n.t('Exporting restore jobs…');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    await vscode.window.withProgress(options, (progress, cancel) =>
      writeWhole(target, exported(read(services, rows, counts, progress, cancel), format)),
    );
  } catch (error) {
    if (error instanceof Cancelled) return;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      vscode.l10n.t('The jobs could not be exported to {0}: {1}', target.fsPath, reason),
      vscode.l10n.t('Choose another place, or make room there.'),
      { cause: error },
    );
  }
  tell(counts, target);
}
