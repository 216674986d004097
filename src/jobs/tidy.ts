/** Keeps the disk small: moves what is over to the past, forgets the oldest of it, sweeps up what kills left behind. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from './envelope.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import type { Locks } from './locks.ts';
import { endedAt } from './observe.ts';
import type { JobRecord } from './record.ts';

/** For so long a job that has ended is kept at hand, in ms: it may be one that the next submission equals. */
const atHandMs = 86_400_000;
/** A file that is being written is not older than this, in ms. */
const writingMs = 3_600_000;

export interface TidyParts {
  readonly journal: Journal;
  readonly history: History;
  readonly locks: Locks;
  /** The most jobs that have ended to be kept. */
  readonly limit: () => number;
  readonly now: () => number;
}

/** Removes what `write-file-atomic` did not get to rename. @throws where the folder can't be read or written */
async function sweep(folder: string, now: number): Promise<void> {
  const names = (await ifThere(readdir(folder))) ?? [];
  for (const name of names.filter((name) => /\.(?:json|intent)\.\d+$/.test(name))) {
    const path = join(folder, name);
    const found = await ifThere(stat(path));
    if (found && now - found.mtimeMs > writingMs) await rm(path, { force: true });
  }
}

/** Those whose end is settled and was told, oldest first. */
function over(records: readonly JobRecord[]): { readonly id: string; readonly end: number }[] {
  return records
    .flatMap((record) => {
      const end = endedAt(record);
      return end === undefined || record.untold ? [] : [{ id: record.id, end }];
    })
    .sort((a, b) => a.end - b.end);
}

/**
 * One window at a time does it; the others do nothing.
 *
 * @returns whether anything was moved or forgotten
 * @throws where the disk can't be read or written
 */
export async function tidy({ journal, history, locks, limit, now }: TidyParts): Promise<boolean> {
  const lock = await locks.take('tidy');
  if (!lock) return false;
  try {
    await sweep(journal.folder, now());
    const ended = over((await journal.readAll()).records);
    const old = ended.filter(({ end }) => now() - end > atHandMs);
    for (const { id } of old) {
      await history.take(id, journal.fileOf(id));
      await journal.remove(id);
    }
    const atHand = ended.slice(old.length);
    // Ids begin with the time at which they were made.
    const past = (await history.ids()).sort();
    const tooMany = Math.max(past.length + atHand.length - limit(), 0);
    const forgotten = past.slice(0, tooMany);
    await history.remove(forgotten);
    const more = atHand.slice(0, tooMany - forgotten.length);
    for (const { id } of more) await journal.remove(id);
    return old.length + forgotten.length + more.length > 0;
  } finally {
    await lock.release();
  }
}
