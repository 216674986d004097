/** Inserts members into an object and removes them, with commas, lines and comments as a person would write them. */
import { createScanner } from 'jsonc-parser';
import type { Node } from '../jsonTree.ts';
import type { Edit } from './fix.ts';
import { endOf } from './fixPlace.ts';

/** The line break of a text, for what is added to it. */
export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The offset of the comma after a member, past comments and blanks; undefined where there is none. */
function commaAfter(text: string, member: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(member));
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() : undefined;
}

/** Whether a node contains a comment. */
export function hasComment(text: string, node: Node): boolean {
  const scanner = createScanner(text, false);
  scanner.setPosition(node.offset);
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= endOf(node)) return false;
    if (text[offset] === '/') return true;
  }
}

function blanksAfter(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end;
}

function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return start;
}

/** The end of the line, past a comment, where nothing else stands on it from `offset` on. */
function restOfLine(text: string, offset: number): number | undefined {
  const rest = /[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n*]*\*\/[ \t]*)?(?=\r|\n|$)/y;
  rest.lastIndex = offset;
  return rest.test(text) ? rest.lastIndex : undefined;
}

function nextLine(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
}

const startsLine = (text: string, offset: number) => offset === 0 || text[offset - 1] === '\n';

/**
 * Removes properties from an object, or items from an array, with their commas. A line with nothing else on it is removed too.
 *
 * @param doomed children of the container
 */
export function removeMembers(text: string, container: Node, doomed: ReadonlySet<Node>): Edit[] {
  const members = container.children ?? [];
  const kept = members.findLast((member) => !doomed.has(member));
  const edits: Edit[] = [];
  const cut = (start: number, end: number) => edits.push({ offset: start, length: end - start, text: '' });
  // Only the removed members are visited: a container may have many members, with a fix for each.
  for (const member of doomed) {
    const comma = commaAfter(text, member);
    const end = comma === undefined ? endOf(member) : comma + 1;
    const start = blanksBefore(text, member.offset);
    const rest = startsLine(text, start) ? restOfLine(text, end) : undefined;
    if (rest !== undefined) cut(start, nextLine(text, rest));
    // At the end of a line with other members, the blanks before it are removed; otherwise those after it.
    else if (member.offset > (kept?.offset ?? -1)) cut(start, end);
    else cut(member.offset, blanksAfter(text, end));
  }
  const last = members.at(-1);
  if (kept && last && doomed.has(last) && commaAfter(text, last) === undefined) {
    const comma = commaAfter(text, kept);
    if (comma !== undefined) cut(comma, comma + 1);
  }
  return edits;
}

export interface NewMember {
  readonly name: string;
  /** JSON text of the value. */
  readonly value: string;
  /** The value as a snippet. */
  readonly snippet: string;
  /** The property after which it is inserted; undefined for the first place. */
  readonly after: Node | undefined;
}

/** The blanks at the beginning of the line that an offset is in. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, blanksAfter(text, start));
}

function insertion(offset: number, length: number, write: (value: (member: NewMember) => string) => string): Edit {
  const escaped = ({ snippet }: NewMember) => snippet;
  return { offset, length, text: write(({ value }) => value), snippet: write(escaped) };
}

function insertGroup(
  text: string,
  object: Node,
  after: Node | undefined,
  members: readonly NewMember[],
  lines: boolean,
): Edit[] {
  const eol = eolOf(text);
  const [first] = object.children ?? [];
  const inside = object.offset + 1;
  const write = (head: string, between: string, tail: string) => (value: (member: NewMember) => string) =>
    head + members.map((member) => `${JSON.stringify(member.name)}: ${value(member)}`).join(between) + tail;
  if (!first) {
    const rest = text.slice(inside, endOf(object) - 1);
    // What stands in it is a comment, which stays after the new keys.
    const isBlank = rest.trim() === '';
    if (!lines) {
      const gap = isBlank ? '' : (/^[ \t]*/.exec(rest)?.[0] ?? '');
      return [insertion(inside, isBlank ? rest.length : 0, write(gap, ', ', ''))];
    }
    const outer = lineIndent(text, object.offset);
    const line = `${eol}${outer}${outer || '  '}`;
    if (!isBlank) return [insertion(inside, 0, write(line, `,${line}`, rest.includes('\n') ? '' : eol))];
    return [insertion(inside, rest.length, write(line, `,${line}`, `${eol}${outer}`))];
  }
  const isLines = text.slice(inside, first.offset).includes('\n');
  const line = `${eol}${lineIndent(text, first.offset)}`;
  if (!after) {
    const separator = isLines ? `,${line}` : ', ';
    return [insertion(first.offset, 0, write('', separator, separator))];
  }
  if (!isLines) return [insertion(endOf(after), 0, write(', ', ', ', ''))];
  const comma = commaAfter(text, after);
  const from = comma === undefined ? endOf(after) : comma + 1;
  const at = restOfLine(text, from) ?? from;
  if (comma !== undefined) return [insertion(at, 0, write(line, `,${line}`, ','))];
  if (at === from) return [insertion(at, 0, write(`,${line}`, `,${line}`, ''))];
  return [{ offset: from, length: 0, text: ',' }, insertion(at, 0, write(line, `,${line}`, ''))];
}

/**
 * @param lines whether each member of an empty object gets its own line
 */
export function insertMembers(text: string, object: Node, members: readonly NewMember[], lines: boolean): Edit[] {
  const groups = new Map<Node | undefined, NewMember[]>();
  for (const member of members) groups.set(member.after, [...(groups.get(member.after) ?? []), member]);
  return [...groups].flatMap(([after, group]) => insertGroup(text, object, after, group, lines));
}

/** Inserts items after the last one of an array that has some. @param items JSON texts */
export function insertItems(text: string, array: Node, items: readonly string[]): Edit[] {
  const [first, last] = [array.children?.[0], array.children?.at(-1)];
  if (!first || !last || items.length === 0) return [];
  const isLines = text.slice(array.offset, first.offset).includes('\n');
  if (!isLines) return [{ offset: endOf(last), length: 0, text: items.map((item) => `, ${item}`).join('') }];
  const line = `${eolOf(text)}${lineIndent(text, first.offset)}`;
  const comma = commaAfter(text, last);
  const from = comma === undefined ? endOf(last) : comma + 1;
  const at = restOfLine(text, from) ?? from;
  const added = `${line}${items.join(`,${line}`)}`;
  if (comma !== undefined) return [{ offset: at, length: 0, text: `${added},` }];
  if (at === from) return [{ offset: at, length: 0, text: `,${added}` }];
  // A comment after the last item stays with it.
  return [
    { offset: from, length: 0, text: ',' },
    { offset: at, length: 0, text: added },
  ];
}
