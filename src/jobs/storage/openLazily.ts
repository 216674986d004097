/** The history and the list of removed jobs, whose code is loaded with their first use: a window without jobs has none for them. */
import { join } from 'node:path';
import type { History } from './history.ts';
import type { RemovedJobs } from './removedJobs.ts';
import { once } from '../../once.ts';

/** See {@link openHistory}. @param folder of all windows @param language of this window */
export function openHistoryLazily(folder: string, language: string): History {
  const opened = once(async () => (await import('./storageChunk.ts')).openHistory(folder, language));
  return {
    folder,
    load: async () => (await opened()).load(),
    ids: async () => (await opened()).ids(),
    read: async (id) => (await opened()).read(id),
    has: async (id) => (await opened()).has(id),
    take: async (...args) => (await opened()).take(...args),
    remove: async (ids) => (await opened()).remove(ids),
  };
}

/** See {@link openRemovedJobs}. @param folder of all windows */
export function openRemovedJobsLazily(folder: string): RemovedJobs {
  const opened = once(async () => (await import('./storageChunk.ts')).openRemovedJobs(join(folder, 'removed')));
  return {
    ids: async () => (await opened()).ids(),
    add: async (ids) => (await opened()).add(ids),
    takeBack: async (ids) => (await opened()).takeBack(ids),
  };
}
