/** What stands at a place of a spec that may be half written. */
import type { SpecDocument } from './document.ts';
import { readInside, type Inside } from './inside.ts';
import { sourceOf, type Node } from './json.ts';
import { structuredParameters } from './parameters.ts';

/** A parameter whose value the cursor is in, or would be once it is typed. */
export interface ValuePlace {
  readonly name: string;
  /** The value, where it has begun already and the parser took it for one. */
  readonly value?: Node;
  /** The token at the cursor: it begins at `offset`, and ends at the cursor or behind it. */
  readonly offset: number;
  readonly end: number;
}

/** The most of an unquoted value that is looked at. */
const tokenLimit = 100;

/** The last property of the root that begins at or before an offset; the root's keys are few, so they are looked through. */
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

/** The value at an offset of the spec, of a parameter of the root. */
export function valueAt(spec: SpecDocument, offset: number): ValuePlace | undefined {
  const property = propertyAt(spec, offset);
  const [key, written] = property?.children ?? [];
  if (!key || property?.colonOffset === undefined || offset <= property.colonOffset) return undefined;
  const name = String(key.value);
  // The parser takes the next key for a value that isn't written yet.
  const value = written && !isKey(written, spec.text) ? written : undefined;
  if (value && value.offset <= offset && offset <= value.offset + value.length && value.type !== 'number') {
    return { name, value, offset: value.offset, end: value.offset + value.length };
  }
  // A date or a bare word is no value to the parser, or more than one.
  const from = property.colonOffset + 1;
  if (offset - from > tokenLimit) return undefined;
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

/** Whether the source of a string is whole: each escape sound, and its end there. */
export function isJsonOf(source: string, value: unknown): boolean {
  try {
    return JSON.parse(source) === value;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * The JSON in the string that an offset lies in, between its quotes, or the name of the structured parameter whose
 * string is `empty`; undefined where there is no such string, or it is half written.
 */
export function insideAt(spec: SpecDocument, offset: number): Inside | { readonly empty: string } | undefined {
  const property = propertyAt(spec, offset);
  const [key, value] = property?.children ?? [];
  if (!key || value?.type !== 'string' || isKey(value, spec.text)) return undefined;
  if (offset <= value.offset || offset >= value.offset + value.length) return undefined;
  const name = String(key.value);
  if (!structuredParameters.has(name) || !isJsonOf(sourceOf(value, spec.text), value.value)) return undefined;
  return value.value === '' ? { empty: name } : readInside(name, value, spec.text);
}
