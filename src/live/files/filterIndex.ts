/** What the paths of one list mean in a snapshot, found without going through all of them. */
import { isPattern, namesEntry, snapshotPath, type SnapshotPath } from '../preflight/snapshotPath.ts';
import { isWindowsPlace, pathOf, type Names } from './treePath.ts';

export interface FilterIndex {
  /** Whether a path of the list means this place, or a folder that it is in. */
  covers(names: Names): boolean;
  /** How many paths of the list name something in this folder. */
  countWithin(names: Names): number;
  /** The paths of the list that mean exactly this place, or with `orWithin` something in it, as they are written. */
  textsAt(names: Names, orWithin?: boolean): readonly string[];
  /** The paths whose places can't be told, such as those with wildcards in a folder. */
  readonly unplaced: readonly string[];
}

const fullNames = ({ folder, name }: SnapshotPath): string[] => (name === undefined ? [] : [...folder, name]);

/** @param isOneObject whether a path of OSS is taken for the object of that name alone, rather than for all whose names it begins */
export function filterIndex(texts: readonly string[], sourceType: string, isOneObject = false): FilterIndex {
  const exact = new Map<string, string[]>();
  const patterns = new Map<string, SnapshotPath[]>();
  const within = new Map<string, number>();
  const placed: { readonly text: string; readonly key: string }[] = [];
  const unplaced: string[] = [];
  // Windows has one name in either case.
  const keyOf = (names: Names) => {
    const path = pathOf(names);
    return isWindowsPlace(names, sourceType) ? path.toLowerCase() : path;
  };
  const push = <T>(into: Map<string, T[]>, key: string, value: T) => {
    const found = into.get(key);
    if (found) found.push(value);
    else into.set(key, [value]);
  };
  for (const text of texts) {
    const found = snapshotPath(text, sourceType);
    const path = found && isOneObject ? { ...found, isPrefix: false } : found;
    if (!path) {
      unplaced.push(text);
      continue;
    }
    const names = fullNames(path);
    if (isPattern(path)) push(patterns, keyOf(path.folder), path);
    else push(exact, keyOf(names), text);
    placed.push({ text, key: keyOf(names) });
    for (let depth = 0; depth < names.length; depth++) {
      const key = keyOf(names.slice(0, depth));
      within.set(key, (within.get(key) ?? 0) + 1);
    }
  }
  return {
    covers(names) {
      if (exact.has('/')) return true;
      for (let depth = 1; depth <= names.length; depth++) {
        if (exact.has(keyOf(names.slice(0, depth)))) return true;
        const name = names[depth - 1] ?? '';
        const found = patterns.get(keyOf(names.slice(0, depth - 1)));
        if (found?.some((pattern) => namesEntry(pattern, { name }))) return true;
      }
      return false;
    },
    countWithin: (names) => within.get(keyOf(names)) ?? 0,
    textsAt(names, orWithin = false) {
      const key = keyOf(names);
      const folder = key === '/' ? '/' : `${key}/`;
      return placed
        .filter((each) => each.key === key || (orWithin && each.key.startsWith(folder)))
        .map(({ text }) => text);
    },
    unplaced,
  };
}
