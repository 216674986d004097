/** Sets damaged files aside. Another window may put a sound one in the place of each at any time: that one stays, or comes back. */
import { linkSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { errnoOf, readTextNow } from './files.ts';
import { decodeRecord } from './recordFile.ts';

function recordNow(path: string, id: string) {
  const text = readTextNow(path);
  return text === undefined ? undefined : decodeRecord(text, id);
}

/** Gives a sound file its name back. @returns false where another file has that name by now, which knows as much */
function putBack(aside: string, path: string, id: string): boolean {
  try {
    // Unlike a rename, a link replaces nothing.
    linkSync(aside, path);
    rmSync(aside);
    return true;
  } catch (error) {
    // Some file systems have no links.
    const isTaken = errnoOf(error) === 'EEXIST' || readTextNow(path) !== undefined;
    const isBetter = recordNow(aside, id)?.restoreId !== undefined && recordNow(path, id)?.restoreId === undefined;
    if (isTaken && !isBetter) return false;
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
  const text = readTextNow(path);
  if (text === undefined || decodeRecord(text, id)) return undefined;
  const aside = `${path}.damaged`;
  try {
    rename(path, aside);
  } catch (error) {
    // Another window was first.
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  return recordNow(aside, id) && putBack(aside, path, id) ? undefined : basename(aside);
}
