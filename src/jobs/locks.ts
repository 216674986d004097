/**
 * Who is at what, told between windows by files. A lock is a file that its holder touches every few seconds; it is taken
 * over once its process is known to be gone or it was not touched for long. Locks keep windows from doing the same
 * work, never from doing harm: what must not happen twice does not rest on them alone.
 */
import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

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

function ownerIn(text: string): Partial<Owner> {
  try {
    return (JSON.parse(text) as Partial<Owner> | null) ?? {};
  } catch {
    // Its maker was killed between making and filling it: then only its age tells.
    return {};
  }
}

async function look(path: string): Promise<{ text: string; mtimeMs: number } | undefined> {
  try {
    return { text: await readFile(path, 'utf8'), mtimeMs: (await stat(path)).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns false where the file is there already */
async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    await rm(path, { force: true });
    throw error;
  }
}

/**
 * @param folder made with the first lock; all windows share it
 * @param times in ms: how often a lock is touched, and for how long it must have been untouched to be taken over
 */
export function openLocks(
  folder: string,
  owner: Owner,
  { touchMs = 2000, staleMs = 10_000 }: { touchMs?: number; staleMs?: number } = {},
): Locks {
  // Age is counted by this process from when it first saw a lock so: clocks of machines and file servers differ.
  const seen = new Map<string, { mark: string; since: number }>();

  const isStale = (path: string, { text, mtimeMs }: { text: string; mtimeMs: number }) => {
    if (isGone(ownerIn(text), owner)) return true;
    const mark = `${mtimeMs} ${text}`;
    const before = seen.get(path);
    if (before?.mark === mark) return performance.now() - before.since >= staleMs;
    seen.set(path, { mark, since: performance.now() });
    return false;
  };

  /** Takes a stale lock out of the way; of several windows that try, one gets it. */
  const clear = async (path: string): Promise<boolean> => {
    const found = await look(path);
    if (!found) return true;
    if (!isStale(path, found)) return false;
    const aside = `${path}.${randomUUID()}`;
    try {
      await rename(path, aside);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return true;
      throw error;
    }
    seen.delete(path);
    const taken = await readFile(aside, 'utf8');
    // Another window was faster, and this is the lock that it made: it gets it back.
    if (taken !== found.text) await create(path, taken);
    await rm(aside, { force: true });
    return taken === found.text;
  };

  return {
    owner,
    async take(name) {
      const path = join(folder, `${name}.lock`);
      const text = JSON.stringify({ ...owner, token: randomUUID() });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (!(await create(path, text)) && !((await clear(path)) && (await create(path, text)))) return undefined;
      const isOurs = async () => (await look(path))?.text === text;
      const touch = async () => {
        const now = new Date();
        if (await isOurs()) await utimes(path, now, now);
      };
      // A touch that fails makes the lock look old, which is what it is for.
      const timer = setInterval(() => void touch().catch(() => undefined), touchMs);
      timer.unref();
      return {
        async release() {
          clearInterval(timer);
          try {
            if (await isOurs()) await rm(path, { force: true });
          } catch {
            // It stays, untouched, and is taken over as that of a dead window is.
          }
        },
      };
    },
  };
}
