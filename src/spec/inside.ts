/** JSON inside a JSON string: its text, and where each of its characters stands in the spec. */
import { parseJson, type Node } from './json.ts';
import { structuredParameters } from './parameters.ts';

/** A structured parameter that is written as a string. */
export interface Inside {
  readonly name: string;
  /** The string in the spec. */
  readonly at: Node;
  /** The text that the string holds. */
  readonly text: string;
  /** The JSON in it, as far as it can be read, with offsets in `text`; absent where there is no value at all. */
  readonly root?: Node;
  /** Whether the text is JSON of the kind that the parameter takes. */
  readonly sound: boolean;
  /** The offset in the spec of the character at an offset of `text`; both in UTF-16 code units. */
  readonly outer: (offset: number) => number;
  /** The offset in `text` of the character at an offset of the spec, which must lie in the string. */
  readonly inner: (offset: number) => number;
}

/** The source offset of each decoded code unit, and of the closing quote at the end. */
function sourceOffsets(source: string, start: number): number[] {
  const offsets: number[] = [];
  // Past the opening quote; an escape is two characters, or six with `\u`.
  for (let at = 1; at < source.length - 1;) {
    offsets.push(start + at);
    at += source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2;
  }
  offsets.push(start + source.length - 1);
  return offsets;
}

/** The index of the first of some ascending numbers that is no less than `least`; their count where there is none. */
function firstFrom(ascending: readonly number[], least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param at the value of the parameter `name`
 * @param spec the text that `at` is a node of
 * @returns undefined where the value is no string, or the parameter is not structured, or the string is empty
 */
export function readInside(name: string, at: Node, spec: string): Inside | undefined {
  const kind = structuredParameters.get(name);
  if (!kind || at.type !== 'string' || at.value === '') return undefined;
  const { root, errors, text } = parseJson(String(at.value), { lenient: false });
  let offsets: number[] | undefined;
  const map = () => (offsets ??= sourceOffsets(spec.slice(at.offset, at.offset + at.length), at.offset));
  return {
    name,
    at,
    text,
    ...(root && { root }),
    sound: root?.type === kind && errors.length === 0,
    outer: (offset) => map()[Math.min(offset, map().length - 1)] ?? at.offset,
    inner: (offset) => Math.min(firstFrom(map(), offset), text.length),
  };
}
