/**
 * Lets one window poll for all of them. The window that polls holds a lock, and leaves the time of its poll in a file that the
 * others read. There is no leader that could be lost.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Locks } from '../storage/locks.ts';
import { readTextIfThere } from '../storage/files.ts';

export interface PollingLease {
  /** @param end only a poll for which the service was asked counts for other windows too, also where it failed */
  release(end: 'answered' | 'failed' | 'notAsked'): Promise<void>;
}

/** A poll of another window. */
export interface OtherPoll {
  /** How long ago it began, in ms. */
  readonly agoMs: number;
  /** Whether it is known to have been answered. */
  readonly isAnswered: boolean;
}

export interface PollingLeases {
  /**
   * @param name of what is polled, the same in all windows; any text
   * @param withinMs a poll that another window began less than this ago is as good as one's own
   * @returns the lease, or the poll of another window that is as good
   * @throws where the folder can't be written
   */
  acquire(name: string, withinMs: number): Promise<PollingLease | OtherPoll>;
}

/** @param folder made with the first lease; all windows share it */
export function openPollingLeases(folder: string, locks: Locks, clock: Clock): PollingLeases {
  return {
    async acquire(name, withinMs) {
      const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
      // Windows of older versions read the same file and take the same lock.
      const path = join(folder, `${hash}.look`);
      const lock = await locks.take(`look-${hash}`);
      if (!lock) return { agoMs: 0, isAnswered: false };
      const began = clock.now();
      let agoMs: number;
      let isAnswered: boolean;
      try {
        const [time, failed] = ((await readTextIfThere(path)) ?? '').split(' ');
        agoMs = began - Number(time);
        isAnswered = failed === undefined;
      } catch (error) {
        // A lock that stays would keep every window from polling for as long as this one lives.
        await lock.release();
        throw error;
      }
      // Other windows can only be told by the wall clock. A time in the future was written before the clock was set back, and does not
      // count. Where the clock was set forward the time looks too old. Either way it costs one more poll, which dates the file anew.
      if (agoMs >= 0 && agoMs < withinMs) {
        await lock.release();
        return { agoMs, isAnswered };
      }
      return {
        async release(end) {
          try {
            if (end === 'notAsked') return;
            await mkdir(folder, { recursive: true, mode: 0o700 });
            await writeFile(path, end === 'failed' ? `${began} failed` : String(began), { mode: 0o600 });
          } finally {
            await lock.release();
          }
        },
      };
    },
  };
}
