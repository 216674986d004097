/**
 * Locks between windows, as files in a folder that they share. A window that wants a lock writes a file of its own, then checks
 * whether it is the only one. So of two that try together at most one gets the lock, in whatever order they run. The holder touches
 * its file every few seconds. A lock is stale, and is taken away, once its process is known to be gone, or once its file was
 * not touched for the lock's age. Locks keep windows from doing the same work. They are not what keeps a restore from being sent
 * twice: a window that stands still for long may lose its lock. `fence.ts` looks after that.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { ignoreMissing } from './files.ts';

/** Identifies a process among all others. Home folders are shared between machines, and process numbers are used again. */
export interface Owner {
  readonly pid: number;
  /** The machine and, on Linux, the space of process numbers in which the pid counts: containers have their own. */
  readonly host: string;
  /** Random for each process. Each window has a process of its own. */
  readonly window: string;
  /** The start of the machine in which the process runs; absent where the system has no name for it. */
  readonly boot?: string;
}

export interface Lock {
  /**
   * The longest time for which the lock's file has gone untouched since it was taken, up to now, in ms by a clock that nobody can set. Infinity
   * once the file is gone. Where it is less than the lock's age, no other window can have had the lock.
   */
  longestUntouchedMs(): number;
  release(): Promise<void>;
}

export interface Locks {
  readonly owner: Owner;
  /** @returns undefined where a living window holds it, this one included. @throws where the disk can't be written */
  take(name: string): Promise<Lock | undefined>;
  /** Whether a process is another one than this and not surely gone. It may stand still. */
  mayLive(other: Partial<Owner>): boolean;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has several spaces of process numbers. On other systems the host's name is enough.
    return '';
  }
}

function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Only Linux has one.
    return undefined;
  }
}

/** The owner that this process is. To be made once. */
export function newOwner(): Owner {
  const boot = bootId();
  return {
    ...{ pid: process.pid, host: `${hostname()} ${pidNamespace()}`.trim(), window: randomUUID() },
    ...(boot !== undefined && { boot }),
  };
}

/**
 * How long this machine had been running when a process of it made a record, in ms. Undefined where that was another machine, or this one was
 * started anew since, as far as the system tells.
 */
export function uptimeAt(
  { host, boot, uptime }: Partial<Owner> & { readonly uptime?: number },
  self: Owner,
): number | undefined {
  return host === self.host && boot === self.boot ? uptime : undefined;
}

const errnoOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Whether a process is surely gone. That can only be known of this machine. */
function isGone({ pid, host, window }: Partial<Owner>, self: Owner): boolean {
  if (host !== self.host || pid === undefined) return false;
  if (pid === self.pid) return window !== self.window;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Another error, EPERM, means that it lives and belongs to another user.
    return errnoOf(error) === 'ESRCH';
  }
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

/**
 * @param folder made with the first lock; all windows share it
 * @param times in ms: `touchMs` between two touches by the holder, `staleMs` is the lock's age, after which an untouched lock is stale; and the
 * clock by which that is counted
 */
export function openLocks(
  folder: string,
  owner: Owner,
  {
    touchMs = 2000,
    staleMs = 10_000,
    monotonic = () => performance.now(),
  }: { touchMs?: number; staleMs?: number; monotonic?: Clock['monotonic'] } = {},
): Locks {
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
      longestUntouchedMs: () => Math.max(longestMs, monotonic() - touchedAt),
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

  return {
    owner,
    mayLive: (other) => other.window !== owner.window && !isGone(other, owner),
    async take(name) {
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
    },
  };
}
