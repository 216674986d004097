/** The structure of the list of jobs: which jobs stand in which group, and in which order. */
import { offsetText } from '../../restoreSpec/dateFormat.ts';
import { isFiltering, passes, type JobFilter } from './jobFilter.ts';
import { newestFirst, dayOf, rowGroup, type Group, type JobRow } from '../row.ts';

/** What a row's position depends on. Where it stays equal, the row does not move. */
interface Place {
  readonly group: Group;
  readonly time: number;
  /** Of two rows with one RestoreId, which are one job, the store shows one. */
  readonly restoreId: string | undefined;
}

export interface Structure {
  /** Ids by group, in the order in which they are shown. No group is empty. */
  readonly groups: ReadonlyMap<Group, readonly string[]>;
  /** By id. They are computed when they are asked for first. */
  readonly places: () => ReadonlyMap<string, Place>;
  readonly shown: number;
  /** How many rows the filter hides. */
  readonly hidden: number;
  /** Their ids. They are computed when they are asked for first. */
  readonly hiddenIds: () => ReadonlySet<string>;
  /** The local day on which this was computed: the header "Today" stands for another day tomorrow. */
  readonly day: string;
  /** How far the time zone was from UTC when this was computed: rows show the offset of a time that has another one. */
  readonly offset: string;
}

/** The groups that stand before the days. */
const firstGroups: readonly Group[] = ['running', 'unclear', 'elsewhere'];

const rowPlace = (row: JobRow): Place => ({
  group: rowGroup(row),
  time: row.endedAt ?? row.createdAt,
  restoreId: row.restoreId,
});

/** @param now ms since 1970 */
export function structureOf(rows: readonly JobRow[], filter: JobFilter, now: number): Structure {
  let places: ReadonlyMap<string, Place> | undefined;
  let hiddenIds: ReadonlySet<string> | undefined;
  const byGroup = new Map<Group, string[]>();
  const isFiltered = isFiltering(filter);
  const shown = (isFiltered ? rows.filter((row) => passes(row, filter)) : [...rows]).sort(newestFirst);
  for (const row of shown) {
    const group = rowGroup(row);
    const ids = byGroup.get(group);
    if (ids) ids.push(row.id);
    else byGroup.set(group, [row.id]);
  }
  const days = [...byGroup.keys()].filter((group) => !firstGroups.includes(group));
  const order = [...firstGroups, ...days.sort().reverse()];
  return {
    groups: new Map(
      order.flatMap((group) => [[group, byGroup.get(group) ?? []] as const]).filter(([, ids]) => ids.length),
    ),
    places: () => (places ??= new Map(shown.map((row) => [row.id, rowPlace(row)]))),
    shown: shown.length,
    hidden: rows.length - shown.length,
    hiddenIds: () =>
      (hiddenIds ??= new Set(isFiltered ? rows.filter((row) => !passes(row, filter)).map(({ id }) => id) : [])),
    ...headersAt(now),
  };
}

const headersAt = (now: number) => ({ day: dayOf(now), offset: offsetText(new Date(now)) });

/** Whether what is shown besides the rows' own state stands for another time by now. @param now ms since 1970 */
export function isOutdated(structure: Structure, now: number): boolean {
  const { day, offset } = headersAt(now);
  return structure.day !== day || structure.offset !== offset;
}

/**
 * Whether rows may have moved, come or gone since the structure was computed, those that the filter hides too: they are counted.
 *
 * @param ids of the jobs that changed
 * @param rowOf the row of an id as it is now
 */
export function mayMove(
  structure: Structure,
  ids: Iterable<string>,
  rowOf: (id: string) => JobRow | undefined,
  filter: JobFilter,
): boolean {
  const places = structure.places();
  for (const id of ids) {
    const row = rowOf(id);
    const isShown = row !== undefined && passes(row, filter);
    const isHidden = row !== undefined && !isShown;
    if (isHidden !== structure.hiddenIds().has(id)) return true;
    const before = places.get(id);
    const after = isShown ? rowPlace(row) : undefined;
    if (before?.group !== after?.group || before?.time !== after?.time || before?.restoreId !== after?.restoreId) {
      return true;
    }
  }
  return false;
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each, index) => each === b[index]);

/** Whether two structures show the same groups with the same rows under the same headers. */
export function sameStructure(a: Structure, b: Structure): boolean {
  return (
    a.day === b.day &&
    a.offset === b.offset &&
    a.hidden === b.hidden &&
    sameList([...a.groups.keys()], [...b.groups.keys()]) &&
    [...a.groups].every(([group, ids]) => sameList(ids, b.groups.get(group) ?? []))
  );
}
