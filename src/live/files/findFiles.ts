/** Finds files by name among those that have come. */
import type { FileEntry } from '../../cloud/accountResponses.ts';
import { matchesWildcards } from '../../restoreSpec/wildcards.ts';
import type { SnapshotFiles } from './snapshotFiles.ts';
import { isNameable, namesOf, pathOf } from './treePath.ts';

export interface FoundFile {
  readonly entry: FileEntry;
  /** The folder that it is in. */
  readonly folder: string;
  readonly path: string;
}

/** The first files whose names have the text in them, in either case; with `*` or `?` in it, those of which it is the whole name. */
export function findFiles(files: Pick<SnapshotFiles, 'folders'>, text: string, most: number): FoundFile[] {
  const wanted = text.trim().toLowerCase();
  const isPattern = /[*?]/.test(wanted);
  const found: FoundFile[] = [];
  for (const [folder, { entries }] of files.folders()) {
    for (const entry of entries) {
      if (found.length >= most) return found;
      const name = entry.name.toLowerCase();
      const fits = isPattern ? matchesWildcards(name, wanted, '?') : name.includes(wanted);
      if (fits && isNameable(entry)) found.push({ entry, folder, path: pathOf([...namesOf(folder), entry.name]) });
    }
  }
  return found;
}
