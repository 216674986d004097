/** JSON in a string of a spec: its text, and the offset in the spec of each of its characters. */
import { firstIndex } from './firstIndex.ts';
import { parseJson, propertiesOf, sourceOf, type Node } from './jsonTree.ts';
import { structuredParameters } from './parameters.ts';

/** A structured parameter that is written as a string. */
export interface EmbeddedJson {
  readonly name: string;
  /** The string in the spec. */
  readonly value: Node;
  /** The text that the string holds. */
  readonly text: string;
  /** The JSON in it, as far as it can be read, with offsets in `text`; absent where there is no value at all. */
  readonly root?: Node;
  /** Whether the text is JSON of the kind that the parameter takes. */
  readonly isValid: boolean;
  /** The offset in the spec of the character at an offset of `text`; both in UTF-16 code units. */
  readonly toSpecOffset: (offset: number) => number;
  /** The offset in `text` of the character at an offset of the spec, which must lie in the string. */
  readonly toEmbeddedOffset: (offset: number) => number;
}

/** The source offset of each decoded code unit, and of the closing quote at the end. */
function sourceOffsets(source: string, start: number): number[] {
  const offsets: number[] = [];
  // From after the opening quote. An escape has two characters, or six with `\u`.
  for (let at = 1; at < source.length - 1;) {
    offsets.push(start + at);
    at += source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2;
  }
  offsets.push(start + source.length - 1);
  return offsets;
}

/**
 * @param value the value of the parameter `name`
 * @param spec the text that `value` is a node of
 * @returns undefined where the value is no string, or the parameter is not structured, or the string is empty
 */
export function readEmbeddedJson(name: string, value: Node, spec: string): EmbeddedJson | undefined {
  const kind = structuredParameters.get(name);
  if (!kind || value.type !== 'string' || value.value === '') return undefined;
  const { root, errors, text } = parseJson(String(value.value), { lenient: false });
  // Computed on first use: most of these strings have no problem, so their offsets are never needed.
  let known: number[] | undefined;
  const offsets = () => (known ??= sourceOffsets(sourceOf(value, spec), value.offset));
  return {
    name,
    value,
    text,
    ...(root && { root }),
    isValid: root?.type === kind && errors.length === 0,
    toSpecOffset: (offset) => offsets()[Math.min(offset, offsets().length - 1)] ?? value.offset,
    toEmbeddedOffset: (offset) => {
      const known = offsets();
      return Math.min(
        firstIndex(known.length, (index) => (known[index] ?? Infinity) >= offset),
        text.length,
      );
    },
  };
}

/** Every structured parameter of a spec that is written as a string. */
export function embeddedJsonOf(root: Node | undefined, text: string): EmbeddedJson[] {
  return propertiesOf(root).flatMap(({ name, value }) => readEmbeddedJson(name, value, text) ?? []);
}

/** The JSON text that a node belongs to: the spec itself, or the JSON that a string of the spec holds. */
export interface JsonScope {
  readonly text: string;
  readonly root: Node;
  /** The string that holds it; absent where it is the spec itself. */
  readonly embedded?: EmbeddedJson;
}

/** The JSON that a string holds, as a scope; undefined where the string holds something else. */
export function embeddedScope(embedded: EmbeddedJson): JsonScope | undefined {
  const { isValid, root, text } = embedded;
  return isValid && root ? { text, root, embedded } : undefined;
}

/** The range in the spec of a node of a scope, in UTF-16 code units. */
export function rangeInSpec(
  { embedded }: Pick<JsonScope, 'embedded'>,
  { offset, length }: Pick<Node, 'offset' | 'length'>,
): Pick<Node, 'offset' | 'length'> {
  if (!embedded) return { offset, length };
  const start = embedded.toSpecOffset(offset);
  return { offset: start, length: embedded.toSpecOffset(offset + length) - start };
}
