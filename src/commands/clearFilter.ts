import { noFilter, type FilterState } from '../jobs/list/jobFilter.ts';

/** Shows every job of the list again. */
export function clearFilter(filter: FilterState): void {
  filter.set(noFilter);
}
