/** The rows of a tree of files, as texts: an entry by its path, everything else with a word before the path of its folder. */
import * as l10n from '@vscode/l10n';
import type { FolderFiles } from './snapshotFiles.ts';
import { isNameable, namesOf, pathOf } from './treePath.ts';

export type FileRow =
  /** A file or folder, or the root, of which a path can be made. */
  | { readonly kind: 'entry'; readonly path: string }
  /** An entry whose name can't be written as a path. */
  | { readonly kind: 'odd'; readonly path: string; readonly index: number }
  /** The entries of a folder from the 1,001st on, by the thousand. */
  | { readonly kind: 'range'; readonly path: string; readonly start: number }
  /** What a folder has besides its entries: that more can be read, is being read, or can't be read. */
  | { readonly kind: 'tail'; readonly path: string };

export const rootRow = '/';

/** VS Code is handed as many rows of a folder at once. Each change of one of them hands it all of these anew. */
const rangeSize = 1000;

export function rowFrom(element: string): FileRow {
  const [, kind = 'entry', , number = '', path = element] =
    /^(?:(tail|odd|range):((\d*):)?)?(\/[^]*)$/.exec(element) ?? [];
  if (kind === 'tail') return { kind, path };
  if (kind === 'odd') return { kind, path, index: Number(number) };
  return kind === 'range' ? { kind, path, start: Number(number) } : { kind: 'entry', path };
}

function entryRows(path: string, { entries }: FolderFiles, start: number): string[] {
  const names = namesOf(path);
  return entries
    .slice(start, start + rangeSize)
    .map((entry, at) => (isNameable(entry) ? pathOf([...names, entry.name]) : `odd:${start + at}:${path}`));
}

/** The rows below another one. @param folder what is known of its folder */
export function rowsBelow(row: FileRow, folder: FolderFiles): string[] {
  const { path } = row;
  if (row.kind === 'range') return entryRows(path, folder, row.start);
  const { entries, isWhole } = folder;
  const later = Math.ceil(entries.length / rangeSize) - 1;
  return [
    ...entryRows(path, folder, 0),
    ...Array.from({ length: Math.max(0, later) }, (_, at) => `range:${(at + 1) * rangeSize}:${path}`),
    ...(isWhole && entries.length > 0 ? [] : [`tail:${path}`]),
  ];
}

/** The row above one; undefined above the root. @param folderOf what is known of a folder */
export function rowAbove(row: FileRow, folderOf: (path: string) => FolderFiles | undefined): string | undefined {
  if (row.kind === 'range' || row.kind === 'tail') return row.path;
  if (row.path === rootRow && row.kind === 'entry') return undefined;
  const names = row.kind === 'odd' ? namesOf(row.path) : namesOf(row.path).slice(0, -1);
  const folder = pathOf(names);
  const name = namesOf(row.path).at(-1);
  const index =
    row.kind === 'odd' ? row.index : (folderOf(folder)?.entries.findIndex((each) => each.name === name) ?? 0);
  return index < rangeSize ? folder : `range:${Math.floor(index / rangeSize) * rangeSize}:${folder}`;
}

export const countText = (count: number): string => count.toLocaleString('en-US');

/** What the last row of a folder says. */
export interface TailText {
  readonly state: 'reading' | 'failed' | 'more' | 'empty';
  readonly label: string;
}

export function tailText({ entries, totalCount, isReading, isWhole, failure }: FolderFiles): TailText {
  const count = countText(entries.length);
  const total = totalCount === undefined || totalCount < entries.length ? undefined : countText(totalCount);
  if (isReading) {
    const label = total === undefined ? l10n.t('Reading…') : l10n.t('Reading: first {0} of {1}', count, total);
    return { state: 'reading', label };
  }
  if (failure) return { state: 'failed', label: l10n.t('Try Again: {0}', failure.message) };
  if (isWhole) return { state: 'empty', label: l10n.t('Empty') };
  const label =
    total === undefined ? l10n.t('First {0}. Load More', count) : l10n.t('First {0} of {1}. Load More', count, total);
  return { state: 'more', label };
}

/** What a row of a range says. */
export function rangeText(start: number, { entries }: FolderFiles): string {
  return l10n.t('Entries {0} to {1}', countText(start + 1), countText(Math.min(start + rangeSize, entries.length)));
}
