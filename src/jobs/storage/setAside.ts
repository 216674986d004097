/** Sets damaged files aside. Another window may put a sound one in the place of each at any time: that one stays, or comes back. */
import { linkSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { errnoOf } from '../../errorFields.ts';
import { readTextNow } from './files.ts';
import { judgeRecord } from './recordFile.ts';

/** What a file is at this very instant; undefined where it is missing. @throws where it can't be read */
export function judgeNow(path: string, id: string): ReturnType<typeof judgeRecord> | undefined {
  const text = readTextNow(path);
  return text === undefined ? undefined : judgeRecord(text, id);
}

/** Whether a file may hold a RestoreId: this version can't tell that of a newer one. */
function mayHaveRestoreId(path: string, id: string): boolean {
  const judged = judgeNow(path, id);
  return typeof judged === 'object' ? judged.restoreId !== undefined : judged === 'newer';
}

/** Gives a sound file its name back. @returns false where another file has that name by now, which knows as much */
function putBack(aside: string, path: string, id: string): boolean {
  try {
    // Unlike a rename, a link replaces nothing.
    linkSync(aside, path);
    rmSync(aside);
    return true;
  } catch {
    // The name is taken, or the file system has no links.
    const isTaken = readTextNow(path) !== undefined;
    if (isTaken && (mayHaveRestoreId(path, id) || !mayHaveRestoreId(aside, id))) return false;
    renameSync(aside, path);
    return true;
  }
}

/**
 * Renames a file that was found to be damaged. It is read again right before, and once more under its new name.
 *
 * @param rename tests give one that comes too late
 * @returns the name it has then; undefined where there is no damaged file any more
 * @throws where it can't be read or renamed
 */
export function setAsideDamaged(path: string, id: string, rename = renameSync): string | undefined {
  if (judgeNow(path, id) !== 'damaged') return undefined;
  const aside = `${path}.damaged`;
  try {
    rename(path, aside);
  } catch (error) {
    // Another window was first.
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  return judgeNow(aside, id) !== 'damaged' && putBack(aside, path, id) ? undefined : basename(aside);
}
