/** Values of others as they stand in our own sentences. */
import { escapeCharacters, singleLine, unclearCharacters } from './invisibleCharacters.ts';

/** The most of a part of a spec that a message repeats, in UTF-16 units: more than the 255 characters that the API takes of a path. */
const mostOfText = 300;

/**
 * A text of one line as it stands in a sentence: quoted, and isolated, so that its direction of writing moves nothing around it. Its own
 * quotation marks are escaped, so that it can't seem to end before its end.
 */
export function quoteLine(line: string): string {
  return `\u201c\u2068${escapeCharacters(line, /[\u201c\u201d]/g)}\u2069\u201d`;
}

/** A message without the marks that isolate its quoted values: for where they would not be drawn, but seen. */
export const withoutIsolates = (message: string): string =>
  message.replace(/\u201c\u2068([^\u2069]*)\u2069\u201d/g, '\u201c$1\u201d');

/** A message whose quoted values are isolated again, after a step that took the marks of direction out. */
export const isolateQuoted = (message: string): string =>
  message.replace(/\u201c([^\u201c\u201d]*)\u201d/g, '\u201c\u2068$1\u2069\u201d');

/** A message as one line, in which only the marks that isolate its quoted values are invisible. */
export function messageLine(message: string): string {
  const line = singleLine(withoutIsolates(message));
  // Most messages quote nothing, and some are made at each keystroke.
  return line.includes('\u201c') ? isolateQuoted(line) : line;
}

/** A part of a spec, such as a key, as it stands in a message about it: what is invisible in it is written out. */
export function quoteText(text: string): string {
  const line = escapeCharacters(text.slice(0, mostOfText), unclearCharacters);
  return quoteLine(text.length > mostOfText ? `${line}…` : line);
}
