/**
 * The RestoreIds of jobs that were taken out of the list, by a person or by retention. The service still lists these jobs. Without
 * their ids, they would look like jobs that something else started.
 */
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readTextIfThere } from './files.ts';
import { changeFile, replaceFileUnsynced, type ReplaceFile } from './replaceFile.ts';

export interface RemovedJobs {
  /** The ids on disk now, of every window, and those of this window. @throws where the file can't be read */
  ids(): Promise<ReadonlySet<string>>;
  /** Writes ids down. To be called before the jobs are removed. @throws where the file can't be written */
  add(restoreIds: readonly string[]): Promise<void>;
  /** Takes ids off again. To be called once the jobs are back. @throws where the file can't be written */
  takeBack(restoreIds: readonly string[]): Promise<void>;
}

/** The most ids that are kept. The service's lists are looked at newest first, so the oldest ids can go. */
const mostIds = 5000;

/** Stands before an id that is taken off again. No RestoreId begins with it. */
const takenBack = '-';

/** The ids that are left of lines, of which the later ones count. */
function idsOf(lines: readonly string[]): Set<string> {
  const ids = new Set<string>();
  for (const line of lines) {
    if (line.startsWith(takenBack)) ids.delete(line.slice(takenBack.length));
    else ids.add(line);
  }
  return ids;
}

/**
 * @param path a text file with one id a line, which all windows add to
 * @param replace writes a file; tests give one that is late
 */
export function openRemovedJobs(path: string, replace: ReplaceFile = replaceFileUnsynced): RemovedJobs {
  const own = new Set<string>();
  const linesOf = (text = '') => text.split('\n').filter((line) => line !== '');

  const shorten = async () => {
    const shortened = (text?: string) => {
      const lines = linesOf(text);
      return lines.length > 2 * mostIds ? `${lines.slice(-mostIds).join('\n')}\n` : undefined;
    };
    if (shortened(await readTextIfThere(path)) === undefined) return;
    // Other windows go on adding to the file: what is replaced is what it holds right then.
    await changeFile(path, replace, (text) => Promise.resolve({ text: shortened(text), result: undefined }));
  };

  const append = async (lines: readonly string[]) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await appendFile(path, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
    await shorten();
  };

  return {
    async ids() {
      const text = await readTextIfThere(path);
      // What this window removed while the file was read counts too.
      return new Set([...idsOf(linesOf(text)), ...own]);
    },
    async add(restoreIds) {
      if (restoreIds.length === 0) return;
      for (const id of restoreIds) own.add(id);
      await append(restoreIds);
    },
    async takeBack(restoreIds) {
      if (restoreIds.length === 0) return;
      for (const id of restoreIds) own.delete(id);
      await append(restoreIds.map((id) => `${takenBack}${id}`));
    },
  };
}
