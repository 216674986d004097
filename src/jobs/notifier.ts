/**
 * Tells a person something about a job once, in one window. A record carries a mark until one window claims the message: that window takes
 * the mark off, on disk, before it tells. So a crash may lose a message, but never causes two. A window that can't show anything claims
 * nothing, and leaves the mark to the next one.
 */
import type { Clock } from './clock.ts';
import type { JobRecord } from './record.ts';
import { withKnownId } from './recordUpdate.ts';
import type { Journal } from './storage/journal.ts';
import type { Lock, Locks } from './storage/locks.ts';
import type { JobStore } from './store.ts';

export interface NotifierDependencies {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly locks: Locks;
  readonly clock: Clock;
  /** Whether the window is in front. Then it notifies before the others. */
  readonly isFocused: () => boolean;
  /**
   * Resolves once the window can show a message. The extension goes on running for hours after a browser was closed or lost its
   * connection, and what it then shows is seen by nobody.
   */
  readonly canShow: () => Promise<void>;
  /** Shows messages about the records, at least one. It returns at once, since nobody has to answer. */
  readonly notify: (records: readonly JobRecord[]) => void;
  /** Called where it could not be written down that a person was told. The person is told all the same. */
  readonly onError: (error: unknown) => void;
}

/** What is told, and by which window. */
export interface NotifierRule {
  /** The field of a record that is the mark. */
  readonly mark: 'untold' | 'untoldFinding';
  /** Names what is told of a record. The same is not told twice, whatever the store says. */
  readonly what: (record: JobRecord) => string;
  /** The name of the lock of the window that is telling. */
  readonly lock: string;
  /** For how long records are gathered before this window tells of them, in ms. The window with the shortest time tells first. */
  readonly gatherMs: (records: readonly JobRecord[]) => number;
  /** Whether a person wants to be told of it here. */
  readonly isWanted: (record: JobRecord) => boolean;
  /** Whether the mark stays for windows where a person wants to be told of it. */
  readonly isLeftToOthers: (record: JobRecord) => boolean;
  /** The one that counts where the record on disk differs from the one in memory. */
  readonly latest: (onDisk: JobRecord, inMemory: JobRecord) => JobRecord;
}

export interface Notifier {
  /** Resolves once nothing is being told. */
  settled(): Promise<void>;
  dispose(): void;
}

export function createNotifier(rule: NotifierRule, dependencies: NotifierDependencies): Notifier {
  const { store, journal, locks, clock, onError } = dependencies;
  /** What this window claimed. Where the disk can't be written, this alone keeps it from notifying twice. */
  const claimed = new Set<string>();
  /** What is not wanted here. Its marks stay for other windows. */
  const passedOver = new Set<string>();
  let stopTimer: (() => void) | undefined;
  let gathered = 0;
  let notifying: Promise<void> | undefined;
  let disposed = false;

  const unclaimed = () =>
    store.all().filter((record) => {
      const what = rule.what(record);
      return record[rule.mark] && !claimed.has(what) && !passedOver.has(what);
    });

  /** @returns the record to notify of; undefined where another window claimed it, or the job was removed */
  const claim = async (inMemory: JobRecord): Promise<JobRecord | undefined> => {
    claimed.add(rule.what(inMemory));
    try {
      let isClaimed = false;
      const known = await journal.update(inMemory.id, (onDisk) => {
        const { [rule.mark]: isMarked, ...record } = rule.latest(withKnownId(onDisk, inMemory), inMemory);
        isClaimed = isMarked === true;
        return isClaimed ? record : onDisk;
      });
      if (!known) return undefined;
      store.replace(known);
      return isClaimed ? known : undefined;
    } catch (error) {
      onError(error);
      return inMemory;
    }
  };

  const notifyOfAll = async () => {
    for (const record of unclaimed().filter(rule.isLeftToOthers)) passedOver.add(rule.what(record));
    if (unclaimed().length === 0) return;
    await dependencies.canShow();
    // Meanwhile another window may have notified of them.
    if (disposed || unclaimed().length === 0) return;
    let lock: Lock | undefined;
    try {
      lock = await locks.take(rule.lock);
      // Another window is notifying. What it leaves is looked at again.
      if (!lock) return;
    } catch (error) {
      onError(error);
    }
    const records: JobRecord[] = [];
    try {
      for (const inMemory of unclaimed()) {
        const record = await claim(inMemory);
        if (record) records.push(record);
      }
    } finally {
      await lock?.release();
    }
    const wanted = records.filter(rule.isWanted);
    if (wanted.length > 0) dependencies.notify(wanted);
  };

  const gather = (records: readonly JobRecord[]) => {
    stopTimer?.();
    gathered = records.length;
    stopTimer = clock.setTimer(rule.gatherMs(records), () => {
      stopTimer = undefined;
      notifying = notifyOfAll()
        .catch(onError)
        .finally(() => {
          notifying = undefined;
          gathered = 0;
          gatherNew();
        });
    });
  };

  const gatherNew = () => {
    const records = unclaimed();
    // Only another record delays the message. Other changes of the store don't.
    if (!disposed && !notifying && records.length > gathered) gather(records);
  };

  const stopListening = store.onDidChange(gatherNew);
  gatherNew();
  return {
    async settled() {
      await notifying;
    },
    dispose() {
      disposed = true;
      stopListening();
      stopTimer?.();
    },
  };
}
