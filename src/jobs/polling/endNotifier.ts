/** Notifies a person once that a job has ended. A record carries the mark `untold` from then on until somebody was notified. */
import { doubtOf } from '../doubtfulEnd.ts';
import { isFailedEnd } from '../format/endMessage.ts';
import { createNotifier, type Notifier, type NotifierDependencies } from '../notifier.ts';
import { endedAt, isPending, type JobRecord } from '../record.ts';

export interface EndNotifierDependencies extends NotifierDependencies {
  /** The person's setting of which ends they are notified of: `failures`, `none`, or any other word for all. */
  readonly notifications: () => string;
}

/** For how long ends are gathered into one message after the last of them, in ms. */
const gatherMs = 300;
/** The same in a window that is not in front. */
const gatherUnfocusedMs = 2000;
/** For how long an end that is not wanted here is left to windows with another setting, in ms: a day. */
const leftToOthersMs = 24 * 60 * 60 * 1000;

export function createEndNotifier(dependencies: EndNotifierDependencies): Notifier {
  const { clock, isFocused, notifications } = dependencies;
  const isWanted = (record: JobRecord) => {
    const setting = notifications();
    return setting !== 'none' && (setting !== 'failures' || isFailedEnd(record) || doubtOf(record) !== undefined);
  };
  return createNotifier(
    {
      mark: 'untold',
      what: ({ id, restoreId }) => `${id} ${restoreId}`,
      lock: 'tell',
      gatherMs: () => (isFocused() ? gatherMs : gatherUnfocusedMs),
      isWanted,
      // A window with another setting may still notify of it. Older marks are taken off, or they would pile up.
      isLeftToOthers: (record) => !isWanted(record) && clock.now() - (endedAt(record) ?? 0) < leftToOthersMs,
      // The record is pending on disk where its end could not be written when it was seen. Then the record in memory counts.
      latest: (onDisk, inMemory) => (isPending(onDisk) ? inMemory : onDisk),
    },
    dependencies,
  );
}
