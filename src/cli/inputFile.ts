/** Reads what a command is given. */
import { open } from 'node:fs/promises';
import { escapeInvisible } from '../cloud/escapeInvisible.ts';
import { maxSpecLength } from '../restoreSpec/specDocument.ts';

/** The name that means standard input. */
export const standardInput = '-';

/** How a person reads the name of a file. */
export const nameOf = (file: string): string => (file === standardInput ? 'standard input' : escapeInvisible(file));

/** The most bytes that are read. A longer text has more characters than a spec or a text to import may have, so the rest changes nothing. */
const maxBytes = 16 * maxSpecLength;

/** A file that can't be read. The message says which, and why. */
export class UnreadableFileError extends Error {}

async function readAtMost(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  // Editors show no byte order mark, and count columns without it.
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}

/**
 * The text of a file, or of standard input where the name is `-`.
 *
 * @throws UnreadableFileError
 */
export async function readInput(name: string, stdin: AsyncIterable<Buffer>): Promise<string> {
  if (name === standardInput) return readAtMost(stdin);
  try {
    const file = await open(name);
    try {
      return await readAtMost(file.createReadStream({ autoClose: false }));
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Partial<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'reading it is not permitted',
    };
    const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
    throw new UnreadableFileError(`${name} can't be read: ${reason}.`, { cause: error });
  }
}
