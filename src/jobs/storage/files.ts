/** Reading files that other windows may write, replace or remove at any time. */
import { readFile, readFileSync, stat } from 'node:fs';
import { promisify } from 'node:util';
import { errnoOf } from '../../errorFields.ts';

const batchSize = 50;
const readFileAsync = promisify(readFile);
const statAsync = promisify(stat);

/** Resolves to undefined where the file does not exist: another window may have removed it meanwhile. */
export const ignoreMissing = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  });

/** The text of a file; undefined where it does not exist. (`fs/promises` takes several times as long for small files.) */
export const readTextIfThere = (path: string): Promise<string | undefined> =>
  ignoreMissing(readFileAsync(path, 'utf8'));

/** The text of a file, read while everything else in this process waits; undefined where it does not exist. */
export function readTextNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A mark that changes whenever the file is replaced or written; undefined where it does not exist. */
export async function fileMark(path: string): Promise<string | undefined> {
  const found = await ignoreMissing(statAsync(path));
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
}

/** Maps each item, in batches, so that not too many files are open at once. */
export async function mapInBatches<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += batchSize)
    done.push(...(await Promise.all(all.slice(at, at + batchSize).map(work))));
  return done;
}
