/**
 * Who is at what, told between windows by files. Who wants a lock leaves a file of its own, then looks whether it is the
 * only one: so of two that try together at most one goes on, whatever the order of things. The holder touches its file every
 * few seconds; it counts no more once its process is known to be gone or it was not touched for long. Locks keep windows
 * from doing the same work, never from doing harm: what must not happen twice does not rest on them alone.
 */
import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ifThere } from './envelope.ts';

/** A process, told from all others: homes are shared between machines, and numbers of processes repeat. */
export interface Owner {
  readonly pid: number;
  /** The machine, and where there are several, the container on it in which the pid counts. */
  readonly host: string;
  /** Random for each process; each window has a process of its own. */
  readonly window: string;
}

export interface Lock {
  release(): Promise<void>;
}

export interface Locks {
  readonly owner: Owner;
  /** @returns undefined where a living window, this one too, holds it. @throws where the disk can't be written */
  take(name: string): Promise<Lock | undefined>;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has several; elsewhere the host's name is enough.
    return '';
  }
}

/** This process; made once by whoever starts it. */
export function newOwner(): Owner {
  return { pid: process.pid, host: `${hostname()} ${pidNamespace()}`.trim(), window: randomUUID() };
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Whether the process is surely gone. One of another machine can't be asked. */
function isGone({ pid, host, window }: Partial<Owner>, self: Owner): boolean {
  if (host !== self.host || pid === undefined) return false;
  if (pid === self.pid) return window !== self.window;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return codeOf(error) === 'ESRCH';
  }
}

/** What stands in the file of a lock. */
interface Claim extends Owner {
  /** From when its owner has seen that it is the only one. */
  readonly held?: boolean;
}

function claimIn(text: string): Partial<Claim> {
  try {
    return (JSON.parse(text) as Partial<Claim> | null) ?? {};
  } catch {
    // It is being written, or its maker was killed at that: then only its age tells.
    return {};
  }
}

async function look(path: string): Promise<{ text: string; mtimeMs: number } | undefined> {
  return ifThere((async () => ({ text: await readFile(path, 'utf8'), mtimeMs: (await stat(path)).mtimeMs }))());
}

/** Tries that meet the tries of others, and the longest pause between two of them, in ms. */
const maxTries = 8;
const longestPauseMs = 40;

/**
 * @param folder made with the first lock; all windows share it
 * @param times in ms: how often a lock is touched, and for how long it must have been untouched to count no more
 */
export function openLocks(
  folder: string,
  owner: Owner,
  { touchMs = 2000, staleMs = 10_000 }: { touchMs?: number; staleMs?: number } = {},
): Locks {
  // Age is counted by this process from when it first saw a lock so: clocks of machines and file servers differ.
  const seen = new Map<string, { mark: string; since: number }>();

  const isStale = (path: string, { text, mtimeMs }: { text: string; mtimeMs: number }) => {
    if (isGone(claimIn(text), owner)) return true;
    const mark = `${mtimeMs} ${text}`;
    const before = seen.get(path);
    if (before?.mark === mark) return performance.now() - before.since >= staleMs;
    seen.set(path, { mark, since: performance.now() });
    return false;
  };

  /** What others have of a lock, without what counts no more: that is taken away, since no name is used twice. */
  const others = async (name: string, own?: string): Promise<Partial<Claim>[]> => {
    const files = (await readdir(folder)).filter(
      (file) => file.startsWith(`${name}.`) && /^\.[\w-]+\.lock$/.test(file.slice(name.length)),
    );
    const claims: Partial<Claim>[] = [];
    for (const path of files.map((file) => join(folder, file)).filter((path) => path !== own)) {
      const found = await look(path);
      if (found && !isStale(path, found)) claims.push(claimIn(found.text));
      else {
        seen.delete(path);
        await rm(path, { force: true });
      }
    }
    return claims;
  };

  /** @returns false where the file is gone: this process stood still for so long that it counted as dead */
  const mark = async (path: string): Promise<boolean> => {
    const marked = writeFile(path, JSON.stringify({ ...owner, held: true } satisfies Claim), { flag: 'r+' });
    return (await ifThere(marked.then(() => true))) ?? false;
  };

  const hold = (path: string): Lock => {
    // A touch that fails makes the lock look old, which is what it is for.
    const timer = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => undefined);
    }, touchMs);
    timer.unref();
    return {
      async release() {
        clearInterval(timer);
        try {
          await rm(path, { force: true });
        } catch {
          // It stays, untouched, and counts no more once that shows.
        }
      },
    };
  };

  return {
    owner,
    async take(name) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (let attempt = 1; attempt <= maxTries; attempt++) {
        const before = await others(name);
        if (before.some(({ held }) => held)) return undefined;
        const path = join(folder, `${name}.${randomUUID()}.lock`);
        try {
          await writeFile(path, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
          if ((await others(name, path)).length === 0 && (await mark(path))) return hold(path);
          await rm(path, { force: true });
        } catch (error) {
          await rm(path, { force: true });
          throw error;
        }
        // Others try as well. Whoever is alone first has it.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * longestPauseMs));
      }
      return undefined;
    },
  };
}
