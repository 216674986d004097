/** Reads a text from its beginning to its end. Each character is read once, even in a hostile text. */

/** A text, and how far it is read. */
export interface Scanner {
  readonly text: string;
  /** Where the next character to read stands, in UTF-16 code units. */
  offset: number;
  /**
   * For each kind of quote: the offset of an unclosed one, and the offset up to which its end was searched. A quote between the two
   * has no end there either, so the search is not repeated.
   */
  unclosedQuotes?: Record<string, { readonly from: number; readonly until: number }>;
  /** The offset of the last end of a block comment; -1 where there is none. Searched for once. */
  lastCommentEnd?: number;
}

/** Reads what a sticky pattern matches; undefined, and nothing read, where it doesn't match. */
export function consume(scanner: Scanner, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scanner.offset;
  const match = pattern.exec(scanner.text) ?? undefined;
  if (match) scanner.offset = pattern.lastIndex;
  return match;
}

/**
 * Searches for the quote that ends a string. A backslash escapes the character after it.
 *
 * @param from the offset of the first character of the string
 * @param inLine whether a line's end ends the search as well
 * @returns the quote's offset, or -1 and how far the text was searched
 */
export function findClosingQuote(
  text: string,
  quote: string,
  from: number,
  inLine = false,
): { readonly at: number; readonly searchedTo: number } {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === quote) return { at, searchedTo: at };
    else if (inLine && char === '\n') return { at: -1, searchedTo: at };
  }
  return { at: -1, searchedTo: text.length };
}

/**
 * Reads a quoted string. Escapes stay as they are.
 *
 * @returns what stands between the quotes; undefined, and nothing read, where no string begins or none ends
 */
export function consumeQuoted(scanner: Scanner, quote: string, inLine: boolean): string | undefined {
  const { text, offset } = scanner;
  if (text[offset] !== quote) return undefined;
  const unclosed = scanner.unclosedQuotes?.[quote];
  if (unclosed && offset > unclosed.from && offset < unclosed.until) return undefined;
  const { at, searchedTo } = findClosingQuote(text, quote, offset + 1, inLine);
  if (at < 0) {
    scanner.unclosedQuotes = { ...scanner.unclosedQuotes, [quote]: { from: offset, until: searchedTo } };
    return undefined;
  }
  scanner.offset = at + 1;
  return text.slice(offset + 1, at);
}

/**
 * Reads a comment: one to the end of its line, or one between slashes with stars.
 *
 * @param lineComment a sticky pattern
 * @returns undefined, and nothing read, where none begins or none ends
 */
export function consumeComment(scanner: Scanner, lineComment: RegExp): string | undefined {
  const line = consume(scanner, lineComment)?.[0];
  if (line !== undefined || !scanner.text.startsWith('/*', scanner.offset)) return line;
  scanner.lastCommentEnd ??= scanner.text.lastIndexOf('*/');
  const start = scanner.offset;
  if (scanner.lastCommentEnd < start + 2) return undefined;
  scanner.offset = scanner.text.indexOf('*/', start + 2) + 2;
  return scanner.text.slice(start, scanner.offset);
}

/** Whether a comment begins where the scanner stands, also one that never ends. @param lineComment a sticky pattern */
export function beginsComment({ text, offset }: Scanner, lineComment: RegExp): boolean {
  lineComment.lastIndex = offset;
  return lineComment.test(text) || text.startsWith('/*', offset);
}

/** Reads blanks, line ends and comments, as many as there are. */
export function consumeBlanks(scanner: Scanner, lineComment: RegExp): void {
  while (consume(scanner, /\s+/y) ?? consumeComment(scanner, lineComment));
}

/** A text from its first line on that is no comment. */
export function afterComments(text: string): string {
  const scanner: Scanner = { text, offset: 0 };
  consumeBlanks(scanner, /(?:#|\/\/)[^\n]*/y);
  return text.slice(scanner.offset);
}
