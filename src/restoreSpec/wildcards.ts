/**
 * Whether a text is what a pattern says, all of it: `*` stands for any characters, or none. The time grows with the product of the two
 * lengths at most, whatever the pattern is.
 *
 * @param single a character that stands for any one, where there is one
 */
export function matchesWildcards(text: string, pattern: string, single?: string): boolean {
  let [at, inPattern] = [0, 0];
  /** The last `*`, and how far the text is taken by it. */
  let star: { readonly pattern: number; text: number } | undefined;
  while (at < text.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = { pattern: inPattern++, text: at };
    } else if (expected !== undefined && (expected === text[at] || expected === single)) {
      at++;
      inPattern++;
    } else if (star) {
      at = ++star.text;
      inPattern = star.pattern + 1;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}
