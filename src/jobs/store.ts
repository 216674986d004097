/** The jobs in memory: the one state that views read. */
import type { JobRecord } from './record.ts';

export interface JobStore {
  /** Newest first. */
  all(): readonly JobRecord[];
  get(id: string): JobRecord | undefined;
  put(...records: JobRecord[]): void;
  remove(id: string): void;
  /** Calls back with the ids that changed, came or went; returns the way to stop it. */
  onDidChange(listener: (ids: readonly string[]) => void): () => void;
}

export function createStore(): JobStore {
  const records = new Map<string, JobRecord>();
  const listeners = new Set<(ids: readonly string[]) => void>();
  const changed = (ids: readonly string[]) => {
    for (const listener of listeners) listener(ids);
  };
  return {
    all: () => [...records.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)),
    get: (id) => records.get(id),
    put(...added) {
      const news = added.filter((record) => JSON.stringify(records.get(record.id)) !== JSON.stringify(record));
      for (const record of news) records.set(record.id, record);
      if (news.length > 0) changed(news.map(({ id }) => id));
    },
    remove(id) {
      if (records.delete(id)) changed([id]);
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
