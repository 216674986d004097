/**
 * The jobs on disk: one file each, replaced whole, so that a crash at any instant leaves the old record or the new one
 * and a damaged file harms no other.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import writeFileAtomic from 'write-file-atomic';
import type { JobRecord } from './record.ts';

const version = 1;

interface Envelope {
  readonly version: number;
  readonly sha256: string;
  readonly record: JobRecord;
}

export interface Journal {
  /** Returns once the record is on the disk, synced. @throws where it can't be written; then nothing has changed */
  write(record: JobRecord): Promise<void>;
  remove(id: string): Promise<void>;
  /** All records that can be read, in no order; the names of files that can't be, each set aside beside the others. */
  readAll(): Promise<{ records: JobRecord[]; setAside: string[] }>;
}

const checksum = (record: unknown) => createHash('sha256').update(JSON.stringify(record)).digest('hex');

/** A name for a new record; the time makes a folder listing readable. */
export function newId(now: number): string {
  return `${new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)}-${randomUUID()}`;
}

function isRecord(value: unknown): value is JobRecord {
  const record = value as Partial<JobRecord> | null | undefined;
  return (
    typeof record?.id === 'string' &&
    typeof record.state === 'string' &&
    typeof record.createdAt === 'number' &&
    typeof record.account?.endpoint === 'string' &&
    typeof record.request?.query === 'object' &&
    typeof record.request.body === 'object'
  );
}

/** @returns the record, or undefined where the text is torn, altered or of another version */
function decode(text: string): JobRecord | undefined {
  let envelope: Partial<Envelope> | null;
  try {
    envelope = JSON.parse(text) as Partial<Envelope> | null;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const sound = envelope?.version === version && envelope.sha256 === checksum(envelope.record);
  return sound && isRecord(envelope?.record) ? envelope.record : undefined;
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** @param folder made on the first write; several processes may share it */
export function openJournal(folder: string): Journal {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  return {
    async write(record) {
      const envelope: Envelope = { version, sha256: checksum(record), record };
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFileAtomic(fileOf(record.id), JSON.stringify(envelope), { mode: 0o600, fsync: true });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(l10n.t('The job could not be written to {0}: {1}', folder, reason), { cause: error });
      }
    },
    async remove(id) {
      await rm(fileOf(id), { force: true });
    },
    async readAll() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      const records: JobRecord[] = [];
      const setAside: string[] = [];
      for (const name of names.filter((name) => name.endsWith('.json'))) {
        const path = join(folder, name);
        const text = await readFile(path, 'utf8').catch((error: unknown) => {
          if (isMissing(error)) return undefined; // Another window removed it meanwhile.
          throw error;
        });
        if (text === undefined) continue;
        const record = decode(text);
        if (record) records.push(record);
        else {
          await rename(path, `${path}.damaged`);
          setAside.push(`${name}.damaged`);
        }
      }
      return { records, setAside };
    },
  };
}
