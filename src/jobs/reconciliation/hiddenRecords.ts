/** Records on the disk that can't be read. Each belongs to a submission, and a job of the service's list may be its own. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestoreJobInfo } from '../../cloud/restoreJob.ts';
import { ignoreMissing, readTextIfThere } from '../storage/files.ts';
import type { UnreadRecord } from '../storage/unreadRecord.ts';

export interface HiddenRecord {
  readonly id: string;
  /** The RestoreIds that stand in its text. Where there are none, nobody knows which job is its own. */
  readonly restoreIds: readonly string[];
}

/** A record has its RestoreId under this name, whatever else of it is damaged or newer. A spec in it would have its quotes escaped. */
const restoreIdInText = /"restoreId":"([^"\\]{1,200})"/g;

/** @returns nothing found where the file can't be had. It says nothing to anyone then, which is already told */
async function restoreIdsIn(path: string): Promise<string[]> {
  const text = await readTextIfThere(path).catch(() => undefined);
  return [...(text ?? '').matchAll(restoreIdInText)].flatMap(([, id]) => id ?? []);
}

/**
 * The records of a folder that can't be read, and those that were set aside since they are damaged.
 *
 * @throws where the folder can't be read
 */
export async function readHiddenRecords(folder: string, unread: readonly UnreadRecord[]): Promise<HiddenRecord[]> {
  const names = (await ignoreMissing(readdir(folder))) ?? [];
  const files = [
    ...unread.map(({ id }) => ({ id, name: `${id}.json` })),
    ...names.flatMap((name) => {
      const id = /^(.+)\.json\.damaged$/.exec(name)?.[1];
      return id === undefined ? [] : [{ id, name }];
    }),
  ];
  return Promise.all(files.map(async ({ id, name }) => ({ id, restoreIds: await restoreIdsIn(join(folder, name)) })));
}

/** The time with which an id begins, in ms since 1970. See `newId`. */
function timeOfId(id: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-/.exec(id);
  const [year = 0, month = 0, ...rest] = found?.slice(1).map(Number) ?? [];
  return found ? Date.UTC(year, month - 1, ...rest) : undefined;
}

/**
 * Whether a job may be the one of a record that doesn't say which is its own.
 *
 * @param withinMs how far the time of the record and the job's may be apart
 */
export function mayOwn({ id, restoreIds }: HiddenRecord, { CreatedTime }: RestoreJobInfo, withinMs: number): boolean {
  if (restoreIds.length > 0) return false;
  const time = timeOfId(id);
  return time === undefined || CreatedTime === undefined || Math.abs(CreatedTime * 1000 - time) < withinMs;
}
