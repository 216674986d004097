/** JSON text laid out for reading. */
import { compactJson, parseJson, propertiesOf, sourceOf, type Node } from '../jsonTree.ts';

/**
 * The number of levels that get lines of their own. Deeper levels stay on one line, since their indentation would make up most of the
 * text.
 */
const maxLevels = 8;

/** JSON in one line, with blanks; undefined as soon as it takes more than `maxLength` characters. */
function inOneLine(node: Node, text: string, maxLength: number): string | undefined {
  const parts: string[] = [];
  let length = 0;
  const put = (part: string): boolean => {
    parts.push(part);
    length += part.length;
    return length <= maxLength;
  };
  const putAll = <T>(items: readonly T[], [first, last]: readonly [string, string], each: (item: T) => boolean) =>
    put(first) && items.every((item, index) => (index === 0 || put(', ')) && each(item)) && put(last);
  const write = (one: Node): boolean => {
    if (one.type === 'array') return putAll(one.children ?? [], ['[', ']'], write);
    if (one.type !== 'object') return put(one.type === 'string' ? JSON.stringify(one.value) : sourceOf(one, text));
    const blank = one.children?.length ? ' ' : '';
    return putAll(
      propertiesOf(one),
      [`{${blank}`, `${blank}}`],
      ({ name, value }) => put(`${JSON.stringify(name)}: `) && write(value),
    );
  };
  return write(node) ? parts.join('') : undefined;
}

function lines(node: Node, text: string, width: number, indent: string, levels: number): string {
  const isOpen = (node.type === 'array' || node.type === 'object') && (node.children ?? []).length > 0;
  const inLine = inOneLine(node, text, isOpen && levels > 0 ? width - indent.length : Infinity);
  if (inLine !== undefined) return inLine;
  const inner = `${indent}  `;
  const below = (one: Node) => lines(one, text, width, inner, levels - 1);
  const [first, last, members] =
    node.type === 'array'
      ? ['[', ']', (node.children ?? []).map(below)]
      : ['{', '}', propertiesOf(node).map(({ name, value }) => `${JSON.stringify(name)}: ${below(value)}`)];
  return `${first}\n${members.map((member) => inner + member).join(',\n')}\n${indent}${last}`;
}

/**
 * The text of JSON, laid out for reading. Numbers keep their digits.
 *
 * @param width a value that fits into so many characters stays in one line
 * @param indent the blanks before the line in which the value begins
 */
export function formatJson(node: Node, text: string, width: number, indent = ''): string {
  return lines(node, text, width, indent, maxLevels);
}

/**
 * Parses a string that holds JSON of a kind and nothing else; undefined where it doesn't.
 *
 * @returns `isShortest` where the string has no blank that could be left out
 */
export function parseJsonOfKind(
  value: string,
  kind: 'array' | 'object',
): { node: Node; text: string; isShortest: boolean } | undefined {
  const { root, errors, text } = parseJson(value, { lenient: false });
  if (root?.type !== kind || errors.length > 0) return undefined;
  return { node: root, text, isShortest: compactJson(root, text) === value };
}
