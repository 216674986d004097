/**
 * Tells a person once that a job has ended. The record carries `untold` until one window has taken it upon itself: it
 * writes that down before it speaks, so that a crash may lose a message and never doubles one.
 */
import { failed } from './ended.ts';
import type { Journal } from './journal.ts';
import type { Lock, Locks } from './locks.ts';
import { isPending, type JobRecord } from './record.ts';
import type { JobStore } from './store.ts';

export interface TellerParts {
  readonly store: JobStore;
  readonly journal: Journal;
  readonly locks: Locks;
  /** Whether the window is in front: then it speaks before the others. */
  readonly isFocused: () => boolean;
  /** The setting of which ends are told: `failures`, `none`, or any other word for all. */
  readonly notifications: () => string;
  /** Shows one message about jobs that have ended, at least one. It returns at once: nobody has to answer. */
  readonly tell: (records: readonly JobRecord[]) => void;
  /** Told of what kept an end from being written down as told; it is told all the same. */
  readonly onError: (error: unknown) => void;
  /** Calls back once after so many ms; returns the way to stop it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface Teller {
  dispose(): void;
}

/** For how long ends are gathered into one message after the last of them, in ms. */
const gatherMs = 300;
/** The same in a window that is not in front. */
const gatherBehindMs = 2000;

export function createTeller(parts: TellerParts): Teller {
  const { store, journal, locks, onError } = parts;
  /** Where the disk can't be written, this alone keeps an end from being told twice. */
  const told = new Set<string>();
  let stopTimer: (() => void) | undefined;
  let gathered = 0;
  let disposed = false;

  const untold = () => store.all().filter(({ id, untold }) => untold && !told.has(id));

  /** @returns the record to tell of; undefined where another window did, or the job was removed */
  const claim = async (mine: JobRecord): Promise<JobRecord | undefined> => {
    told.add(mine.id);
    try {
      const onDisk = await journal.read(mine.id);
      if (!onDisk) return undefined;
      // Its end could not be written down when it was seen.
      const { untold, ...record } = isPending(onDisk) ? mine : onDisk;
      if (untold) await journal.write(record);
      store.put(record);
      return untold ? record : undefined;
    } catch (error) {
      onError(error);
      return mine;
    }
  };

  const tellAll = async () => {
    let lock: Lock | undefined;
    try {
      lock = await locks.take('tell');
      // Another window is at it; what it leaves is looked at again.
      if (!lock) return;
    } catch (error) {
      onError(error);
    }
    const claimed: JobRecord[] = [];
    try {
      for (const record of untold()) {
        const mine = await claim(record);
        if (mine) claimed.push(mine);
      }
    } finally {
      await lock?.release();
    }
    const setting = parts.notifications();
    const wanted = claimed.filter((record) => setting !== 'none' && (setting !== 'failures' || failed(record)));
    if (wanted.length > 0) parts.tell(wanted);
  };

  const gather = (count: number) => {
    stopTimer?.();
    gathered = count;
    stopTimer = parts.after(parts.isFocused() ? gatherMs : gatherBehindMs, () => {
      stopTimer = undefined;
      tellAll()
        .catch(onError)
        .finally(() => {
          gathered = 0;
          look();
        });
    });
  };

  const look = () => {
    const { length } = untold();
    // The more of them come, the longer it waits; what else changes doesn't put it off.
    if (!disposed && length > gathered) gather(length);
  };

  const stopListening = store.onDidChange(look);
  look();
  return {
    dispose() {
      disposed = true;
      stopListening();
      stopTimer?.();
    },
  };
}
