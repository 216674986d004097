/** A record as text on disk, with a version and a checksum: what is torn or altered is never taken for a record. */
import { createHash } from 'node:crypto';
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
 * @param id the record's id, taken from the name of its file
 * @returns the record, or undefined where the text is torn, altered, of another version or another record's
 */
export function decodeRecord(text: string, id: string): JobRecord | undefined {
  try {
    const { version: of, sha256, record } = (JSON.parse(text) ?? {}) as Partial<Envelope>;
    const sound = of === version && sha256 === checksum(record) && isJobRecord(record) && record.id === id;
    return sound ? record : undefined;
  } catch (error) {
    // It is no JSON, or nested too deeply.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
