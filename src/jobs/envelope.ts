/** A record as text on disk: with a version and a checksum, so that what is torn or altered is never taken for one. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs';
import { promisify } from 'node:util';
import { redacted } from '../cloud/secrets.ts';
import type { JobRecord } from './record.ts';
import { isJobRecord } from './recordShape.ts';

const version = 1;
const filesAtOnce = 50;
const readFileAsync = promisify(readFile);
const statAsync = promisify(stat);

interface Envelope {
  readonly version: number;
  readonly sha256: string;
  readonly record: JobRecord;
}

const checksum = (record: unknown) => createHash('sha256').update(JSON.stringify(record)).digest('hex');

export function encodeRecord(whole: JobRecord): string {
  // Before the checksum, so that what is on the disk is taken for a record again.
  const record = redacted(whole);
  return JSON.stringify({ version, sha256: checksum(record), record } satisfies Envelope);
}

/**
 * @param id the record's, by the name of its file
 * @returns the record, or undefined where the text is torn, altered, of another version or another record's
 */
export function decodeRecord(text: string, id: string): JobRecord | undefined {
  try {
    const { version: of, sha256, record } = (JSON.parse(text) ?? {}) as Partial<Envelope>;
    const sound = of === version && sha256 === checksum(record) && isJobRecord(record) && record.id === id;
    return sound ? record : undefined;
  } catch (error) {
    // No JSON, or nested without end.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Resolves to undefined where the file is not there, or no longer: another window may have removed it. */
export const ifThere = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });

/** The text of a file; undefined where it is not there. (`fs/promises` takes several times as long for small files.) */
export const readText = (path: string): Promise<string | undefined> => ifThere(readFileAsync(path, 'utf8'));

/** What tells a file from the one that replaces it; undefined where it is not there. */
export async function markOf(path: string): Promise<string | undefined> {
  const found = await ifThere(statAsync(path));
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
}

/** Calls with each, a few at a time. */
export async function eachOf<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += filesAtOnce)
    done.push(...(await Promise.all(all.slice(at, at + filesAtOnce).map(work))));
  return done;
}
