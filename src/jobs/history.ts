/**
 * The jobs of the past on disk: each in a file of its own that is never written again. Their rows are also in an index,
 * so that a list of ten thousand needs one file; the index is made from those files, and made anew where it is of no use.
 */
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { decodeRecord, eachOf, ifThere, readText } from './envelope.ts';
import { decodeIndex, encodeIndex, type PastIndex } from './pastIndex.ts';
import type { JobRecord } from './record.ts';
import { byTime, rowOf, type JobRow } from './row.ts';

/** Longer than a file system's clock stands still, in ms. */
const tickMs = 2000;

export interface Past {
  /** Newest first. */
  readonly rows: readonly JobRow[];
  /** Names of files that could not be read and were set aside beside the others. */
  readonly setAside: readonly string[];
}

export interface History {
  readonly folder: string;
  /** The past as the disk has it now: the same rows where nothing changed. @throws where the folder can't be read */
  load(): Promise<Past>;
  /** The ids of all of them, in no order. @throws where the folder can't be read */
  ids(): Promise<string[]>;
  /** @returns undefined where it was removed or can't be read */
  read(id: string): Promise<JobRecord | undefined>;
  /** Moves the file of a job here, as it is. */
  take(id: string, path: string): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

/** @param folder made with the first job; all windows share it */
export function openHistory(folder: string): History {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  // Beside the folder, whose time must tell of jobs alone.
  const index = `${folder}.index`;
  /** Undefined until it was read for the first time. */
  let last: PastIndex | undefined;
  let loading: Promise<Past> | undefined;

  const read = async (id: string) => {
    const text = await readText(fileOf(id));
    return text === undefined ? undefined : decodeRecord(text, id);
  };

  const listIds = async () =>
    ((await ifThere(readdir(folder))) ?? []).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);

  /** The row of a file that is in no index; a file that can't be read is set aside, once, by one of the windows. */
  const rowIn = async (id: string, setAside: string[]): Promise<JobRow | undefined> => {
    const record = await read(id);
    if (record) return rowOf(record);
    const name = `${id}.json.damaged`;
    const wasThere = await ifThere(rename(fileOf(id), join(folder, name)).then(() => true));
    if (wasThere) setAside.push(name);
    return undefined;
  };

  const load = async (): Promise<Past> => {
    const changedAt = (await ifThere(stat(folder)))?.mtimeMs ?? 0;
    last ??= decodeIndex((await readText(index)) ?? '') ?? { rows: [], mark: 0 };
    if (changedAt > 0 && last.mark === changedAt) return { rows: last.rows, setAside: [] };
    const ids = await listIds();
    const known = new Map(last.rows.map((row) => [row.id, row]));
    const unknown = ids.filter((id) => !known.has(id));
    const setAside: string[] = [];
    const found = await eachOf(unknown, (id) => rowIn(id, setAside));
    const isSame = unknown.length === 0 && ids.length === known.size;
    const there = () => [...ids.flatMap((id) => known.get(id) ?? []), ...found.filter((row) => row !== undefined)];
    const rows = isSame ? last.rows : there().sort(byTime);
    // What comes within the same tick of the file system's clock would not be told by it.
    const mark = Date.now() - changedAt > tickMs ? changedAt : 0;
    const isNews = !isSame || mark !== last.mark;
    last = { rows, mark };
    // Several windows may write it at once: each of their texts is true, or is made true by the next look.
    if (isNews) await writeFileAtomic(index, encodeIndex(last), { mode: 0o600, fsync: false });
    return { rows, setAside };
  };

  return {
    folder,
    ids: listIds,
    read,
    load: () =>
      (loading ??= load().finally(() => {
        loading = undefined;
      })),
    async take(id, path) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await ifThere(rename(path, fileOf(id)));
    },
    async remove(ids) {
      for (const id of ids) await rm(fileOf(id), { force: true });
    },
  };
}
