/** The files in a snapshot, folder by folder. A folder is a count and a way to get one entry, so a large one costs nothing. */
import { numberBelow } from './digest.ts';

export interface FileNode {
  readonly name: string;
  readonly type: 'dir' | 'file';
  readonly size: number;
}

export interface Folder {
  readonly count: number;
  readonly at: (index: number) => FileNode;
}

export interface TreeOptions {
  readonly seed: string;
  /** How many files the large folder has. */
  readonly files: number;
  readonly isWindows: boolean;
  /** When the snapshot was taken, UNIX seconds: newer ones have more reports, and other sizes. */
  readonly completed: number;
}

const day = 86_400;

/** Names of files and, where they have entries of their own, of folders. `*` are folders with generated names. */
interface Entries {
  readonly [name: string]: Entries | 'file' | 'bulk' | 'reports';
}
const tree: Entries = {
  data: {
    bulk: 'bulk',
    db: { 'customers.db': 'file', 'orders.db': 'file' },
    reports: 'reports',
  },
  etc: { 'app.conf': 'file', hosts: 'file', nginx: { 'nginx.conf': 'file', 'sites.conf': 'file' } },
  home: {
    alice: { 'notes.txt': 'file', 'plan 2026.pdf': 'file' },
    bob: { 'photo.jpg': 'file' },
    '备份 ñ': { 'a b.txt': 'file', "it's.txt": 'file', '100%.txt': 'file', '[x].txt': 'file' },
  },
  var: { www: { cache: { 'page-1.html': 'file' }, 'index.html': 'file' }, empty: {} },
};

/** A report for each of the last 30 days before the snapshot. */
const reportName = (completed: number, index: number) =>
  `report-${new Date((completed - (29 - index) * day) * 1000).toISOString().slice(0, 10)}.csv`;

const bulkName = (index: number) => `item-${String(index + 1).padStart(6, '0')}.dat`;

/** The entries of a folder by the names on the way to it; undefined where there is no such folder. */
export function folderAt(options: TreeOptions, path: readonly string[]): Folder | undefined {
  const { seed, completed, files } = options;
  const week = Math.floor(completed / (7 * day));
  const node = (name: string, type: FileNode['type'] = 'file'): FileNode => ({
    name,
    type,
    // A file has the same size in all snapshots of a week.
    size: type === 'dir' ? 0 : 100 + numberBelow(5_000_000, seed, ...path, name, week),
  });
  let here: Entries[string] | undefined = options.isWindows ? { 'C:': tree, 'D:': { 'swap.bin': 'file' } } : tree;
  for (const name of path) here = typeof here === 'object' && Object.hasOwn(here, name) ? here[name] : undefined;
  if (here === 'bulk') return { count: files, at: (index) => node(bulkName(index)) };
  if (here === 'reports') return { count: 30, at: (index) => node(reportName(completed, index)) };
  if (typeof here !== 'object') return undefined;
  const names = Object.entries(here).map(([name, entry]) => node(name, entry === 'file' ? 'file' : 'dir'));
  return { count: names.length, at: (index) => names[index] ?? node('') };
}
