/** A record as text on disk, with a version and a checksum: what is torn or altered is never taken for a record. */
import { createHash } from 'node:crypto';
import { isRecord } from '../../cloud/json.ts';
import { redactValue } from '../../cloud/redaction/secrets.ts';
import type { JobRecord } from '../record.ts';
import { isJobRecord } from './recordShape.ts';

const version = 1;

interface Envelope {
  readonly version: number;
  readonly sha256: string;
  readonly record: JobRecord;
}

const checksum = (record: unknown) => createHash('sha256').update(JSON.stringify(record)).digest('hex');

export function encodeRecord(whole: JobRecord): string {
  // Secrets go before the checksum is made, so that it fits what is on the disk.
  const record = redactValue(whole);
  return JSON.stringify({ version, sha256: checksum(record), record } satisfies Envelope);
}

/**
 * What a text on disk is: a record; or sound, and of a version that is newer than this one; or torn, altered or another record's. Windows that
 * stay open while the extension is updated share the disk with newer ones.
 *
 * @param id the record's id, taken from the name of its file
 */
export function judgeRecord(text: string, id: string): JobRecord | 'newer' | 'damaged' {
  try {
    const { version: of, sha256, record } = (JSON.parse(text) ?? {}) as Partial<Record<keyof Envelope, unknown>>;
    const isSound = typeof of === 'number' && of >= version && isRecord(record) && sha256 === checksum(record);
    if (!isSound || ('id' in record && record['id'] !== id)) return 'damaged';
    // A newer version may also have states or fields of another form, under the same version of the envelope.
    return of === version && isJobRecord(record) ? record : 'newer';
  } catch (error) {
    // It is no JSON, or nested too deeply.
    if (error instanceof SyntaxError || error instanceof RangeError) return 'damaged';
    throw error;
  }
}

/** @returns the record, or undefined where the text is none that this version can read */
export function decodeRecord(text: string, id: string): JobRecord | undefined {
  const judged = judgeRecord(text, id);
  return typeof judged === 'object' ? judged : undefined;
}
