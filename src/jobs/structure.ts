/** Which jobs stand in which group of the list, and in which order. */
import { isFiltering, passes, type JobFilter } from './filter.ts';
import { byTime, dayOf, groupOf, type Group, type JobRow } from './row.ts';

/** What a row's place depends on; equal places mean that nothing moves. */
interface Place {
  readonly group: Group;
  readonly time: number;
  /** Two rows of one RestoreId are one job: the store shows one of them. */
  readonly restoreId: string | undefined;
}

export interface Structure {
  /** In the order in which they are shown, none of them empty. */
  readonly groups: ReadonlyMap<Group, readonly string[]>;
  /** Made when they are first asked for. */
  readonly places: () => ReadonlyMap<string, Place>;
  readonly shown: number;
  /** How many rows the filter hides. */
  readonly hidden: number;
  /** The local day on which this was made: "Today" is another one tomorrow. */
  readonly day: string;
}

/** Before the days. */
const firstGroups: readonly Group[] = ['running', 'unclear', 'elsewhere'];

const placeOf = (row: JobRow): Place => ({
  group: groupOf(row),
  time: row.endedAt ?? row.createdAt,
  restoreId: row.restoreId,
});

/** @param now ms since 1970 */
export function structureOf(rows: readonly JobRow[], filter: JobFilter, now: number): Structure {
  let places: ReadonlyMap<string, Place> | undefined;
  const byGroup = new Map<Group, string[]>();
  const shown = (isFiltering(filter) ? rows.filter((row) => passes(row, filter)) : [...rows]).sort(byTime);
  for (const row of shown) {
    const group = groupOf(row);
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
    places: () => (places ??= new Map(shown.map((row) => [row.id, placeOf(row)]))),
    shown: shown.length,
    hidden: rows.length - shown.length,
    day: dayOf(now),
  };
}

/**
 * Whether rows may have moved, come or gone.
 *
 * @param ids what changed
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
    const before = places.get(id);
    const after = row && passes(row, filter) ? placeOf(row) : undefined;
    if (before?.group !== after?.group || before?.time !== after?.time || before?.restoreId !== after?.restoreId) {
      return true;
    }
  }
  return false;
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each, index) => each === b[index]);

/** Whether two show the same groups with the same rows under the same headers. */
export function sameStructure(a: Structure, b: Structure): boolean {
  return (
    a.day === b.day &&
    a.hidden === b.hidden &&
    sameList([...a.groups.keys()], [...b.groups.keys()]) &&
    [...a.groups].every(([group, ids]) => sameList(ids, b.groups.get(group) ?? []))
  );
}
