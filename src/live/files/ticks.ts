/** Which entries of a snapshot are ticked, and which paths of a spec a tick becomes: as few as say the same. */
import type { FilterLists } from '../../restoreSpec/filterLists.ts';
import { filterIndex, type FilterIndex } from './filterIndex.ts';
import { specPath, type Names } from './treePath.ts';

/** What is ticked. Without a path to include everything is, unless `isNothing` says that a person took the last tick away. */
export interface Ticks extends FilterLists {
  readonly isNothing: boolean;
}

/** An entry of a folder, as far as ticks go. */
export interface TickEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Whether a path can be made of it. */
  readonly isNameable: boolean;
}

export interface TickContext {
  readonly sourceType: string;
  /** The entries of a folder; undefined where not all of them are known. */
  readonly entriesOf: (names: Names) => readonly TickEntry[] | undefined;
}

export interface TickState {
  readonly isTicked: boolean;
  /** How many paths in it are restored where it isn't ticked, and left out where it is. */
  readonly othersWithin: number;
}

/** The ticks, or the folder that keeps an entry from being ticked since it is left out as a whole. */
export type TickResult = { readonly ticks: Ticks } | { readonly leftOutBy: string };

/** The most paths that a folder is taken apart into. */
const mostParts = 200;

export const ticksOf = (lists: FilterLists): Ticks => ({ ...lists, isNothing: false });

const isEverything = ({ include, isNothing }: Ticks) => include.length === 0 && !isNothing;

/** Tells of each entry whether it is ticked. */
export function tickReader(ticks: Ticks, sourceType: string): (names: Names) => TickState {
  const include = filterIndex(ticks.include, sourceType);
  const exclude = filterIndex(ticks.exclude, sourceType);
  const all = isEverything(ticks);
  return (names) => {
    const isTicked = (all || include.covers(names)) && !exclude.covers(names);
    const othersWithin = isTicked ? exclude.countWithin(names) : all ? 0 : include.countWithin(names);
    return { isTicked, othersWithin };
  };
}

/**
 * Tells which entries are ticked, or not, by paths of their own or of folders above them, with all that is in them. In OSS a path also means
 * the objects whose names it begins. A person did not choose those, so they make no folder whole.
 */
function ownReader(ticks: Ticks, { sourceType }: TickContext) {
  const stateOf = tickReader(ticks, sourceType);
  const all = isEverything(ticks);
  const [include, exclude] = [ticks.include, ticks.exclude].map((texts) => filterIndex(texts, sourceType, true));
  return {
    isTicked: (names: Names): boolean => {
      const { isTicked, othersWithin } = stateOf(names);
      return isTicked && othersWithin === 0 && (all || include?.covers(names) === true);
    },
    isUnticked: (names: Names): boolean => {
      const { isTicked, othersWithin } = stateOf(names);
      if (isTicked || othersWithin > 0) return false;
      return exclude?.covers(names) === true || (!all && !indexOf(ticks.include, { sourceType }).covers(names));
    },
  };
}

const without = (texts: readonly string[], gone: readonly string[]): string[] => {
  const doomed = new Set(gone);
  return texts.filter((text) => !doomed.has(text));
};

const indexOf = (texts: readonly string[], { sourceType }: Pick<TickContext, 'sourceType'>): FilterIndex =>
  filterIndex(texts, sourceType);

/** Without the paths of the list that mean a place, or something in it. */
const cleared = (texts: readonly string[], names: Names, context: TickContext): string[] =>
  without(texts, indexOf(texts, context).textsAt(names, true));

/**
 * Takes a folder that is left out apart, so that one entry in it no longer is: the entries beside the way to it are left out instead.
 * Undefined where they are not all known, cannot be named, or are too many.
 */
function takenApart(folder: Names, names: Names, context: TickContext): string[] | undefined {
  const parts: string[] = [];
  for (let depth = folder.length; depth < names.length; depth++) {
    const here = names.slice(0, depth);
    const entries = context.entriesOf(here);
    if (!entries) return undefined;
    const others = entries.filter(({ name }) => name !== names[depth]);
    if (others.length === entries.length || others.some(({ isNameable }) => !isNameable)) return undefined;
    parts.push(...others.map(({ name, isFolder }) => specPath([...here, name], isFolder, context.sourceType)));
    if (parts.length > mostParts) return undefined;
  }
  return parts;
}

/** Lets an entry no longer be left out by a folder above it. */
function letIn(ticks: Ticks, names: Names, context: TickContext): TickResult {
  let exclude = [...ticks.exclude];
  const include = indexOf(ticks.include, context);
  for (let depth = 1; depth < names.length; depth++) {
    const folder = names.slice(0, depth);
    const found = indexOf(exclude, context).textsAt(folder);
    if (found.length === 0) continue;
    exclude = without(exclude, found);
    // Nothing else of it would be restored anyway.
    if (!isEverything(ticks) && !include.covers(folder) && include.countWithin(folder) === 0) continue;
    const parts = takenApart(folder, names, context);
    if (!parts) return { leftOutBy: found[0] ?? '' };
    exclude.push(...parts);
  }
  // What still leaves it out is a path with wildcards, which means others too.
  const left = indexOf(exclude, context).covers(names);
  return left
    ? { leftOutBy: exclude.find((text) => indexOf([text], context).covers(names)) ?? '' }
    : { ticks: { ...ticks, exclude } };
}

/** Two entries at least: of a folder with one entry, a person means the one that was ticked. */
const fewest = 2;

const isSame = (a: Names, b: Names | undefined) => a.length === b?.length && a.every((name, at) => name === b[at]);

/** The highest folder above a place of which every entry fits, down to that place. The root is none. */
function wholeFolder(names: Names, context: TickContext, fits: (names: Names) => boolean): Names | undefined {
  let whole: Names | undefined;
  for (let depth = names.length - 1; depth > 0; depth--) {
    const folder = names.slice(0, depth);
    const entries = context.entriesOf(folder);
    const isFit = ({ name }: TickEntry) => isSame([...folder, name], whole) || fits([...folder, name]);
    if (!entries || entries.length < fewest || !entries.every(isFit)) break;
    whole = folder;
  }
  return whole;
}

function ticked(ticks: Ticks, names: Names, isFolder: boolean, context: TickContext): Ticks {
  const include = cleared(ticks.include, names, context);
  const isIn = isEverything(ticks) || indexOf(include, context).covers(names);
  return {
    include: isIn ? include : [...include, specPath(names, isFolder, context.sourceType)],
    exclude: ticks.exclude,
    isNothing: false,
  };
}

/** Ticks an entry with all that is in it. */
export function tick(before: Ticks, names: Names, isFolder: boolean, context: TickContext): TickResult {
  if (names.length === 0) return { ticks: { include: [], exclude: [], isNothing: false } };
  const free = letIn({ ...before, exclude: cleared(before.exclude, names, context) }, names, context);
  if ('leftOutBy' in free) return free;
  const now = ticked(free.ticks, names, isFolder, context);
  if (isEverything(now)) return { ticks: now };
  const whole = wholeFolder(names, context, ownReader(now, context).isTicked);
  const isWhole = whole && tickReader(now, context.sourceType)(whole).isTicked;
  return { ticks: whole && !isWhole ? ticked(now, whole, true, context) : now };
}

function unticked(before: Ticks, names: Names, isFolder: boolean, context: TickContext): Ticks {
  const include = cleared(before.include, names, context);
  const at = indexOf(before.exclude, context).textsAt(names);
  const exclude = [...cleared(before.exclude, names, context), ...at];
  const wasEverything = isEverything(before);
  const isIn = wasEverything || indexOf(include, context).covers(names);
  if (isIn) {
    const isOut = indexOf(exclude, context).covers(names);
    const path = specPath(names, isFolder, context.sourceType);
    return { include, exclude: isOut ? exclude : [...exclude, path], isNothing: false };
  }
  return include.length === 0 ? nothing : { include, exclude, isNothing: false };
}

const nothing: Ticks = { include: [], exclude: [], isNothing: true };

/** Takes the tick of an entry away, and of all that is in it. */
export function untick(before: Ticks, names: Names, isFolder: boolean, context: TickContext): Ticks {
  if (names.length === 0) return nothing;
  const now = unticked(before, names, isFolder, context);
  const stateOf = tickReader(now, context.sourceType);
  const isEmpty = (each: Names) => {
    const { isTicked, othersWithin } = stateOf(each);
    return !isTicked && othersWithin === 0;
  };
  const empty = wholeFolder(names, context, ownReader(now, context).isUnticked);
  const smaller = empty && !isEmpty(empty) ? unticked(now, empty, true, context) : now;
  // Where no entry of the snapshot is left, nothing would be restored. What paths without a place mean isn't known.
  if (indexOf(smaller.include, context).unplaced.length > 0) return smaller;
  const entries = context.entriesOf([]);
  const left = tickReader(smaller, context.sourceType);
  const isLeft = (each: Names) => left(each).isTicked || left(each).othersWithin > 0;
  return entries && entries.length > 0 && !entries.some(({ name }) => isLeft([name])) ? nothing : smaller;
}
