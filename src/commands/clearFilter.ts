import { noFilter } from '../jobs/filter.ts';
import type { Services } from './services.ts';

export function clearFilter({ filter }: Services): void {
  filter.set(noFilter);
}
