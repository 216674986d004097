/** Replaces a file as a whole, so that a reader finds either the old text or the new one. Loaded by the first write of a window. */
import { randomInt } from 'node:crypto';
import { renameSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { errnoOf } from '../../errorFields.ts';
import { backOffMs } from '../backOff.ts';
import { readTextNow } from './files.ts';

/** How a file gets onto the disk: `replaceFile`, or one that tests give. */
export type ReplaceFile = (path: string, text: string) => Promise<void>;

/** Only the user may read what is written here. */
const mode = 0o600;

/** What a file system says that can't sync a folder. Another error means that the names may not be on the disk. */
const unsupported: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** What Windows says of a file that another process has open, as scanners for viruses do. Elsewhere two of them are about permissions. */
const busy: ReadonlySet<string> = new Set(process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY']);
/** How often a busy file is tried, and the pause after the first time, in ms. It doubles with each: 1.3 s in all. */
const maxTries = 8;
const firstPauseMs = 10;
const longestPauseMs = 1000;

/** Does the work again as long as a file is busy. */
async function unlessBusy<T>(work: () => T | Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!busy.has(errnoOf(error) ?? '') || tries === maxTries) throw error;
      await setTimeout(backOffMs(tries, firstPauseMs, longestPauseMs));
    }
  }
}

/** Replaces a file. The new text, and the name that leads to it, are on the disk when it returns. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await unlessBusy(() => writeFileAtomic(path, text, { mode, fsync: true }));
  await syncFolder(dirname(path));
}

/** Has the names of a folder's files on the disk when it returns. */
async function syncFolder(path: string): Promise<void> {
  // Windows can't sync a folder, and needs not.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Nor can some network drives.
    if (!unsupported.has(errnoOf(error) ?? '')) throw error;
  } finally {
    await folder.close();
  }
}

/** What becomes of a file: its new text, or undefined where it stays. */
interface Change<T> {
  readonly text: string | undefined;
  readonly result: T;
}

/**
 * Replaces a file by what is made of its text. Right before that it is read once more. Where it is another one by then, `change` is called anew.
 * Between this reading and the replacement nothing else runs in this process, and others have a fraction of a millisecond.
 *
 * @param replace writes a file and has it on the disk when it returns
 * @param change gets undefined where there is no file
 * @param rename tests give one that finds the file busy
 */
export async function changeFile<T>(
  path: string,
  replace: (path: string, text: string) => Promise<void>,
  change: (text: string | undefined) => Promise<Change<T>>,
  rename = renameSync,
): Promise<T> {
  for (;;) {
    const before = readTextNow(path);
    const { text, result } = await change(before);
    if (text === undefined) return result;
    // A name like those of `write-file-atomic`: what a killed process leaves behind is removed with theirs.
    const next = `${path}.${randomInt(2 ** 47)}`;
    try {
      await replace(next, text);
      const isReplaced = await unlessBusy(() => {
        if (readTextNow(path) !== before) return false;
        rename(next, path);
        return true;
      });
      if (!isReplaced) continue;
      await syncFolder(dirname(path));
      return result;
    } finally {
      await rm(next, { force: true });
    }
  }
}

/** Replaces a file that can be made anew: after a crash of the machine the text may be lost. */
export const replaceFileUnsynced = (path: string, text: string): Promise<void> =>
  unlessBusy(() => writeFileAtomic(path, text, { mode, fsync: false }));
