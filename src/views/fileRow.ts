/** How the rows of a snapshot's files look. */
import * as vscode from 'vscode';
import { sanitizeValue } from '../cloud/sanitize.ts';
import type { FileEntry } from '../cloud/accountResponses.ts';
import { browsingCommands, fileWords } from '../ids.ts';
import { formatBytes } from '../jobs/format/units.ts';
import { tailText } from '../live/files/fileRows.ts';
import type { FolderFiles } from '../live/files/snapshotFiles.ts';
import type { TickState } from '../live/files/ticks.ts';
import { spoken } from './spoken.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** The most of a name that is shown, in UTF-16 units: as much as is taken of one. */
const longestName = 1024;
/** The most of a failure that is shown in a row. */
const longestFailure = 300;

function tickText({ isTicked, othersWithin }: TickState): string | undefined {
  if (othersWithin === 0) return undefined;
  return isTicked ? vscode.l10n.t('without {0} in it', othersWithin) : vscode.l10n.t('{0} ticked inside', othersWithin);
}

function checkbox({ isTicked }: TickState): NonNullable<vscode.TreeItem['checkboxState']> {
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return isTicked
    ? { state: Checked, tooltip: vscode.l10n.t('Restored') }
    : { state: Unchecked, tooltip: vscode.l10n.t('Not restored') };
}

/** Without it, VS Code would have the tooltip said and leave out the row's own words. */
const saying = (...parts: readonly (string | undefined)[]) => ({ label: spoken(...parts) });

/** The row above all: everything in the snapshot. */
export function rootItem(state: TickState): vscode.TreeItem {
  const label = vscode.l10n.t('Everything in the snapshot');
  const ticks = tickText(state);
  const item = new vscode.TreeItem(label, Expanded);
  item.description = ticks ?? '';
  item.accessibilityInformation = saying(label, ticks);
  item.iconPath = new vscode.ThemeIcon('database');
  item.checkboxState = checkbox(state);
  return item;
}

/** @param state whether it is ticked; undefined where no path can be made of its name */
export function entryItem({ name, isFolder, size }: FileEntry, state: TickState | undefined): vscode.TreeItem {
  const shown = sanitizeValue(name, longestName);
  const item = new vscode.TreeItem(shown, isFolder && state ? Collapsed : None);
  const details = [
    size === undefined || isFolder ? undefined : formatBytes(size),
    state ? tickText(state) : vscode.l10n.t("can't be ticked"),
  ].filter((part): part is string => part !== undefined);
  item.description = details.join(' · ');
  item.iconPath = new vscode.ThemeIcon(isFolder ? 'folder' : 'file');
  if (state) {
    item.contextValue = fileWords.nameable;
    item.checkboxState = checkbox(state);
  } else {
    item.tooltip = vscode.l10n.t('No path in a spec can name exactly this file.');
  }
  const kind = isFolder ? vscode.l10n.t('folder') : vscode.l10n.t('file');
  item.accessibilityInformation = saying(shown, kind, ...details);
  return item;
}

const tailIcons = { reading: 'loading~spin', failed: 'error', more: 'ellipsis', empty: 'circle-slash' } as const;

/** The last row of a folder. @param path of the folder */
export function tailItem(path: string, folder: FolderFiles): vscode.TreeItem {
  const { state, label } = tailText(folder);
  const shown = sanitizeValue(label, longestFailure);
  const item = new vscode.TreeItem(shown, None);
  item.iconPath = new vscode.ThemeIcon(tailIcons[state]);
  const { loadMoreFiles, stopLoadingFiles } = browsingCommands;
  const { message = '', nextStep = '' } = folder.failure ?? {};
  const isReading = state === 'reading';
  const hint = isReading ? vscode.l10n.t('Click to stop reading') : sanitizeValue(nextStep, longestFailure);
  item.accessibilityInformation = saying(shown, hint);
  if (isReading) {
    item.contextValue = fileWords.reading;
    item.tooltip = hint;
    item.command = { command: stopLoadingFiles, title: vscode.l10n.t('Stop'), arguments: [path] };
  } else if (state !== 'empty') {
    item.contextValue = fileWords.unread;
    item.command = { command: loadMoreFiles, title: vscode.l10n.t('Load More'), arguments: [path] };
    item.tooltip = sanitizeValue(`${message} ${nextStep}`, longestName) || label;
  }
  return item;
}

/** A thousand entries of a large folder. */
export function rangeItem(label: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, Collapsed);
  item.iconPath = new vscode.ThemeIcon('list-unordered');
  return item;
}
