/**
 * Locks between windows, as files in a folder that they share. A window that wants a lock writes a file of its own, then checks
 * whether it is the only one. So of two that try together at most one gets the lock, in whatever order they run. The holder touches
 * its file every few seconds. A lock is stale, and is taken away, once its process is known to be gone, or once its file was
 * not touched for the lock's age. Locks keep windows from doing the same work. They are not what keeps a restore from being sent
 * twice: a window that stands still for long may lose its lock. `fence.ts` looks after that.
 */
import type { Lock, LockTimes } from './lockFiles.ts';
import { isGone, type Owner } from './owner.ts';
import { once } from '../../once.ts';

export type { Lock } from './lockFiles.ts';
export { newOwner, uptimeAt, type Owner } from './owner.ts';

export interface Locks {
  readonly owner: Owner;
  /** @returns undefined where a living window holds it, this one included. @throws where the disk can't be written */
  take(name: string): Promise<Lock | undefined>;
  /** Whether a process is another one than this and not surely gone. It may stand still. */
  mayLive(other: Partial<Owner>): boolean;
}

/**
 * @param folder made with the first lock; all windows share it
 * @param owner a function is called once the owner is asked for: the system is asked who this process is
 */
export function openLocks(folder: string, owner: Owner | (() => Owner), times: LockTimes = {}): Locks {
  let known: Owner | undefined;
  const self = () => (known ??= typeof owner === 'function' ? owner() : owner);
  const taking = once(async () => {
    const { openLockFiles } = await import('./storageChunk.ts');
    return openLockFiles(folder, self(), times);
  });
  return {
    get owner() {
      return self();
    },
    mayLive: (other) => other.window !== self().window && !isGone(other, self()),
    take: async (name) => (await taking())(name),
  };
}
