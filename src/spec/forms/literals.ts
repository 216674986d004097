/** Literals of HCL and TypeScript as JSON text. Nothing is evaluated: what is no literal is reported as such. */
import { closingQuote } from './scan.ts';

/** A text and how far it is read. */
export interface Source {
  readonly text: string;
  at: number;
  /** By quote: one at `from` does not end before `until`, and so no later one in between does, since it is escaped there. */
  open?: Record<string, { readonly from: number; readonly until: number }>;
  /** Where the last `*` `/` stands; -1 where there is none. */
  lastEnd?: number;
}

/** Thrown where something other than a literal stands. */
export class NotLiteral extends Error {}

/** The one that is thrown: a text can hold a million such places, and a stack for each takes long. */
export const notLiteral = new NotLiteral();

export interface Language {
  /** Reads a string that begins at the source; undefined where none begins. @throws NotLiteral for a template */
  readonly string: (source: Source) => { value: string; loose?: boolean } | undefined;
  /** The function that makes a JSON string. */
  readonly encode: RegExp;
  /** Where a comment begins that goes to the end of its line. */
  readonly lineComment: RegExp;
  /** Goes past a string that begins at the source, a template too; false where none begins that ends. */
  readonly skipString: (source: Source) => boolean;
}

/** Reads what a sticky pattern matches; undefined, and nothing read, where it doesn't match. */
export function take(source: Source, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = source.at;
  const found = pattern.exec(source.text) ?? undefined;
  if (found) source.at = pattern.lastIndex;
  return found;
}

/** Reads the inside of a quoted string, escapes as they are; undefined, and nothing read, where none begins that ends. */
export function takeQuoted(source: Source, quote: string, inLine: boolean): string | undefined {
  const { text, at } = source;
  if (text[at] !== quote) return undefined;
  const open = source.open?.[quote];
  if (open && at > open.from && at < open.until) return undefined;
  const end = closingQuote(text, quote, at + 1, inLine);
  if (end.at < 0) {
    source.open = { ...source.open, [quote]: { from: at, until: end.known } };
    return undefined;
  }
  source.at = end.at + 1;
  return text.slice(at + 1, end.at);
}

/** Reads a comment; undefined, and nothing read, where none begins that ends. */
export function takeComment(source: Source, { lineComment }: Pick<Language, 'lineComment'>): string | undefined {
  const line = take(source, lineComment)?.[0];
  if (line !== undefined || !source.text.startsWith('/*', source.at)) return line;
  source.lastEnd ??= source.text.lastIndexOf('*/');
  const start = source.at;
  if (source.lastEnd < start + 2) return undefined;
  source.at = source.text.indexOf('*/', start + 2) + 2;
  return source.text.slice(start, source.at);
}

export function skipBlanks(source: Source, language: Pick<Language, 'lineComment'>): void {
  while (take(source, /\s+/y) ?? takeComment(source, language));
}

/** A literal as JSON text; numbers keep their digits. Deeper than `depth` levels nothing is read. @throws NotLiteral */
function readJsonLiteral(source: Source, language: Language, depth = 50): string {
  skipBlanks(source, language);
  const text = language.string(source);
  if (text) return JSON.stringify(text.value);
  const plain = take(source, /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)n?(?![\w.])|(true|false|null)\b/y);
  if (plain) return plain[1] ?? plain[2] ?? '';
  const opening = take(source, /[[{]/y)?.[0];
  if (!opening || depth === 0) throw notLiteral;
  const members: string[] = [];
  for (;;) {
    while (take(source, /\s+|,/y) ?? takeComment(source, language));
    if (take(source, opening === '[' ? /\]/y : /\}/y)) break;
    let key = '';
    if (opening === '{') {
      const name = language.string(source)?.value ?? take(source, /[A-Za-z_][\w-]*/y)?.[0];
      skipBlanks(source, language);
      if (name === undefined || !take(source, /[:=](?!=)/y)) throw notLiteral;
      key = `${JSON.stringify(name)}:`;
    }
    members.push(key + readJsonLiteral(source, language, depth - 1));
    take(source, /[ \t]+/y);
    if (!/[\s,\]}#/]/.test(source.text[source.at] ?? ' ')) throw notLiteral;
  }
  return opening === '[' ? `[${members.join(',')}]` : `{${members.join(',')}}`;
}

/** The value of an attribute or a property as it would travel. @throws NotLiteral */
export function readExpression(source: Source, language: Language): { value: string; json?: boolean } {
  const text = language.string(source);
  if (text) return { value: text.value, ...(text.loose && { json: true }) };
  if (take(source, language.encode)) {
    const value = readJsonLiteral(source, language);
    skipBlanks(source, language);
    if (!take(source, /\)/y)) throw notLiteral;
    return { value, json: true };
  }
  return { value: readJsonLiteral(source, language), json: true };
}

/**
 * Goes past an expression that can't be read: to the end of the line or the comma after it, over brackets, strings and
 * comments. It goes at least as far as the reading that failed there went, so that no text is read again and again.
 */
export function skipExpression(source: Source, end: RegExp, language: Language): void {
  let depth = 0;
  while (source.at < source.text.length) {
    const char = source.text[source.at] ?? '';
    if (depth === 0 && end.test(char)) return;
    if (language.skipString(source) || takeComment(source, language) !== undefined) continue;
    if (/[[({]/.test(char)) depth++;
    if (/[\])}]/.test(char) && --depth < 0) return;
    source.at++;
  }
}
