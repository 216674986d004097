/**
 * The journal: the jobs that go on or ended lately, on disk. Each is a file of its own that is replaced whole. So a crash at any
 * instant leaves the old record or the new one, and a damaged file harms no other. What is about to be sent is also kept in a second
 * file, the intent, which later writings do not touch. Where the first file is damaged later, the job comes back as one that was
 * being sent, and the service is asked about it.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { errorMessage } from '../../errorFields.ts';
import { mapInBatches, ignoreMissing, fileMark, readTextIfThere, readTextNow } from './files.ts';
import { decodeRecord, encodeRecord, judgeRecord } from './recordFile.ts';
import type { ReplaceFile } from './replaceFile.ts';
import type { UnreadRecord } from './unreadRecord.ts';
import { isUnderWay, type JobRecord } from '../record.ts';
import { quoteValue } from '../../cloud/quote.ts';

export interface Journal {
  readonly folder: string;
  /** The file of a record. */
  fileOf(id: string): string;
  /** Returns once the record is on the disk, synced. @throws where it can't be written; then nothing has changed */
  write(record: JobRecord): Promise<void>;
  /**
   * Changes a record as it is on disk when the change gets there. So nothing is written over what another window writes meanwhile. Between the last
   * look at the file and its replacement nothing else runs in this process, and others have a fraction of a millisecond.
   *
   * @param change is called anew where the file changed meanwhile; it gives back what it got where that is to stay
   * @returns the record as it then is; undefined where there is none
   * @throws where it can't be read or written; then nothing has changed
   */
  update(id: string, change: (onDisk: JobRecord) => JobRecord): Promise<JobRecord | undefined>;
  remove(id: string): Promise<void>;
  /** Removes the intent at this very instant. To be called before the record leaves the journal: an intent alone would bring the job back. */
  removeIntentNow(id: string): void;
  /** The record as it is on disk now; undefined where it was removed or can't be read. Where it is damaged, what was about to be sent. */
  read(id: string): Promise<JobRecord | undefined>;
  /**
   * The record as its file is at this very instant, read while everything else in this process waits; undefined where the file is missing
   * or damaged.
   *
   * @throws where it can't be read
   */
  readNow(id: string): JobRecord | undefined;
  /**
   * All records that can be read, in no order, and the names that damaged files were set aside as, beside the others. Where a file can't be
   * read, or only by a newer version, the record is what was about to be sent, if that can be read.
   *
   * @throws where the folder can't be read
   */
  readAll(): Promise<{ records: JobRecord[]; setAside: string[]; unread: UnreadRecord[] }>;
}

/** What the files of one job say. */
interface Entry {
  readonly record?: JobRecord | undefined;
  readonly isDamaged?: boolean;
  readonly unread?: UnreadRecord;
}

/** The id of a new record. It begins with the time, so that ids sort by it. @param now ms since 1970 */
export function newId(now: number): string {
  return `${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}-${randomUUID()}`;
}

const replaceFileLazily: ReplaceFile = async (path, text) =>
  (await import('./storageChunk.ts')).replaceFile(path, text);

/**
 * @param folder made on the first write; several processes may share it
 * @param replace writes a file; tests and the fault bench give one that fails or is late
 * @param isPast whether a job is in the history. It is asked of an intent that is alone
 */
export function openJournal(
  folder: string,
  replace: ReplaceFile = replaceFileLazily,
  isPast: (id: string) => Promise<boolean> = () => Promise.resolve(false),
): Journal {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  const intentOf = (id: string) => join(folder, `${id}.intent`);
  /** What was read last of each file. */
  const cache = new Map<string, { mark: string; judged: ReturnType<typeof judgeRecord> }>();

  /** Reads a record, unless the file is the one that was read before. A written file has another inode, so its mark changes. */
  const readFrom = async (id: string, path: string) => {
    const mark = await fileMark(path);
    if (mark === undefined) return undefined;
    const before = cache.get(path);
    if (before?.mark === mark) return before.judged;
    const text = await readTextIfThere(path);
    if (text === undefined) return undefined;
    const judged = judgeRecord(text, id);
    cache.set(path, { mark, judged });
    return judged;
  };

  /** What was about to be sent, where the record itself is missing or damaged. @throws where it can't be known */
  const readIntent = async (id: string, isMissing: boolean) => {
    const intent = await readFrom(id, intentOf(id));
    // Versions before moved the record to the history first. Where they were ended right then, the job is no longer one that was being sent.
    if (isMissing && intent !== undefined && (await isPast(id))) await rm(intentOf(id), { force: true });
    else if (typeof intent === 'object') return intent;
    return undefined;
  };

  const readEntry = async (id: string): Promise<Entry> => {
    let path = fileOf(id);
    try {
      const found = await readFrom(id, path);
      if (typeof found === 'object') return { record: found };
      path = intentOf(id);
      if (found === 'newer') {
        const record = await readIntent(id, false);
        return { record, unread: { id, name: basename(fileOf(id)), kind: found } };
      }
      return { record: await readIntent(id, found === undefined), isDamaged: found === 'damaged' };
    } catch (error) {
      const intent = await readFrom(id, intentOf(id)).catch(() => undefined); // The first failure is the one that is told.
      const unread: UnreadRecord = { id, name: basename(path), kind: 'unreadable', error };
      return { record: typeof intent === 'object' ? intent : undefined, unread };
    }
  };

  const remove = async (id: string) => {
    // The intent goes first: a crash in between must not leave it alone, which would bring the job back.
    await rm(intentOf(id), { force: true });
    await rm(fileOf(id), { force: true });
  };

  const writeError = (error: unknown) => {
    const reason = errorMessage(error);
    return new Error(l10n.t('The job could not be written to {0}: {1}', quoteValue(folder), quoteValue(reason)), {
      cause: error,
    });
  };

  return {
    folder,
    fileOf,
    async update(id, change) {
      const { changeFile } = await import('./storageChunk.ts');
      try {
        return await changeFile(fileOf(id), replace, async (text) => {
          const found = text === undefined ? undefined : judgeRecord(text, id);
          if (found === 'newer')
            throw new Error(l10n.t('A newer version of this extension wrote the job record. Reload the window.'));
          const onDisk = typeof found === 'object' ? found : await readIntent(id, text === undefined);
          const record = onDisk && change(onDisk);
          return { result: record, text: record && record !== onDisk ? encodeRecord(record) : undefined };
        });
      } catch (error) {
        throw writeError(error);
      }
    },
    async write(record) {
      const text = encodeRecord(record);
      let isNew = false;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        isNew = isUnderWay(record) && (await fileMark(fileOf(record.id))) === undefined;
        if (isUnderWay(record)) await replace(intentOf(record.id), text);
        await replace(fileOf(record.id), text);
      } catch (error) {
        // It may have failed once the file had its name. Nothing is sent, so nothing of it may come back. The first failure is the one that is told.
        if (isNew) await remove(record.id).catch(() => undefined);
        throw writeError(error);
      }
    },
    remove,
    removeIntentNow(id) {
      rmSync(intentOf(id), { force: true });
    },
    async read(id) {
      const { record, unread } = await readEntry(id);
      return unread ? undefined : record;
    },
    readNow(id) {
      const text = readTextNow(fileOf(id));
      return text === undefined ? undefined : decodeRecord(text, id);
    },
    async readAll() {
      const names = await ignoreMissing(readdir(folder)).catch((error: unknown) => {
        const reason = errorMessage(error);
        throw new Error(l10n.t('The jobs in {0} could not be read: {1}', quoteValue(folder), quoteValue(reason)), {
          cause: error,
        });
      });
      const ids = new Set(names?.flatMap((name) => /^(.+)\.(?:json|intent)$/.exec(name)?.[1] ?? []));
      const all: Awaited<ReturnType<Journal['readAll']>> = { records: [], setAside: [], unread: [] };
      await mapInBatches([...ids], async (id) => {
        let entry = await readEntry(id);
        if (entry.isDamaged) {
          try {
            const { setAsideDamaged } = await import('./storageChunk.ts');
            const name = setAsideDamaged(fileOf(id), id);
            if (name !== undefined) all.setAside.push(name);
            // Another window has put a sound one there, or removed it.
            else entry = await readEntry(id);
          } catch (error) {
            all.unread.push({ id, name: basename(fileOf(id)), kind: 'damaged', error });
          }
        }
        if (entry.record) all.records.push(entry.record);
        if (entry.unread) all.unread.push(entry.unread);
      });
      return all;
    },
  };
}
