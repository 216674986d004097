/** Searches by name within the files that have come. */
import * as vscode from 'vscode';
import { sanitizeValue, withoutIcons } from '../cloud/sanitize.ts';
import { formatBytes } from '../jobs/format/units.ts';
import { countText } from '../live/files/fileRows.ts';
import { findFiles, type FoundFile } from '../live/files/findFiles.ts';
import type { SnapshotFiles } from '../live/files/snapshotFiles.ts';

interface FileItem extends vscode.QuickPickItem {
  readonly path: string;
}

/** More than a person looks through: to type on finds others. */
const mostShown = 200;

const plain = (text: string) => withoutIcons(sanitizeValue(text, 1024));

const itemOf = ({ entry, folder, path }: FoundFile): FileItem => ({
  label: plain(entry.name),
  iconPath: new vscode.ThemeIcon(entry.isFolder ? 'folder' : 'file'),
  description: [
    entry.isFolder ? vscode.l10n.t('folder') : entry.size === undefined ? '' : formatBytes(entry.size),
    plain(folder),
  ]
    .filter((part) => part !== '')
    .join(' · '),
  // What is typed is looked for here, in names alone.
  alwaysShow: true,
  path,
});

/** @returns the path of the one that a person chose */
export function searchFiles(files: SnapshotFiles): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<FileItem>();
  const all = [...files.folders()];
  const count = all.reduce((sum, [, { entries }]) => sum + entries.length, 0);
  pick.title = vscode.l10n.t('Search Files of the Snapshot');
  pick.placeholder = vscode.l10n.t(
    'Enter part of a name, or a pattern such as *.pdf. Files and folders loaded so far: {0}.',
    countText(count),
  );
  const show = (typed: string) => {
    pick.items = findFiles(files, typed, mostShown).map(itemOf);
  };
  show('');
  pick.onDidChangeValue(show);
  return new Promise<string | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.path);
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}
