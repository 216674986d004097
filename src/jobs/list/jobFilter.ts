/** The filter of the list of jobs. */
import type { JobRow } from '../row.ts';
import { sanitize } from '../../cloud/sanitize.ts';
import { quoteUnlessName, quoteWords } from '../../cloud/quote.ts';

/** The most of what was typed that is shown, in UTF-16 units. */
const longestText = 200;

/** An empty list or text lets everything through. */
export interface JobFilter {
  readonly statuses: readonly string[];
  readonly restoreTypes: readonly string[];
  /** Words that a row must have, in upper or lower case, in what it shows or in its vault, snapshot, region, profile, spec or message. */
  readonly text: string;
}

export const noFilter: JobFilter = { statuses: [], restoreTypes: [], text: '' };

export interface FilterState {
  get(): JobFilter;
  set(filter: JobFilter): void;
  /** Calls back after each change. Returns the way to stop it. */
  onDidChange(listener: () => void): () => void;
}

export function createFilter(): FilterState {
  let current = noFilter;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(filter) {
      current = filter;
      for (const listener of listeners) listener();
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The text of a row that is searched. */
const searchText = (row: JobRow) =>
  [row.what, row.to, row.status, row.restoreType, row.restoreId, row.vault, row.snapshot, row.region, row.profile]
    .concat(row.spec, row.message)
    .join('\n')
    .toLowerCase();

export function isFiltering({ statuses, restoreTypes, text }: JobFilter): boolean {
  return statuses.length > 0 || restoreTypes.length > 0 || text !== '';
}

/** The filter in short, such as `FAILED · NAS · “orders”`. */
export function filterText({ statuses, restoreTypes, text }: JobFilter): string {
  return [
    ...[...statuses, ...restoreTypes].map((word) => quoteUnlessName(sanitize(word, 80))),
    text && quoteWords(text, longestText),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A status or a RestoreType that can be chosen, with the number of rows that have it. */
export interface Choice {
  readonly value: string;
  readonly count: number;
  readonly chosen: boolean;
}

/** The values that occur, in alphabetical order. A chosen value that no longer occurs is among them. */
function choices(values: readonly string[], chosen: readonly string[]): Choice[] {
  const counts = new Map<string, number>(chosen.map((value) => [value, 0]));
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  const all = [...counts].map(([value, count]) => ({ value, count, chosen: chosen.includes(value) }));
  return all.sort((a, b) => (a.value < b.value ? -1 : 1));
}

export function choicesOf(rows: readonly JobRow[], filter: JobFilter) {
  return {
    statuses: choices(
      rows.map(({ status }) => status),
      filter.statuses,
    ),
    restoreTypes: choices(
      rows.map(({ restoreType }) => restoreType),
      filter.restoreTypes,
    ),
  };
}

/** Whether a row is shown. Every word of the text must be in it. */
export function passes(row: JobRow, { statuses, restoreTypes, text }: JobFilter): boolean {
  if (statuses.length > 0 && !statuses.includes(row.status)) return false;
  if (restoreTypes.length > 0 && !restoreTypes.includes(row.restoreType)) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = searchText(row);
  return words.every((word) => all.includes(word));
}
