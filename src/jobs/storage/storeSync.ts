/** Keeps the store in step with the disk. What another window writes is in the store within two seconds. */
import { watch, type FSWatcher } from 'node:fs';
import { fileMark } from './files.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import { isMissing, mergeProgress, withKnownId } from '../recordUpdate.ts';
import type { JobRecord } from '../record.ts';
import type { JobStore } from '../store.ts';

export interface StoreSyncDependencies {
  readonly journal: Journal;
  readonly history: History;
  readonly store: JobStore;
  /** Called once for each record that can't be read, with the name of the file that it was set aside as. */
  readonly onSetAside: (name: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface StoreSync {
  /** Reads the disk into the store. Rejects where a part can't be read; what goes on is then in the store all the same, if it can be. */
  reload(): Promise<void>;
  /** Reads the jobs of the past into the store. From then on every `reload` does so too, also where this reading failed. */
  loadPast(): Promise<void>;
  dispose(): void;
}

/** A record is written in several steps. One reading, so many ms after the first of them, serves them all. */
const debounceMs = 100;
/** The interval of looking for changes in folders that report none (some network drives), in ms. */
const pollMs = 1500;

export function createStoreSync({ journal, history, store, onSetAside, onError }: StoreSyncDependencies): StoreSync {
  /** The record that each file had last. The journal gives the very same object until the file changes. */
  const onDisk = new Map<string, JobRecord>();
  let reloading: Promise<void> | undefined;
  let reloadAgain = false;
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  let lastMarks = '';

  /** The folders that could not be read when they were last. */
  const unread = new Set<Journal | History>();
  const reading = async <T>(folder: Journal | History, result: Promise<T>): Promise<T> => {
    try {
      const read = await result;
      unread.delete(folder);
      return read;
    } catch (error) {
      unread.add(folder);
      throw error;
    } finally {
      store.setUnread(unread.size > 0);
    }
  };

  /** Whether somebody asked for the past. Every reading reads it from then on, also where it couldn't be read at first. */
  let isPastWanted = false;
  let pastLoaded: Promise<void> | undefined;
  const readPast = async () => {
    const { rows, setAside } = await reading(history, history.load());
    setAside.forEach(onSetAside);
    store.setPast(rows);
  };

  const read = async () => {
    const { records, setAside } = await reading(journal, journal.readAll());
    setAside.forEach(onSetAside);
    // The past is read after the journal. A job that moves between the two meanwhile is then in both, and never in neither.
    const [past] = await Promise.allSettled([isPastWanted ? readPast() : undefined]);
    for (const record of records) {
      const inMemory = store.get(record.id);
      const hasChanged = onDisk.get(record.id) !== record;
      onDisk.set(record.id, record);
      // The disk was full when the RestoreId came, so this window alone knows it. It is written down now.
      if (isMissing(inMemory, record))
        await journal.update(record.id, (now) => withKnownId(now, inMemory)).catch(onError);
      else if (hasChanged) store.put(mergeProgress(record, inMemory));
    }
    // What is gone from the journal may be in the past, so it stays where that can't be read.
    if (past.status === 'rejected') throw past.reason;
    const existing = new Set(records.map(({ id }) => id));
    for (const id of [...onDisk.keys()].filter((id) => !existing.has(id))) {
      onDisk.delete(id);
      store.remove(id);
    }
  };

  const reload = async (): Promise<void> => {
    reloadAgain = true;
    reloading ??= (async () => {
      try {
        while (reloadAgain) {
          reloadAgain = false;
          await read();
        }
      } finally {
        reloading = undefined;
      }
    })();
    await reloading;
  };

  const reloadSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      reload().catch(onError);
    }, debounceMs);
  };

  const lookForChanges = async () => {
    // Each writing renames a file into the folder, which changes the folder's own time.
    const changed = await fileMark(journal.folder);
    const isNothingThere = changed === undefined && lastMarks === ''; // Nothing was submitted yet.
    if (isNothingThere && unread.size === 0) return;
    const marks = `${changed ?? ''} ${(isPastWanted && (await fileMark(history.folder))) || ''}`;
    if (marks !== lastMarks) reloadSoon();
    lastMarks = marks;
    if (changed === undefined) return;
    watcher ??= watch(journal.folder, { persistent: false }, reloadSoon).on('error', () => {
      // The folder was removed, or the system has no watches left. The polling goes on.
      watcher?.close();
      watcher = undefined;
    });
  };
  // A folder that can't be read is reported once, not every time.
  let failing = false;
  const lookOrReport = async () => {
    try {
      await lookForChanges();
      failing = false;
    } catch (error) {
      if (!failing) onError(error);
      failing = true;
    }
  };
  const polling = setInterval(() => void lookOrReport(), pollMs);
  polling.unref();

  return {
    reload,
    loadPast() {
      isPastWanted = true;
      return (pastLoaded ??= readPast().catch((error: unknown) => {
        pastLoaded = undefined;
        throw error;
      }));
    },
    dispose() {
      clearInterval(polling);
      clearTimeout(timer);
      watcher?.close();
    },
  };
}
