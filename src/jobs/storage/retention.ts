/**
 * Retention: what is kept of jobs that have ended. Jobs that ended a day ago move from the journal to the history. The oldest jobs of
 * the history are removed beyond the limit. Jobs that ended in the last day, run, are unclear, or of which a person is still to be told are never touched.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing, mapInBatches } from './files.ts';
import type { History } from './history.ts';
import type { Journal } from './journal.ts';
import { uptimeAt, type Locks } from './locks.ts';
import type { RemovedJobs } from './removedJobs.ts';
import { endedAt, type JobRecord } from '../record.ts';
import type { WallClockWatch } from '../wallClock.ts';

/**
 * How long a job that has ended stays in the journal, in ms, however many there are: the next submission may equal it. It is the most that
 * the setting `duplicateMinutes` takes.
 */
const keepInJournalMs = 86_400_000;
/** A temporary file that is older than this is not being written any more, in ms. */
const maxWritingMs = 3_600_000;

export interface RetentionDependencies {
  readonly journal: Journal;
  readonly history: History;
  readonly removed: RemovedJobs;
  readonly locks: Locks;
  /** Says how old a time is. A clock that was set forward makes nothing old. */
  readonly wallClock: WallClockWatch;
  /** The most jobs that have ended to keep, in the journal and the history together. */
  readonly limit: () => number;
}

/**
 * Removes temporary files that a killed process left behind: those of `write-file-atomic` and those of the journal.
 *
 * @throws where the folder can't be read or written
 */
async function removeLeftovers(folder: string, wallClock: WallClockWatch): Promise<void> {
  const names = (await ignoreMissing(readdir(folder))) ?? [];
  for (const name of names.filter((name) => /\.(?:json|intent)(?:\.\d+)+$/.test(name))) {
    const path = join(folder, name);
    const found = await ignoreMissing(stat(path));
    if (found && (wallClock.ageOf(found.mtimeMs) ?? 0) > maxWritingMs) await rm(path, { force: true });
  }
}

interface Ended {
  readonly id: string;
  /** ms since 1970. */
  readonly end: number;
  /** How long this machine had been running when it was submitted, in ms. */
  readonly uptime: number | undefined;
}

/** The records whose end is settled and was told, oldest first. */
function endedRecords(records: readonly JobRecord[], { owner }: Locks): Ended[] {
  return records
    .flatMap((record) => {
      const end = endedAt(record);
      if (end === undefined || record.untold || record.untoldFinding) return [];
      // The service's clock may say that it ended before this machine's clock says that it was submitted.
      return [{ id: record.id, end: Math.max(end, record.createdAt), uptime: uptimeAt(record, owner) }];
    })
    .sort((a, b) => a.end - b.end);
}

/**
 * Applies retention. One window at a time does so; in the others the call does nothing.
 *
 * @returns whether anything was moved or removed
 * @throws where the disk can't be read or written; then all that can be done is done
 */
export async function applyRetention({
  journal,
  history,
  removed,
  locks,
  wallClock,
  limit,
}: RetentionDependencies): Promise<boolean> {
  const lock = await locks.take('tidy');
  if (!lock) return false;
  try {
    await removeLeftovers(journal.folder, wallClock);
    const ended = endedRecords((await journal.readAll()).records, locks);
    const isOld = ({ end, uptime }: Ended) => (wallClock.ageOf(end, uptime) ?? 0) > keepInJournalMs;
    const old = ended.filter(isOld);
    // Another window may have changed the record since it was read: a person said that the job is not the one of the restore.
    const mayMove = (id: string) => {
      const onDisk = journal.readNow(id);
      if (!onDisk || !endedRecords([onDisk], locks).some(isOld)) return false;
      // The intent goes first: a crash in between must not leave it alone. The record is whole without it.
      journal.removeIntentNow(id);
      return true;
    };
    // A file that can't be read or moved stays, and keeps no other from its place.
    const failures: unknown[] = [];
    const keepFailure = (error: unknown) => {
      failures.push(error);
    };
    let moved = 0;
    for (const { id } of old) {
      if (await history.take(id, journal.fileOf(id), () => mayMove(id)).catch(keepFailure)) moved++;
    }
    // Ids begin with the time at which they were made.
    const past = (await history.ids()).sort();
    // Those of the journal count, and stay: a person is still to be asked before an equal restore.
    const staying = ended.length - old.length;
    const oldest = past.slice(0, Math.max(past.length + staying - limit(), 0));
    const look = async (id: string) => {
      const record = await history.read(id);
      // Of what a newer version wrote nobody knows here which RestoreId would have to be kept.
      if (!record && (await history.has(id))) return undefined;
      return { id, restoreId: record?.restoreId };
    };
    const leaving = await mapInBatches(oldest, (id) => look(id).catch(keepFailure));
    const forgotten = leaving.filter((each) => each !== undefined);
    await removed.add(forgotten.flatMap(({ restoreId }) => restoreId ?? []));
    await history.remove(forgotten.map(({ id }) => id));
    if (failures.length > 0) throw failures[0];
    return moved + forgotten.length > 0;
  } finally {
    await lock.release();
  }
}
