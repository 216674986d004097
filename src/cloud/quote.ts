/** Values of others as they stand in our own sentences. */
import { escapeCharacters } from '../restoreSpec/invisibleCharacters.ts';
import { escapeInvisible } from './escapeInvisible.ts';

/** The most of one value that is shown, in UTF-16 units: more than the 255 characters that the API takes of a path. */
const mostOfValue = 1000;

/**
 * A text of one line as it stands in a sentence: quoted, and isolated, so that its direction of writing moves nothing around it. Its own
 * quotation marks are escaped, so that it can't seem to end before its end.
 */
export function quoteLine(line: string): string {
  return `\u201c\u2068${escapeCharacters(line, /[\u201c\u201d]/g)}\u2069\u201d`;
}

/** A value as it stands in a sentence, on one line in which nothing can hide. */
export const quoteValue = (value: string, limit: number = mostOfValue): string =>
  quoteLine(escapeInvisible(value, limit));
