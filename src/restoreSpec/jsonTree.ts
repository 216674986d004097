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

/** The properties of an object node as key node and value node; a key without a value is left out. */
export function propertiesOf(node: Node | undefined): { key: Node; name: string; value: Node }[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [{ key, name: String(key.value), value }] : [],
  );
}

/** The source text of a node, which keeps digits of a number that a double can't hold. */
export function sourceOf(node: Node, text: string): string {
  return text.slice(node.offset, node.offset + node.length);
}

/** Plain data for a validator. Objects have no prototype, so that a key `__proto__` is a key like any other. */
export function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value;
  const object = Object.create(null) as Record<string, unknown>;
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

const compactTexts = new WeakMap<Node, string>();

/**
 * The shortest JSON text of a node, with numbers as they were written, digit by digit. It is made once for each node, since several ask
 * for that of a long list at each keystroke: a tree is never changed, and a new version of a text has a new one.
 *
 * @param text the one that the node was read from
 */
export function compactJson(node: Node, text: string): string {
  let compact = compactTexts.get(node);
  if (compact === undefined) {
    compact = writeCompact(node, text);
    compactTexts.set(node, compact);
  }
  return compact;
}

/** Calls `visit` for a node and all below it, parents first. */
export function visitNodes(node: Node, visit: (node: Node) => void): void {
  visit(node);
  node.children?.forEach((child) => visitNodes(child, visit));
}

/** The number of Unicode code points. JSON Schema calls these characters, and so does the editor. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
