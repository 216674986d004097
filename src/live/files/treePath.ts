/** Places in a snapshot, and how a spec writes them. */
import type { FileEntry } from '../../cloud/accountResponses.ts';

/** The names on the way from the root of a snapshot to an entry; none for the root itself. */
export type Names = readonly string[];

export const pathOf = (names: Names): string => `/${names.join('/')}`;

export const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '');

const isDrive = (name: string | undefined): boolean => /^[A-Za-z]:$/.test(name ?? '');

/** Whether a place is one of a Windows machine, whose snapshots have drives at their root. */
export const isWindowsPlace = ([first]: Names, sourceType: string): boolean =>
  sourceType === 'ECS_FILE' && isDrive(first);

/** Whether a path can be made of a name that means this entry alone. `*` and `?` would stand for others, too. */
export const isNameable = ({ name, isExact }: Pick<FileEntry, 'name' | 'isExact'>): boolean =>
  isExact && !/[*?/]/.test(name) && name !== '.' && name !== '..';

/** A place as a spec of this source type writes it: of OSS it is the beginning of names, of Windows it has backslashes. */
export function specPath(names: Names, isFolder: boolean, sourceType: string): string {
  if (sourceType === 'OSS') return names.join('/') + (isFolder ? '/' : '');
  if (!isWindowsPlace(names, sourceType)) return pathOf(names);
  return names.length === 1 ? `${names[0]}\\` : names.join('\\');
}
