import { compact, parseJson, propertiesOf, sourceOf, type Node } from '../json.ts';

/**
 * How many levels are opened. What lies deeper stays in one line: nobody reads it by its indentation, and that would be
 * most of the text.
 */
const mostLevels = 8;

/** In one line, with blanks; undefined where that takes more than `most` characters, which is found out early. */
function inOneLine(node: Node, text: string, most: number): string | undefined {
  const parts: string[] = [];
  let length = 0;
  const put = (part: string): boolean => {
    parts.push(part);
    length += part.length;
    return length <= most;
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
 * JSON text laid out for reading, numbers with the digits that they have.
 *
 * @param width a value that fits in so many characters stays in one line
 * @param indent the blanks before the line that it begins in
 */
export function layOut(node: Node, text: string, width: number, indent = ''): string {
  return lines(node, text, width, indent, mostLevels);
}

/** The JSON of a kind that a string holds, if it holds nothing else; undefined otherwise. */
export function jsonIn(
  value: string,
  kind: 'array' | 'object',
): { node: Node; text: string; isShortest: boolean } | undefined {
  const { root, errors, text } = parseJson(value, { lenient: false });
  if (root?.type !== kind || errors.length > 0) return undefined;
  return { node: root, text, isShortest: compact(root, text) === value };
}
