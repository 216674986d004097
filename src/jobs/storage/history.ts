/**
 * The history: jobs of the past on disk, each in a file of its own that is never written again. Their rows are also in an index, so
 * that a list of ten thousand jobs needs one file. The index is made from those files, and made anew where it is damaged or old.
 */
import { renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mapInBatches, ignoreMissing, readTextIfThere } from './files.ts';
import { judgeRecord } from './recordFile.ts';
import { decodeIndex, encodeIndex, type HistoryIndex } from './historyIndex.ts';
import { replaceFileUnsynced } from './replaceFile.ts';
import { judgeNow, setAsideDamaged } from './setAside.ts';
import type { UnreadRecord } from './unreadRecord.ts';
import type { JobRecord } from '../record.ts';
import { newestFirst, rowOf, type JobRow } from '../row.ts';

/** Longer than the time resolution of any file system, in ms. */
const clockTickMs = 2000;

export interface Past {
  /** Newest first. */
  readonly rows: readonly JobRow[];
  /** Names of files that could not be read and were set aside beside the others. */
  readonly setAside: readonly string[];
  /** Files that say nothing and stay where they are. */
  readonly unread: readonly UnreadRecord[];
}

export interface History {
  readonly folder: string;
  /** The past as it is on disk now. Where nothing changed, the rows are the same objects. @throws where the folder can't be read */
  load(): Promise<Past>;
  /** The ids of all of them, in no order. @throws where the folder can't be read */
  ids(): Promise<string[]>;
  /** @returns undefined where it was removed or is none that this version can read. @throws where the disk can't be read */
  read(id: string): Promise<JobRecord | undefined>;
  /** Whether a job is here, also one that only a newer version can read. @throws where the disk can't be read */
  has(id: string): Promise<boolean>;
  /**
   * Moves the file of a job here, as it is. Where a record with a RestoreId is here already, one without does not replace it and is removed.
   *
   * @param mayMove asked right before; nothing else runs in this process between the answer and the move
   * @returns whether it is gone from its place
   */
  take(id: string, path: string, mayMove?: () => boolean): Promise<boolean>;
  remove(ids: readonly string[]): Promise<void>;
}

/**
 * @param folder made with the first job; all windows share it
 * @param language of the window. The rows are worded in it, so an index in another one is made anew
 */
export function openHistory(folder: string, language = 'en'): History {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  // It is beside the folder: the time of the folder must change with its jobs alone.
  const index = `${folder}.index`;
  /** The index as it was read or made last; undefined before the first time. */
  let last: HistoryIndex | undefined;
  /** Whether the index says what was loaded last. */
  let isWritten = true;
  let loading: Promise<Past> | undefined;

  const judge = async (id: string) => {
    const text = await readTextIfThere(fileOf(id));
    return text === undefined ? undefined : judgeRecord(text, id);
  };

  const listIds = async () =>
    ((await ignoreMissing(readdir(folder))) ?? []).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);

  /** Reads the row of a job that is not in the index. A damaged file is set aside, once, by one of the windows. */
  const readRow = async (id: string, setAside: string[], unread: UnreadRecord[]): Promise<JobRow | undefined> => {
    const path = fileOf(id);
    let kind: UnreadRecord['kind'] = 'unreadable';
    try {
      let found = await judge(id);
      if (found === 'damaged') {
        kind = 'damaged';
        const name = setAsideDamaged(path, id);
        if (name !== undefined) setAside.push(name);
        // Another window has put a sound one there, or removed it.
        else found = await judge(id);
      }
      if (typeof found === 'object') return rowOf(found);
      if (found === 'newer') unread.push({ id, name: basename(path), kind: found });
    } catch (error) {
      unread.push({ id, name: basename(path), kind, error });
    }
    return undefined;
  };

  /** Several windows may write the index at once. Each text is right, or is put right by the next loading. */
  const writeIndex = async (next: HistoryIndex) => {
    try {
      await replaceFileUnsynced(index, encodeIndex(next));
      isWritten = true;
    } catch {
      // The disk is full or can only be read. The files say all that the index would, and the next change tries again.
      isWritten = false;
    }
  };

  const load = async (): Promise<Past> => {
    const changedAt = (await ignoreMissing(stat(folder)))?.mtimeMs ?? 0;
    if (!last) {
      // One that can't be read is made anew, as a damaged one.
      const found = decodeIndex((await readTextIfThere(index).catch(() => undefined)) ?? '');
      last = found?.language === language ? found : { rows: [], mark: 0, language };
    }
    if (changedAt > 0 && last.mark === changedAt) return { rows: last.rows, setAside: [], unread: [] };
    const ids = await listIds();
    const known = new Map(last.rows.map((row) => [row.id, row]));
    const unknown = ids.filter((id) => !known.has(id));
    const setAside: string[] = [];
    const unread: UnreadRecord[] = [];
    const read = await mapInBatches(unknown, (id) => readRow(id, setAside, unread));
    const found = read.filter((row) => row !== undefined);
    const isSame = found.length === 0 && ids.length - unknown.length === known.size;
    const merged = () => [...ids.flatMap((id) => known.get(id) ?? []), ...found];
    const rows = isSame ? last.rows : merged().sort(newestFirst);
    // A file that comes within the same tick of the file system's clock would not change the folder's time. Nor does one that can be read again.
    const isSettled = unread.length === 0 && Date.now() - changedAt > clockTickMs;
    const mark = isSettled ? changedAt : 0;
    const hasChanged = !isSame || mark !== last.mark;
    last = { rows, mark, language };
    if (hasChanged || !isWritten) await writeIndex(last);
    return { rows, setAside, unread };
  };

  return {
    folder,
    ids: listIds,
    async read(id) {
      const found = await judge(id);
      return typeof found === 'object' ? found : undefined;
    },
    async has(id) {
      const found = await judge(id);
      return found !== undefined && found !== 'damaged';
    },
    load: () =>
      (loading ??= load().finally(() => {
        loading = undefined;
      })),
    async take(id, path, mayMove = () => true) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (!mayMove()) return false;
      const coming = judgeNow(path, id);
      if (typeof coming !== 'object') return false;
      const here = judgeNow(fileOf(id), id);
      const knowsMore = typeof here === 'object' ? here.restoreId !== undefined : here === 'newer';
      if (coming.restoreId === undefined && knowsMore) rmSync(path);
      else renameSync(path, fileOf(id));
      return true;
    },
    async remove(ids) {
      for (const id of ids) await rm(fileOf(id), { force: true });
    },
  };
}
