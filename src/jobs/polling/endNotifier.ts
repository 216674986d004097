/**
 * Notifies a person once that a job has ended. A record carries the mark `untold` until one window claims its notification: that
 * window takes the mark off, on disk, before it notifies. So a crash may lose a notification, but never causes two.
 */
import type { Clock } from '../clock.ts';
import { doubtOf } from '../doubtfulEnd.ts';
import { isFailedEnd } from '../format/endMessage.ts';
import { endedAt, isPending, type JobRecord } from '../record.ts';
import type { Journal } from '../storage/journal.ts';
import type { Lock, Locks } from '../storage/locks.ts';
import type { JobStore } from '../store.ts';

export interface EndNotifierDependencies {
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
  /** The person's setting of which ends they are notified of: `failures`, `none`, or any other word for all. */
  readonly notifications: () => string;
  /** Shows one message about jobs that have ended, at least one. It returns at once, since nobody has to answer it. */
  readonly notify: (records: readonly JobRecord[]) => void;
  /** Called where a notification could not be written down. The person is notified all the same. */
  readonly onError: (error: unknown) => void;
}

export interface EndNotifier {
  dispose(): void;
}

/** For how long ends are gathered into one message after the last of them, in ms. */
const gatherMs = 300;
/** The same in a window that is not in front. */
const gatherUnfocusedMs = 2000;
/** For how long an end that is not wanted here is left to windows with another setting, in ms: a day. */
const leftToOthersMs = 24 * 60 * 60 * 1000;

export function createEndNotifier(dependencies: EndNotifierDependencies): EndNotifier {
  const { store, journal, locks, clock, onError } = dependencies;
  /** Ids that this window claimed. Where the disk can't be written, this alone keeps it from notifying twice. */
  const claimed = new Set<string>();
  /** Ids of ends that are not wanted here. Their marks stay for windows with another setting. */
  const passedOver = new Set<string>();
  let stopTimer: (() => void) | undefined;
  let gathered = 0;
  let isNotifying = false;
  let disposed = false;

  const unclaimed = () => store.all().filter(({ id, untold }) => untold && !claimed.has(id) && !passedOver.has(id));

  const isWanted = (record: JobRecord) => {
    const setting = dependencies.notifications();
    return setting !== 'none' && (setting !== 'failures' || isFailedEnd(record) || doubtOf(record) !== undefined);
  };

  /** Whether a window with another setting may still notify of it. Older marks are taken off, or they would pile up. */
  const isLeftToOthers = (record: JobRecord) =>
    !isWanted(record) && clock.now() - (endedAt(record) ?? 0) < leftToOthersMs;

  /** @returns the record to notify of; undefined where another window claimed it, or the job was removed */
  const claim = async (inMemory: JobRecord): Promise<JobRecord | undefined> => {
    claimed.add(inMemory.id);
    try {
      let isClaimed = false;
      const known = await journal.update(inMemory.id, (onDisk) => {
        // The record is pending on disk where its end could not be written when it was seen. Then the record in memory counts.
        const { untold, ...record } = isPending(onDisk) ? inMemory : onDisk;
        isClaimed = untold === true;
        return isClaimed ? record : onDisk;
      });
      if (!known) return undefined;
      store.put(known);
      return isClaimed ? known : undefined;
    } catch (error) {
      onError(error);
      return inMemory;
    }
  };

  const notifyOfAll = async () => {
    for (const record of unclaimed().filter(isLeftToOthers)) passedOver.add(record.id);
    if (unclaimed().length === 0) return;
    await dependencies.canShow();
    // Meanwhile another window may have notified of them.
    if (disposed || unclaimed().length === 0) return;
    let lock: Lock | undefined;
    try {
      lock = await locks.take('tell');
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
    const wanted = records.filter(isWanted);
    if (wanted.length > 0) dependencies.notify(wanted);
  };

  const gather = (count: number) => {
    stopTimer?.();
    gathered = count;
    stopTimer = clock.setTimer(dependencies.isFocused() ? gatherMs : gatherUnfocusedMs, () => {
      stopTimer = undefined;
      isNotifying = true;
      notifyOfAll()
        .catch(onError)
        .finally(() => {
          isNotifying = false;
          gathered = 0;
          gatherNew();
        });
    });
  };

  const gatherNew = () => {
    const { length } = unclaimed();
    // Only another end delays the message. Other changes of the store don't.
    if (!disposed && !isNotifying && length > gathered) gather(length);
  };

  const stopListening = store.onDidChange(gatherNew);
  gatherNew();
  return {
    dispose() {
      disposed = true;
      stopListening();
      stopTimer?.();
    },
  };
}
