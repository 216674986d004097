/** Text of others in markdown that VS Code draws: it stays text. */
import { clean } from '../cloud/text.ts';

/** The most of one value that is worth showing in a table. */
const mostShown = 500;

/**
 * One line of markdown that is drawn as the text itself, whatever is in it. All but letters, marks, digits and spaces become
 * character references, which no markdown or HTML takes for syntax: no link, no address that links itself, no column.
 */
export function markdownText(text: string, limit: number = mostShown): string {
  return clean(text, limit).replace(/[^\p{L}\p{M}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`);
}

/** A table of two columns; the values and the labels are text, not markdown. */
export function markdownTable(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const line = ([label, value]: readonly [string, string]) => `| ${markdownText(label)} | ${markdownText(value)} |`;
  return [line(head), '| :-- | :-- |', ...rows.map(line)].join('\n');
}
