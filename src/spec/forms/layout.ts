import { compact, parseJson, propertiesOf, sourceOf, type Node } from '../json.ts';

function lines(node: Node, text: string, width: number, indent: string): string {
  const spaced = (one: Node): string => {
    if (one.type === 'array') return `[${(one.children ?? []).map(spaced).join(', ')}]`;
    if (one.type !== 'object') return one.type === 'string' ? JSON.stringify(one.value) : sourceOf(one, text);
    const members = propertiesOf(one).map(({ name, value }) => `${JSON.stringify(name)}: ${spaced(value)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  };
  const inLine = spaced(node);
  const isOpen = (node.type === 'array' || node.type === 'object') && (node.children ?? []).length > 0;
  if (!isOpen || indent.length + inLine.length <= width) return inLine;
  const inner = `${indent}  `;
  const below = (one: Node) => lines(one, text, width, inner);
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
  return lines(node, text, width, indent);
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
