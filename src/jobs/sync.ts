/** Keeps the store as the disk is: what other windows write is seen here within two seconds. */
import { watch, type FSWatcher } from 'node:fs';
import { markOf } from './envelope.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import { withProgressOf } from './observe.ts';
import type { JobRecord } from './record.ts';
import type { JobStore } from './store.ts';

export interface SyncParts {
  readonly journal: Journal;
  readonly history: History;
  readonly store: JobStore;
  /** Told once of each record that can't be read. */
  readonly onSetAside: (name: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface Sync {
  /** Takes in the disk as it is now. */
  reload(): Promise<void>;
  /** Takes in the jobs of the past; from then on every `reload` does. */
  loadPast(): Promise<void>;
  dispose(): void;
}

/** A record is written by several steps; one look serves them all. In ms. */
const debounceMs = 100;
/** For folders that tell nothing of changes (some network drives), in ms. */
const pollMs = 1500;

export function createSync({ journal, history, store, onSetAside, onError }: SyncParts): Sync {
  /** What was last taken in of each file; the journal gives the very same record until the file is another one. */
  const onDisk = new Map<string, JobRecord>();
  let reloading: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  let lastMarks = '';

  let pastLoaded: Promise<void> | undefined;
  const readPast = async () => {
    const { rows, setAside } = await history.load();
    setAside.forEach(onSetAside);
    store.setPast(rows);
  };

  const read = async () => {
    const { records, setAside } = await journal.readAll();
    setAside.forEach(onSetAside);
    // After those that go on: a job that moves to the past meanwhile is then in both, and never in neither.
    if (pastLoaded) await readPast();
    for (const record of records) {
      const mine = store.get(record.id);
      const isNews = onDisk.get(record.id) !== record;
      onDisk.set(record.id, record);
      // This window alone knows the RestoreId, since the disk was full when it came: it is written down now.
      if (mine?.restoreId && !record.restoreId) await journal.write(mine).catch(onError);
      else if (isNews) store.put(withProgressOf(record, mine));
    }
    const there = new Set(records.map(({ id }) => id));
    for (const id of [...onDisk.keys()].filter((id) => !there.has(id))) {
      onDisk.delete(id);
      store.remove(id);
    }
  };

  const reload = async (): Promise<void> => {
    again = true;
    reloading ??= (async () => {
      try {
        while (again) {
          again = false;
          await read();
        }
      } finally {
        reloading = undefined;
      }
    })();
    await reloading;
  };

  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      reload().catch(onError);
    }, debounceMs);
  };

  const poll = async () => {
    // Each writing renames a file into the folder, so the folder's own time tells of it.
    const changed = await markOf(journal.folder);
    if (changed === undefined) return; // Nothing was submitted yet.
    const marks = `${changed} ${(pastLoaded && (await markOf(history.folder))) ?? ''}`;
    if (marks !== lastMarks) soon();
    lastMarks = marks;
    watcher ??= watch(journal.folder, { persistent: false }, soon).on('error', () => {
      // The folder was removed, or the system has no watches left: the poll goes on.
      watcher?.close();
      watcher = undefined;
    });
  };
  // A folder that can't be looked at is said once, not every second.
  let failing = false;
  const pollOrSay = async () => {
    try {
      await poll();
      failing = false;
    } catch (error) {
      if (!failing) onError(error);
      failing = true;
    }
  };
  const polling = setInterval(() => void pollOrSay(), pollMs);
  polling.unref();

  return {
    reload,
    loadPast: () =>
      (pastLoaded ??= readPast().catch((error: unknown) => {
        pastLoaded = undefined;
        throw error;
      })),
    dispose() {
      clearInterval(polling);
      clearTimeout(timer);
      watcher?.close();
    },
  };
}
