/** Lets one window look for all of them: who looked last is told by a file, and only one looks at a time. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from './envelope.ts';
import type { Locks } from './locks.ts';

export interface Turn {
  /** ms since 1970. */
  readonly began: number;
  /** Ends the turn. @param looked whether the service was asked */
  done(looked: boolean): Promise<void>;
}

export interface Turns {
  /**
   * @param name of what is looked at, the same in all windows; any text
   * @param since ms since 1970: a look that another window began later than this is as good as one's own
   * @returns the turn, or when another window began to look, in ms since 1970
   * @throws where the folder can't be written
   */
  take(name: string, since: number): Promise<Turn | { readonly lookedAt: number }>;
}

/** @param folder made with the first turn; all windows share it */
export function openTurns(folder: string, locks: Locks, now: () => number): Turns {
  return {
    async take(name, since) {
      const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
      const path = join(folder, `${hash}.look`);
      const lock = await locks.take(`look-${hash}`);
      if (!lock) return { lookedAt: now() };
      const began = now();
      let last: number;
      try {
        last = Number(await readText(path));
      } catch (error) {
        // Kept, it would keep every window from looking for as long as this one lives.
        await lock.release();
        throw error;
      }
      // One that lies ahead is of a clock that was set back since.
      if (last <= began && last > since) {
        await lock.release();
        return { lookedAt: last };
      }
      return {
        began,
        async done(looked) {
          try {
            if (!looked) return;
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
