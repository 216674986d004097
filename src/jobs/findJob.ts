import type { JobRecord } from './record.ts';
import type { History } from './storage/history.ts';
import type { Journal } from './storage/journal.ts';
import type { JobStore } from './store.ts';

/** Where jobs are kept. */
export interface KeptJobs {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly history: History;
}

/** The whole record of a job, wherever it is kept; undefined where it was removed, or its file can't be read. */
export async function findJob({ store, journal, history }: KeptJobs, id: string): Promise<JobRecord | undefined> {
  const known = store.get(id);
  // The id may come from the address of a page, which anybody can write. An id with other characters could lead to another file.
  if (known || !/^[\w-]+$/.test(id)) return known;
  // When a window opens with a page, the store is still empty.
  return (await journal.read(id)) ?? (await history.read(id));
}
