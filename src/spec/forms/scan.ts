/** Ways through a text that look at each character once, however hostile it is. */

/**
 * The offset of the quote that ends what begins at `from`, over backslashes with what they escape.
 * @param inLine a line's end ends the search as well
 * @returns -1 where none ends it, and how far that is known
 */
export function closingQuote(
  text: string,
  quote: string,
  from: number,
  inLine = false,
): { readonly at: number; readonly known: number } {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === quote) return { at, known: at };
    else if (inLine && char === '\n') return { at: -1, known: at };
  }
  return { at: -1, known: text.length };
}
