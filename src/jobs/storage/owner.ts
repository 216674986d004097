/** Who holds a lock or sends a request: one window, told from all others. */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errnoOf } from '../../errorFields.ts';

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

/**
 * Whether a process is surely gone. That can only be known of this machine since its start: a process of another start may as well live on
 * another machine of the same name, such as a clone that shares the home folder.
 */
export function isGone({ pid, host, boot, window }: Partial<Owner>, self: Owner): boolean {
  if (host !== self.host || boot !== self.boot || pid === undefined) return false;
  if (pid === self.pid) return window !== self.window;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Another error, EPERM, means that it lives and belongs to another user.
    return errnoOf(error) === 'ESRCH';
  }
}
