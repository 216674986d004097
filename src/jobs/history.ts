/**
 * The jobs of the past on disk: each in a file of its own that is never written again. Their rows are also in an index,
 * so that a list of ten thousand needs one file; the index is made from those files, and made anew where it is of no use.
 */
import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { decodeRecord, ifThere } from './envelope.ts';
import type { JobRecord } from './record.ts';
import { byTime, rowOf, type JobRow } from './row.ts';

const indexVersion = 1;
/** Files read at once. */
const batch = 50;

export interface History {
  readonly folder: string;
  /** The rows of the past as the disk has them now, newest first. @throws where the folder can't be read */
  load(): Promise<readonly JobRow[]>;
  /** @returns undefined where it was removed or can't be read */
  read(id: string): Promise<JobRecord | undefined>;
  /** Moves the file of a job here, as it is. */
  take(id: string, path: string): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

interface Index {
  readonly version: number;
  readonly rows: readonly JobRow[];
}

/** @param folder made with the first job; all windows share it */
export function openHistory(folder: string): History {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  const index = join(folder, 'index');
  let rows = new Map<string, JobRow>();
  let loading: Promise<readonly JobRow[]> | undefined;

  const readIndex = async (): Promise<Map<string, JobRow>> => {
    const text = await ifThere(readFile(index, 'utf8'));
    try {
      const { version, rows } = JSON.parse(text ?? '{}') as Partial<Index>;
      return new Map(version === indexVersion ? rows?.map((row) => [row.id, row]) : []);
    } catch {
      // Torn, or of something else: the files have everything that it would have.
      return new Map();
    }
  };

  const read = async (id: string) => {
    const text = await ifThere(readFile(fileOf(id), 'utf8'));
    return text === undefined ? undefined : decodeRecord(text);
  };

  const load = async () => {
    const names = (await ifThere(readdir(folder))) ?? [];
    const ids = names.flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
    const known = rows.size > 0 ? rows : await readIndex();
    const next = new Map(ids.flatMap((id) => known.get(id) ?? []).map((row) => [row.id, row]));
    const unknown = ids.filter((id) => !next.has(id));
    for (let at = 0; at < unknown.length; at += batch) {
      const found = await Promise.all(unknown.slice(at, at + batch).map(read));
      for (const record of found) if (record) next.set(record.id, rowOf(record));
    }
    const changed = unknown.length > 0 || next.size !== known.size;
    rows = next;
    const all = [...rows.values()].sort(byTime);
    // Several windows may write it at once: each of their texts is true, or is made true by the next look.
    if (changed && all.length > 0) {
      await writeFileAtomic(index, JSON.stringify({ version: indexVersion, rows: all } satisfies Index), {
        mode: 0o600,
        fsync: false,
      });
    }
    return all;
  };

  return {
    folder,
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
