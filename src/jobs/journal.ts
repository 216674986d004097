/**
 * The jobs on disk: one file each, replaced whole, so that a crash at any instant leaves the old record or the new one
 * and a damaged file harms no other. What is about to be sent is kept in a second file, which is never touched again: where
 * the first one is damaged later, the job comes back as one that was being sent, and the service is asked about it.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import writeFileAtomic from 'write-file-atomic';
import { decodeRecord, eachOf, encodeRecord, ifThere, markOf, readText } from './envelope.ts';
import { isUnderWay, type JobRecord } from './record.ts';

export interface Journal {
  readonly folder: string;
  /** The file of a record. */
  fileOf(id: string): string;
  /** Returns once the record is on the disk, synced. @throws where it can't be written; then nothing has changed */
  write(record: JobRecord): Promise<void>;
  remove(id: string): Promise<void>;
  /** The record as it is on disk now; undefined where it was removed or can't be read. */
  read(id: string): Promise<JobRecord | undefined>;
  /**
   * All records that can be read, in no order; the names of files that can't be, each set aside beside the others.
   * @throws where the folder can't be read
   */
  readAll(): Promise<{ records: JobRecord[]; setAside: string[] }>;
}

/** A name for a new record; the time makes a folder listing readable. */
export function newId(now: number): string {
  return `${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}-${randomUUID()}`;
}

/** Replaces a file whole: the new text, and the name that leads to it, are on the disk when it returns. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text, { mode: 0o600, fsync: true });
  // Windows can't sync a folder, and needs not.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * @param folder made on the first write; several processes may share it
 * @param replace how a file gets onto the disk; tests and the fault bench give another
 */
export function openJournal(folder: string, replace: typeof replaceFile = replaceFile): Journal {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  const intentOf = (id: string) => join(folder, `${id}.intent`);
  const kept = new Map<string, { mark: string; record: JobRecord | undefined }>();

  /** Reads a record, unless the file is the very one that was read before; its inode is new with each writing. */
  const recordIn = async (id: string, path: string): Promise<JobRecord | 'damaged' | undefined> => {
    const mark = await markOf(path);
    if (mark === undefined) return undefined;
    const before = kept.get(path);
    if (before?.mark === mark) return before.record ?? 'damaged';
    const text = await readText(path);
    if (text === undefined) return undefined;
    const record = decodeRecord(text, id);
    kept.set(path, { mark, record });
    return record ?? 'damaged';
  };

  const read = async (id: string) => {
    const record = await recordIn(id, fileOf(id));
    if (typeof record === 'object') return { record, damaged: false };
    const intent = await recordIn(id, intentOf(id));
    return { record: typeof intent === 'object' ? intent : undefined, damaged: record === 'damaged' };
  };

  return {
    folder,
    fileOf,
    async write(record) {
      const text = encodeRecord(record);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        if (isUnderWay(record)) await replace(intentOf(record.id), text);
        await replace(fileOf(record.id), text);
      } catch (error) {
        const isNew = isUnderWay(record) && !(await ifThere(stat(fileOf(record.id))));
        if (isNew) await rm(intentOf(record.id), { force: true });
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(l10n.t('The job could not be written to {0}: {1}', folder, reason), { cause: error });
      }
    },
    async remove(id) {
      // The other way round, a crash between the two would bring the job back.
      await rm(intentOf(id), { force: true });
      await rm(fileOf(id), { force: true });
    },
    read: async (id) => (await read(id)).record,
    async readAll() {
      const names = await ifThere(readdir(folder)).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(l10n.t('The jobs in {0} could not be read: {1}', folder, reason), { cause: error });
      });
      const ids = new Set(names?.flatMap((name) => /^(.+)\.(?:json|intent)$/.exec(name)?.[1] ?? []));
      const records: JobRecord[] = [];
      const setAside: string[] = [];
      await eachOf([...ids], async (id) => {
        const { record, damaged } = await read(id);
        if (record) records.push(record);
        if (!damaged) return;
        // Of several windows that find it, one sets it aside.
        await ifThere(rename(fileOf(id), `${fileOf(id)}.damaged`));
        setAside.push(`${id}.json.damaged`);
      });
      return { records, setAside };
    },
  };
}
