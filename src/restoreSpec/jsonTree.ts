/** JSON text with positions: jsonc-parser's tree, and conversions of it that keep every digit of a number. */
import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

export type { Node };

/** The reason of the one error that jsonc-parser doesn't know. */
export const nestedTooDeeply = 'NestedTooDeeply';

/** No spec nests deeper. jsonc-parser is recursive, so a hostile file must be refused before it is parsed. */
const maxDepth = 100;

export interface JsonText {
  readonly text: string;
  /** Absent where the text holds no value at all. */
  readonly root?: Node;
  readonly errors: readonly { readonly reason: string; readonly offset: number; readonly length: number }[];
}

/** The offset at which `text` nests deeper than {@link maxDepth}, else undefined. */
function tooDeepAt(text: string): number | undefined {
  // With so few brackets, even counting those in strings, the text can't nest too deeply. This saves a second scan of most specs.
  if ((text.match(/[[{]/g)?.length ?? 0) <= maxDepth) return undefined;
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= text.length) return undefined;
    const first = text[offset];
    if (first === '{' || first === '[') depth++;
    if (first === '}' || first === ']') depth--;
    if (depth > maxDepth) return offset;
  }
}

/**
 * @param lenient comments and trailing commas are allowed, as in a spec; a JSON string inside one allows neither
 * @returns the tree as far as it could be read, with the syntax errors; never throws
 */
export function parseJson(text: string, { lenient }: { lenient: boolean }): JsonText {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { text, errors: [{ reason: nestedTooDeeply, offset: deep, length: 1 }] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, {
    disallowComments: !lenient,
    allowTrailingComma: lenient,
    allowEmptyContent: false,
  });
  return {
    text,
    ...(root && { root }),
    errors: errors.map(({ error, offset, length }) => ({ reason: printParseErrorCode(error), offset, length })),
  };
}

/** A property of an object: its key and its value, as nodes. */
export interface Property {
  readonly key: Node;
  readonly name: string;
  readonly value: Node;
}

/**
 * What is made of a node at most once, since many rules and providers ask for it at each keystroke. A tree is never changed, and a new
 * version of a text has a new one. A map beside the tree would cost more than it saves.
 */
interface KnownNode extends Node {
  properties?: readonly Property[];
  compact?: string;
}

const noProperties: readonly Property[] = [];

/** The properties of an object node; a key without a value is left out. */
export function propertiesOf(node: KnownNode | undefined): readonly Property[] {
  if (node?.type !== 'object' || !node.children) return noProperties;
  if (node.properties) return node.properties;
  const properties: Property[] = [];
  for (const { children } of node.children) {
    const [key, value] = [children?.[0], children?.[1]];
    if (key && value) properties.push({ key, name: String(key.value), value });
  }
  node.properties = properties;
  return properties;
}

/** The value of a key of an object: of a repeated key the last one, which counts. */
export const memberOf = (object: Node | undefined, name: string): Node | undefined =>
  propertiesOf(object).findLast((property) => property.name === name)?.value;

/** The source text of a node, which keeps digits of a number that a double can't hold. */
export function sourceOf(node: Node, text: string): string {
  return text.slice(node.offset, node.offset + node.length);
}

/** Makes objects that inherit no key, and that an engine reads faster than those of `Object.create(null)`. */
class Bare {
  [key: string]: unknown;
}
Object.setPrototypeOf(Bare.prototype, null);

/** Plain data for a validator. Objects inherit nothing, so that a key `__proto__` is a key like any other. */
export function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value;
  const object = new Bare();
  for (const { name, value } of propertiesOf(node)) object[name] = toValue(value);
  return object;
}

function writeCompact(node: Node, text: string): string {
  const { type, children = [] } = node;
  if (type === 'array') {
    // In one call: a list of paths may have thousands.
    if (children.every((item) => item.type === 'string'))
      return JSON.stringify(children.map(({ value }): unknown => value));
    return `[${children.map((item) => writeCompact(item, text)).join(',')}]`;
  }
  if (type === 'object') {
    return `{${propertiesOf(node)
      .map(({ name, value }) => `${JSON.stringify(name)}:${writeCompact(value, text)}`)
      .join(',')}}`;
  }
  return type === 'string' ? JSON.stringify(node.value) : sourceOf(node, text);
}

/**
 * The shortest JSON text of a node, with numbers as they were written, digit by digit.
 *
 * @param text the one that the node was read from
 */
export const compactJson = (node: KnownNode, text: string): string => (node.compact ??= writeCompact(node, text));

/** Calls `visit` for a node and all below it, parents first. */
export function visitNodes(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of node.children ?? []) visitNodes(child, visit);
}

/** The number of Unicode code points. JSON Schema calls these characters, and so does the editor. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
