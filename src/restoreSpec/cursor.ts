/** Finds what is at the cursor in a spec that may be incomplete. */
import { createScanner } from 'jsonc-parser';
import type { SpecDocument } from './specDocument.ts';
import { readEmbeddedJson, type EmbeddedJson } from './embeddedJson.ts';
import { sourceOf, type Node } from './jsonTree.ts';
import { structuredParameters } from './parameters.ts';

/** The parameter whose value is at the cursor. The value may not be typed yet. */
export interface ValuePlace {
  readonly name: string;
  /** The value; absent where none is typed yet, or the parser didn't recognise it as one. */
  readonly value?: Node;
  /** The token at the cursor. It begins at `offset` and ends at the cursor or after it. */
  readonly offset: number;
  readonly end: number;
}

/** In UTF-16 code units. Unquoted values are read up to this length. */
const tokenLimit = 100;

/** A comma where another property follows and no comma stands before it. */
export const missingCommaAfter = ({ text }: SpecDocument, end: number): string =>
  /^\s*"/.test(text.slice(end, end + 1000)) ? ',' : '';

/** A space where the value would directly follow its colon. */
export const gapBefore = ({ text }: SpecDocument, offset: number): string => (text[offset - 1] === ':' ? ' ' : '');

/** The last property of the root that begins at or before an offset. The search is linear, since the root has few keys. */
function propertyAt({ root }: SpecDocument, offset: number): Node | undefined {
  let found: Node | undefined;
  for (const property of root?.children ?? []) {
    if (property.offset > offset) break;
    found = property;
  }
  return found;
}

const isKey = ({ type, offset, length }: Node, text: string) =>
  type === 'string' && /^\s*:/.test(text.slice(offset + length, offset + length + tokenLimit));

/** A comment, and whether it is one that has its end. A comment of a line has none: what is typed there goes on with it. */
interface Comment {
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

/** The comments of a text that begin from one offset, where a token begins, to another. */
function commentsIn(text: string, from: number, to: number): Comment[] {
  const comments: Comment[] = [];
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    if (start >= to || start >= text.length) return comments;
    const source = text.slice(start, start + scanner.getTokenLength());
    if (!/^\/[/*]/.test(source)) continue;
    const isClosed = source.startsWith('/*') && source.length > 3 && source.endsWith('*/');
    comments.push({ start, end: start + source.length, isClosed });
  }
}

/** Whether what is typed at an offset becomes part of a comment. @param from where a token begins before it */
export function isInComment(text: string, offset: number, from = 0): boolean {
  const last = commentsIn(text, from, offset).at(-1);
  return last !== undefined && (offset < last.end || (offset === last.end && !last.isClosed));
}

/** Where a value can begin: after the comments that follow its colon. Undefined where one comes between it and the cursor, or has the cursor in it. */
function offsetAfterComments(text: string, from: number, offset: number): number | undefined {
  if (isInComment(text, offset, from)) return undefined;
  let begin = from;
  for (const { start, end } of commentsIn(text, from, offset)) {
    if (text.slice(begin, start).trim() !== '') return undefined;
    begin = end;
  }
  return begin;
}

/** The parameter of the root whose value is at an offset. */
export function valueAt(spec: SpecDocument, offset: number): ValuePlace | undefined {
  const property = propertyAt(spec, offset);
  const [key, written] = property?.children ?? [];
  if (!key || property?.colonOffset === undefined || offset <= property.colonOffset) return undefined;
  const name = String(key.value);
  // Where the value isn't written yet, the parser takes the next key for it.
  const value = written && !isKey(written, spec.text) ? written : undefined;
  if (value && value.offset <= offset && offset <= value.offset + value.length && value.type !== 'number') {
    return { name, value, offset: value.offset, end: value.offset + value.length };
  }
  // The parser takes a date or an unquoted word for no value, or for several.
  const from = offsetAfterComments(spec.text, property.colonOffset + 1, offset);
  if (from === undefined || offset - from > tokenLimit) return undefined;
  const head = spec.text.slice(from, offset);
  if (!/^\s*[^\s"'{}[\],][^"'{}[\],\r\n]*$|^\s*$/.test(head)) return undefined;
  const start = offset - head.trimStart().length;
  const rest =
    start < offset || value?.offset === offset ? /^[\w.:-]*/.exec(spec.text.slice(offset, offset + tokenLimit)) : null;
  return {
    name,
    ...(value && value.offset <= offset && { value }),
    offset: start,
    end: offset + (rest?.[0].length ?? 0),
  };
}

/** Whether the source of a string is complete: it has its closing quote, and all escapes are valid. */
export function isJsonOf(source: string, value: unknown): boolean {
  try {
    return JSON.parse(source) === value;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * The JSON in the string around an offset, which must lie between the quotes. Of an empty string only the name of the structured
 * parameter is returned. Undefined where there is no such string, or it is incomplete.
 */
export function embeddedJsonAt(
  spec: SpecDocument,
  offset: number,
): EmbeddedJson | { readonly empty: string } | undefined {
  const property = propertyAt(spec, offset);
  const [key, value] = property?.children ?? [];
  if (!key || value?.type !== 'string' || isKey(value, spec.text)) return undefined;
  if (offset <= value.offset || offset >= value.offset + value.length) return undefined;
  const name = String(key.value);
  if (!structuredParameters.has(name) || !isJsonOf(sourceOf(value, spec.text), value.value)) return undefined;
  return value.value === '' ? { empty: name } : readEmbeddedJson(name, value, spec.text);
}
