/**
 * Tells a person once what was found out about an unclear submission. A record carries the mark `untoldFinding` from then on until somebody
 * was told. No setting silences it.
 */
import { createNotifier, type Notifier, type NotifierDependencies } from '../notifier.ts';

/** For how long the window that submitted waits, in ms: the person who wants to know sits there. */
const ownMs = 300;
/** For how long the others wait, in ms. Each knows within 1.6 s what is on disk, so the window that submitted goes first. */
const focusedMs = 2000;
const unfocusedMs = 4000;

export function createFindingNotifier(dependencies: NotifierDependencies): Notifier {
  const { locks, isFocused } = dependencies;
  return createNotifier(
    {
      mark: 'untoldFinding',
      what({ id, state, restoreId, candidates = [] }) {
        return [id, state, restoreId, ...candidates.map(({ RestoreId }) => RestoreId).sort()].join(' ');
      },
      lock: 'tell-finding',
      gatherMs(records) {
        if (records.some(({ window }) => window === locks.owner.window)) return ownMs;
        return isFocused() ? focusedMs : unfocusedMs;
      },
      isWanted: () => true,
      isLeftToOthers: () => false,
      // What was found out is on disk before it is in memory.
      latest: (onDisk) => onDisk,
    },
    dependencies,
  );
}
