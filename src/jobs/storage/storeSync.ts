/** Keeps the store in step with the disk. What another window writes is in the store within two seconds. */
import { watch, type FSWatcher } from 'node:fs';
import { systemClock, type Clock } from '../clock.ts';
import { createBackOff } from '../backOff.ts';
import { fileMark } from './files.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import { newlyUnread, type UnreadRecord } from './unreadRecord.ts';
import { isMissing, mergeProgress, withKnownId } from '../recordUpdate.ts';
import type { JobRecord } from '../record.ts';
import type { JobStore } from '../store.ts';

export interface StoreSyncDependencies {
  readonly journal: Journal;
  readonly history: History;
  readonly store: JobStore;
  /** Called once for each record that can't be read, with the name of the file that it was set aside as. */
  readonly onSetAside: (name: string) => void;
  /** Called with records that can't be read and stay where they are, with each once. */
  readonly onUnread: (records: readonly UnreadRecord[]) => void;
  readonly onError: (error: unknown) => void;
  /** Tests give their own. */
  readonly clock?: Clock;
  readonly watchFolder?: (path: string, options: { readonly persistent: false }, listener: () => void) => FSWatcher;
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

export function createStoreSync(dependencies: StoreSyncDependencies): StoreSync {
  const { journal, history, store, onSetAside, onUnread, onError } = dependencies;
  const { clock = systemClock, watchFolder = watch } = dependencies;
  /** The record that each file had last. The journal gives the very same object until the file changes. */
  const onDisk = new Map<string, JobRecord>();
  let reloading: Promise<void> | undefined;
  let reloadAgain = false;
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  let lastMarks = '';
  let isDisposed = false;

  /** What changes with each change of the folders that are read. */
  const marksNow = async () =>
    `${(await fileMark(journal.folder)) ?? ''} ${(isPastWanted && (await fileMark(history.folder))) || ''}`;

  /** The folders that could not be read when they were last, or in which a record says nothing that could be shown. */
  const incomplete = new Set<Journal | History>();
  const reading = async <T>(
    folder: Journal | History,
    work: () => Promise<T>,
    isWhole: (read: T) => boolean,
  ): Promise<T> => {
    let whole = false;
    // Before the first look for changes any of them is news, so activation asks for none. Where they can't be had, the folder can't be
    // read either, which says why.
    const marks = lastMarks === '' ? '' : await marksNow().catch(() => lastMarks);
    try {
      const read = await work();
      whole = isWhole(read);
      return read;
    } finally {
      if (whole) incomplete.delete(folder);
      else {
        incomplete.add(folder);
        // What puts it right is a change from here on, also before the next look for changes.
        lastMarks = marks;
      }
      store.setUnread(incomplete.size > 0);
    }
  };
  const unreadIn = new Map<Journal | History, readonly UnreadRecord[]>();
  const newsAmong = newlyUnread();
  const reportUnread = (folder: Journal | History, unread: readonly UnreadRecord[]) => {
    unreadIn.set(folder, unread);
    const news = newsAmong([...unreadIn.values()].flat());
    if (news.length > 0) onUnread(news);
  };

  /** Whether somebody asked for the past. Every reading reads it from then on, also where it couldn't be read at first. */
  let isPastWanted = false;
  let pastLoaded: Promise<void> | undefined;
  const readPast = async () => {
    const { rows, setAside, unread } = await reading(
      history,
      () => history.load(),
      ({ unread }) => unread.length === 0,
    );
    setAside.forEach(onSetAside);
    reportUnread(history, unread);
    store.setPast(rows);
  };

  const read = async () => {
    const { records, setAside, unread } = await reading(
      journal,
      () => journal.readAll(),
      ({ records, unread }) => {
        const shown = new Set(records.map(({ id }) => id));
        return unread.every(({ id }) => shown.has(id) || store.get(id) !== undefined);
      },
    );
    setAside.forEach(onSetAside);
    reportUnread(journal, unread);
    // The past is read after the journal. A job that moves between the two meanwhile is then in both, and never in neither.
    const [past] = await Promise.allSettled([isPastWanted ? readPast() : undefined]);
    const unreadable = new Set(unread.filter(({ kind }) => kind !== 'damaged').map(({ id }) => id));
    for (const record of records) {
      const inMemory = store.get(record.id);
      // The record is only what was about to be sent, and this window knows more.
      if (inMemory && unreadable.has(record.id)) continue;
      const hasChanged = onDisk.get(record.id) !== record;
      onDisk.set(record.id, record);
      // The disk was full when the RestoreId came, so this window alone knows it. It is written down now.
      // The file that is tried for that changes the folder, so without a pause each failure would lead to the next one.
      if (isMissing(inMemory, record))
        await saving.attempt(record.id, () => journal.update(record.id, (now) => withKnownId(now, inMemory)));
      else if (hasChanged) store.put(mergeProgress(record, inMemory));
    }
    // What is gone from the journal may be in the past, so it stays where that can't be read.
    if (past.status === 'rejected') throw past.reason;
    const existing = new Set([...records, ...unread].map(({ id }) => id));
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

  const reloadOrReport = () => void reload().catch(onError);
  const saving = createBackOff(clock, reloadOrReport, onError);

  const reloadSoon = () => {
    if (isDisposed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      reloadOrReport();
    }, debounceMs);
  };

  const lookForChanges = async () => {
    // Each writing renames a file into the folder, which changes the folder's own time.
    const changed = await fileMark(journal.folder);
    const isNothingThere = changed === undefined && lastMarks === ''; // Nothing was submitted yet.
    if (isNothingThere && incomplete.size === 0) return;
    const marks = await marksNow();
    if (marks !== lastMarks) reloadSoon();
    lastMarks = marks;
    if (changed === undefined || isDisposed) return;
    watcher ??= watchFolder(journal.folder, { persistent: false }, reloadSoon).on('error', () => {
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
      isDisposed = true;
      clearInterval(polling);
      clearTimeout(timer);
      saving.dispose();
      watcher?.close();
    },
  };
}
