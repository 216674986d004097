/** Reads what a command is given. */
import { open } from 'node:fs/promises';
import { escapeInvisible } from '../cloud/escapeInvisible.ts';
import { maxSpecLength } from '../restoreSpec/specDocument.ts';
import { errnoOf, errorMessage } from '../errorFields.ts';

/** The name that means standard input. */
export const standardInput = '-';

/** How a person reads the name of a file. */
export const nameOf = (file: string): string => (file === standardInput ? 'standard input' : escapeInvisible(file));

/** The most bytes that are read. A longer text has more characters than a spec or a text to import may have, so the rest changes nothing. */
const maxBytes = 16 * maxSpecLength;

/** A file that can't be read. The message says which, and why. */
export class UnreadableFileError extends Error {
  /** Its name as it was given. */
  readonly file: string;

  constructor(file: string, reason: string, options: ErrorOptions) {
    super(escapeInvisible(`${nameOf(file)} can't be read: ${reason}.`), options);
    this.file = file;
  }
}

async function readAtMost(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(chunks);
}

/** The encoding of a text, as editors tell it: by its byte order mark, or by the first character, which takes one byte in UTF-8. */
function encodingOf([first = 1, second = 1]: Buffer): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : 'utf-8';
}

/** Without the byte order mark, which editors show as nothing. @throws UnreadableFileError */
function decode(name: string, bytes: Buffer): string {
  try {
    // The last character of what was cut off may be incomplete.
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes, { stream: bytes.length >= maxBytes });
  } catch (error) {
    // With other characters in the place of those that can't be read, other paths would be checked, and sent.
    const reason = 'it is in neither UTF-8 nor UTF-16. Save it in UTF-8';
    throw new UnreadableFileError(name, reason, { cause: error });
  }
}

async function readFileAtMost(name: string): Promise<Buffer> {
  try {
    const file = await open(name);
    try {
      return await readAtMost(file.createReadStream({ autoClose: false }));
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = errnoOf(error);
    const reasons: Partial<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'reading it is not permitted',
    };
    const reason = (code && reasons[code]) ?? errorMessage(error);
    throw new UnreadableFileError(name, reason, { cause: error });
  }
}

/**
 * The text of a file, or of standard input where the name is `-`.
 *
 * @throws UnreadableFileError
 */
export async function readInput(name: string, stdin: AsyncIterable<Buffer>): Promise<string> {
  return decode(name, name === standardInput ? await readAtMost(stdin) : await readFileAtMost(name));
}
