/** What the tree of a snapshot's files shows. Its elements are rows as texts: `fileRows.ts` says which. */
import * as vscode from 'vscode';
import { rangeText, rootRow, rowAbove, rowFrom, rowsBelow, type FileRow } from '../live/files/fileRows.ts';
import type { SnapshotFiles } from '../live/files/snapshotFiles.ts';
import { tickReader, type Ticks, type TickState } from '../live/files/ticks.ts';
import { namesOf, pathOf } from '../live/files/treePath.ts';
import { createBatch } from './batch.ts';
import { entryItem, rangeItem, rootItem, tailItem } from './fileRow.ts';

export interface FilesProvider extends vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<string | undefined>;
  /** Draws what changed: the folders of these paths. */
  foldersChanged(paths: readonly string[]): void;
  /** Draws every row anew. */
  ticksChanged(): void;
  /** The entry of a row; undefined for rows of others. */
  entryOf(row: FileRow): { readonly name: string; readonly isFolder: boolean } | undefined;
}

/** A burst of pages is drawn once, in ms. */
const drawAfterMs = 100;

/** @param read begins to read a folder that is looked at for the first time */
export function createFilesProvider(
  files: SnapshotFiles,
  { ticks, sourceType, read }: { ticks: () => Ticks; sourceType: string; read: (path: string) => void },
): FilesProvider {
  const changes = new vscode.EventEmitter<string | undefined>();
  const batch = createBatch<string>(drawAfterMs, (paths) => {
    for (const path of new Set(paths)) changes.fire(path);
  });
  let reader: { readonly of: Ticks; readonly stateOf: (names: readonly string[]) => TickState } | undefined;
  const stateOf = (path: string): TickState => {
    const now = ticks();
    if (reader?.of !== now) reader = { of: now, stateOf: tickReader(now, sourceType) };
    return reader.stateOf(namesOf(path));
  };
  /** The entries of folders by their names, for as long as there are as many. */
  const byName = new Map<string, { readonly count: number; readonly indexes: ReadonlyMap<string, number> }>();
  const indexesOf = (path: string, entries: readonly { readonly name: string; readonly isExact: boolean }[]) => {
    let found = byName.get(path);
    if (found?.count !== entries.length) {
      const indexes = new Map(entries.flatMap(({ name, isExact }, index) => (isExact ? [[name, index]] : [])));
      found = { count: entries.length, indexes };
      byName.set(path, found);
    }
    return found.indexes;
  };
  const fileOf = (row: FileRow) => {
    if (row.kind === 'odd') return files.folder(row.path)?.entries[row.index];
    if (row.kind !== 'entry' || row.path === rootRow) return undefined;
    const names = namesOf(row.path);
    const folder = pathOf(names.slice(0, -1));
    const entries = files.folder(folder)?.entries ?? [];
    return entries[indexesOf(folder, entries).get(names.at(-1) ?? '') ?? -1];
  };

  return {
    onDidChangeTreeData: changes.event,
    foldersChanged: batch.add,
    ticksChanged: () => changes.fire(undefined),
    entryOf: fileOf,
    getChildren(element) {
      if (element === undefined) return [rootRow];
      const row = rowFrom(element);
      if (row.kind === 'entry' && !files.folder(row.path)) read(row.path);
      const folder = files.folder(row.path);
      return folder && (row.kind === 'entry' || row.kind === 'range') ? rowsBelow(row, folder) : [];
    },
    getParent: (element) => rowAbove(rowFrom(element), (path) => files.folder(path)),
    getTreeItem(element) {
      const row = rowFrom(element);
      const item = itemOf(row);
      item.id = element;
      return item;
    },
    dispose() {
      batch.dispose();
      changes.dispose();
    },
  };

  function itemOf(row: FileRow): vscode.TreeItem {
    if (row.kind === 'entry' && row.path === rootRow) return rootItem(stateOf(rootRow));
    if (row.kind === 'entry' || row.kind === 'odd') {
      const file = fileOf(row);
      const state = row.kind === 'entry' ? stateOf(row.path) : undefined;
      return file ? entryItem(file, state) : new vscode.TreeItem('');
    }
    const folder = files.folder(row.path);
    if (!folder) return new vscode.TreeItem('');
    return row.kind === 'tail' ? tailItem(row.path, folder) : rangeItem(rangeText(row.start, folder));
  }
}
