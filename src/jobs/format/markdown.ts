/**
 * Writes text from outside into markdown so that it stays text: nothing in it becomes a link, a heading, HTML or a column.
 *
 * There are two kinds of pages. A report is rendered, by VS Code or by the ticket that it is pasted into. There text from outside
 * stands in code, where markdown, HTML, addresses and mentions have no effect. A tooltip is only rendered, by VS Code. There all
 * characters but plain ones are escaped.
 */
import { sanitize, sanitizeValue } from '../../cloud/sanitize.ts';
import { escapeUnits, escapeCharacters, unclearCharacters } from '../../restoreSpec/invisibleCharacters.ts';

/** The most of one value that a report shows in a line, in UTF-16 code units. */
const maxReportLength = 1000;
/** The most of one value that a tooltip shows. */
const maxTooltipLength = 500;

/** A run of backticks that is longer than any in the text, and has at least `least`. */
function ticksAround(text: string, least: number): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  return '`'.repeat(Math.max(longest + 1, least));
}

/** The text as one line of code for a report; empty where the text is. In a table a bar would end it: see `codeCell`. */
export function codeSpan(text: string, limit: number = maxReportLength): string {
  const line = sanitizeValue(text, limit);
  if (line === '') return '';
  const ticks = ticksAround(line, 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${space}${line}${space}${ticks}`;
}

/** The text as code for a cell of a report's table. A bar would begin the next cell even in code, so text with a bar is given as JSON. */
export function codeCell(text: string, limit: number = maxReportLength): string {
  const line = sanitizeValue(text, limit);
  return codeSpan(line.includes('|') ? JSON.stringify(line).replaceAll('|', escapeUnits) : line, Infinity);
}

/**
 * A table of two columns for a report. Both hold markdown without a bar, such as `codeCell` makes. The first column is padded, so
 * that it can be read as it is written.
 */
export function reportTable(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(3, ...[head, ...rows].map(([label]) => label.length));
  const line = ([label, value]: readonly [string, string]) => `| ${label.padEnd(width)} | ${value} |`;
  return [line(head), line(['-'.repeat(width), '---']), ...rows.map(line)].join('\n');
}

/** A block of code for a report. The text's lines end in line feeds. @param language of the code, for its colours */
export function fence(text: string, language = ''): string {
  const ticks = ticksAround(text, 3);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** A block of JSON for a report. Invisible characters in its strings are escaped. */
export function jsonFence(json: string): string {
  // Strings of JSON hold no line feeds, so each line can be escaped by itself.
  const lines = json.split('\n').map((line) => escapeCharacters(line, unclearCharacters));
  return fence(lines.join('\n'), 'json');
}

/**
 * One line for a tooltip that is drawn as the text itself. All but letters, marks, digits and spaces become character references.
 * Neither markdown nor HTML takes those for syntax, so there is no link, no address that links itself and no column.
 */
export function markdownText(text: string, limit: number = maxTooltipLength): string {
  return sanitize(text, limit).replace(/[^\p{L}\p{M}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** A table of two columns for a tooltip. Labels and values are text, not markdown. */
export function markdownTable(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const line = ([label, value]: readonly [string, string]) => `| ${markdownText(label)} | ${markdownText(value)} |`;
  return [line(head), '| :-- | :-- |', ...rows.map(line)].join('\n');
}
