/** The files of the locks. A window that never takes a lock doesn't load this. See `locks.ts` for what they are. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { errnoOf } from '../../errorFields.ts';
import { ignoreMissing } from './files.ts';
import { isGone, type Owner } from './owner.ts';

export interface Lock {
  /**
   * The longest time for which the lock's file has gone untouched since it was taken, up to now, in ms by a clock that nobody can set. Infinity
   * once the file is gone, for which the disk is read at this instant. Where it is less than the lock's age, no other window can have had the lock.
   */
  longestUntouchedMs(): number;
  release(): Promise<void>;
}

/** The times of locks, in ms, and the clock by which they are counted. */
export interface LockTimes {
  /** Between two touches by the holder. */
  readonly touchMs?: number;
  /** The lock's age, after which an untouched lock is stale. */
  readonly staleMs?: number;
  readonly monotonic?: Clock['monotonic'];
}

/** The content of a lock's file. */
interface Claim extends Owner {
  /** Set once its owner has seen that it is the only one. */
  readonly held?: boolean;
}

function claimIn(text: string): Partial<Claim> {
  try {
    return (JSON.parse(text) as Partial<Claim> | null) ?? {};
  } catch {
    // It is being written, or its maker was killed while writing it. Then only its age can make it stale.
    return {};
  }
}

async function readClaimFile(path: string): Promise<{ text: string; mtimeMs: number } | undefined> {
  return ignoreMissing((async () => ({ text: await readFile(path, 'utf8'), mtimeMs: (await stat(path)).mtimeMs }))());
}

/** How often a window tries where others try at the same time, and the longest pause between two tries, in ms. */
const maxTries = 8;
const longestPauseMs = 40;

/** @returns the way to take a lock, see `Locks` */
export function openLockFiles(
  folder: string,
  owner: Owner,
  { touchMs = 2000, staleMs = 10_000, monotonic = () => performance.now() }: LockTimes,
): (name: string) => Promise<Lock | undefined> {
  // The age is counted by this process, from when it first saw the file in its present state: the clocks of machines and of file
  // servers differ, so the time of the file itself says nothing.
  const firstSeen = new Map<string, { mark: string; since: number }>();

  const isStale = (path: string, { text, mtimeMs }: { text: string; mtimeMs: number }) => {
    if (isGone(claimIn(text), owner)) return true;
    const mark = `${mtimeMs} ${text}`;
    const before = firstSeen.get(path);
    if (before?.mark === mark) return monotonic() - before.since >= staleMs;
    firstSeen.set(path, { mark, since: monotonic() });
    return false;
  };

  /** The claims of others on a lock. Stale ones are removed, which is safe since no file name is used twice. */
  const claimsOfOthers = async (name: string, own?: string): Promise<Partial<Claim>[]> => {
    const files = (await readdir(folder)).filter(
      (file) => file.startsWith(`${name}.`) && /^\.[\w-]+\.lock$/.test(file.slice(name.length)),
    );
    const claims: Partial<Claim>[] = [];
    for (const path of files.map((file) => join(folder, file)).filter((path) => path !== own)) {
      const found = await readClaimFile(path);
      if (found && !isStale(path, found)) claims.push(claimIn(found.text));
      else {
        firstSeen.delete(path);
        await rm(path, { force: true });
      }
    }
    return claims;
  };

  /** @returns false where the file is gone: this process stood still for so long that its claim became stale */
  const markHeld = async (path: string): Promise<boolean> => {
    const marked = writeFile(path, JSON.stringify({ ...owner, held: true } satisfies Claim), { flag: 'r+' });
    return (await ignoreMissing(marked.then(() => true))) ?? false;
  };

  /** @param since when its file was last known to be touched, by `monotonic` */
  const hold = (path: string, since: number): Lock => {
    let touchedAt = since;
    let longestMs = 0;
    const touch = async () => {
      const began = monotonic();
      const now = new Date();
      await utimes(path, now, now);
      // It was touched at some time since then. The earliest is the one that counts.
      longestMs = Math.max(longestMs, began - touchedAt);
      touchedAt = Math.max(touchedAt, began);
    };
    // Where touching fails, the lock becomes stale, as it should for a holder that can't reach the disk.
    const timer = setInterval(() => {
      touch().catch((error: unknown) => {
        if (errnoOf(error) !== 'ENOENT') return;
        // Another window has taken it away.
        longestMs = Infinity;
        clearInterval(timer);
      });
    }, touchMs);
    timer.unref();
    return {
      // Another window that finds it stale removes it before it takes the lock. No clock has to agree about that.
      longestUntouchedMs: () => (existsSync(path) ? Math.max(longestMs, monotonic() - touchedAt) : Infinity),
      async release() {
        clearInterval(timer);
        try {
          await rm(path, { force: true });
        } catch {
          // The file stays and is no longer touched, so the lock becomes stale.
        }
      },
    };
  };

  return async (name) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let attempt = 1; attempt <= maxTries; attempt++) {
      const before = await claimsOfOthers(name);
      if (before.some(({ held }) => held)) return undefined;
      const path = join(folder, `${name}.${randomUUID()}.lock`);
      try {
        await writeFile(path, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
        const isAlone = (await claimsOfOthers(name, path)).length === 0;
        const since = monotonic();
        if (isAlone && (await markHeld(path))) return hold(path, since);
        await rm(path, { force: true });
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      // Others try as well. The first one that finds itself alone gets the lock.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * longestPauseMs));
    }
    return undefined;
  };
}
