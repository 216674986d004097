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
  /** @param wasAsked whether the service was asked. Only then does the poll count for other windows too */
  release(wasAsked: boolean): Promise<void>;
}

export interface PollingLeases {
  /**
   * @param name of what is polled, the same in all windows; any text
   * @param withinMs a poll that another window began less than this ago is as good as one's own
   * @returns the lease, or how long ago another window began to poll, in ms
   * @throws where the folder can't be written
   */
  acquire(name: string, withinMs: number): Promise<PollingLease | { readonly agoMs: number }>;
}

/** @param folder made with the first lease; all windows share it */
export function openPollingLeases(folder: string, locks: Locks, clock: Clock): PollingLeases {
  return {
    async acquire(name, withinMs) {
      const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
      // Windows of older versions read the same file and take the same lock.
      const path = join(folder, `${hash}.look`);
      const lock = await locks.take(`look-${hash}`);
      if (!lock) return { agoMs: 0 };
      const began = clock.now();
      let agoMs: number;
      try {
        agoMs = began - Number(await readTextIfThere(path));
      } catch (error) {
        // A lock that stays would keep every window from polling for as long as this one lives.
        await lock.release();
        throw error;
      }
      // Other windows can only be told by the wall clock. A time in the future was written before the clock was set back, and does not
      // count. Where the clock was set forward the time looks too old. Either way it costs one more poll, which dates the file anew.
      if (agoMs >= 0 && agoMs < withinMs) {
        await lock.release();
        return { agoMs };
      }
      return {
        async release(wasAsked) {
          try {
            if (!wasAsked) return;
            await mkdir(folder, { recursive: true, mode: 0o700 });
            await writeFile(path, String(began), { mode: 0o600 });
          } finally {
            await lock.release();
          }
        },
      };
    },
  };
}
