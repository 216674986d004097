/**
 * Text of others in a markdown page that is read as it is written, and copied to where it is drawn: it stays text in both.
 * In code no markdown, HTML, address or mention counts.
 */
import { cleanExact } from '../cloud/text.ts';
import { escaped, escapeUnseen, unclear } from '../spec/forms/unseen.ts';

/** The most of one value that is worth showing in a line. */
const mostShown = 1000;

/** More backticks than stand together anywhere in the text, and at least so many. */
function ticksAround(text: string, least: number): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  return '`'.repeat(Math.max(longest + 1, least));
}

/** One line of code that says the text; nothing where the text is nothing. Not for tables: see `cell`. */
export function codeSpan(text: string, limit: number = mostShown): string {
  const line = cleanExact(text, limit);
  if (line === '') return '';
  const ticks = ticksAround(line, 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${space}${line}${space}${ticks}`;
}

/** The same for a cell of a table, where a bar would begin the next one even in code: such text is given as JSON. */
export function cell(text: string, limit: number = mostShown): string {
  const line = cleanExact(text, limit);
  return codeSpan(line.includes('|') ? JSON.stringify(line).replaceAll('|', escaped) : line, Infinity);
}

/** A table of two columns. Both hold markdown without a bar, such as `cell` makes; the first is padded, to be read as it is. */
export function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(3, ...[head, ...rows].map(([label]) => label.length));
  const line = ([label, value]: readonly [string, string]) => `| ${label.padEnd(width)} | ${value} |`;
  return [line(head), line(['-'.repeat(width), '---']), ...rows.map(line)].join('\n');
}

/** A block of code. @param language of the code, for its colours; the text's lines end in line feeds */
export function fence(text: string, language = ''): string {
  const ticks = ticksAround(text, 3);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** A block of JSON text; what can't be seen in its strings stands there as an escape. */
export function jsonFence(json: string): string {
  // Its line feeds stand between its members alone.
  const lines = json.split('\n').map((line) => escapeUnseen(line, unclear));
  return fence(lines.join('\n'), 'json');
}
