/** Paths of `Include` and `Exclude` as places in a snapshot. */
import { matchesWildcards } from '../../restoreSpec/wildcards.ts';
import { systemOf } from '../../restoreSpec/rules/paths.ts';
import type { FileEntry } from '../../cloud/accountResponses.ts';

export interface SnapshotPath {
  /** As it is written. */
  readonly text: string;
  /** The names of the folder that it is in, from the root on. */
  readonly folder: readonly string[];
  /** What it names in that folder, with `*` and `?` where it stands for several; undefined for the root itself. */
  readonly name: string | undefined;
  /** Windows has one name in either case. */
  readonly ignoresCase: boolean;
  /** Of OSS, a path is the beginning of names. */
  readonly isPrefix: boolean;
}

const hasWildcard = (name: string) => /[*?]/.test(name);

/**
 * Undefined for a path that can't be looked up: one with wildcards in its folder, of a share, or of files without its beginning, since
 * nothing says to which folder that belongs.
 */
export function snapshotPath(text: string, sourceType: string): SnapshotPath | undefined {
  if (text.startsWith('\\\\') || (sourceType !== 'OSS' && systemOf(text) === undefined)) return undefined;
  const isWindows = sourceType === 'ECS_FILE' && systemOf(text) === 'windows';
  const written = isWindows ? text.replaceAll('\\', '/') : text;
  const names = written.split('/').filter((name) => name !== '');
  const folder = names.slice(0, -1);
  if (folder.some(hasWildcard) || names.some((name) => name === '.' || name === '..')) return undefined;
  const isPrefix = sourceType === 'OSS' && !written.endsWith('/');
  return { text, folder, name: names.at(-1), ignoresCase: isWindows, isPrefix };
}

/** Whether a path stands for several entries of its folder. */
export const isPattern = ({ name = '', isPrefix }: SnapshotPath): boolean => isPrefix || hasWildcard(name);

/** Whether an entry of the path's folder is meant by it. */
export function namesEntry(
  { name = '', ignoresCase, isPrefix }: SnapshotPath,
  entry: Pick<FileEntry, 'name'>,
): boolean {
  const [wanted, found] = ignoresCase ? [name.toLowerCase(), entry.name.toLowerCase()] : [name, entry.name];
  return matchesWildcards(found, isPrefix ? `${wanted}*` : wanted, '?');
}

/** Whether all that `inner` means lies in what `outer` means, as far as their texts tell. Paths with wildcards tell nothing. */
export function contains(outer: SnapshotPath, inner: SnapshotPath): boolean {
  if (outer.name === undefined) return true;
  if (isPattern(outer)) return false;
  const fold = (name: string) => (outer.ignoresCase ? name.toLowerCase() : name);
  const path = [...outer.folder, outer.name];
  const whole = isPattern(inner) || inner.name === undefined ? inner.folder : [...inner.folder, inner.name];
  return path.length <= whole.length && path.every((name, index) => fold(name) === fold(whole[index] ?? ''));
}
