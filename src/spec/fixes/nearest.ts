import { distance } from 'fastest-levenshtein';

/** Longer words are no typing mistake of a short one, and would take time to compare. */
const longest = 64;

/** A word without what people write differently: case, and what joins its parts. */
const plain = (word: string) => word.toLowerCase().replace(/[-_. ]/g, '');

/** How many characters may be wrong: two swapped ones count as two, and a short word has room for one. */
const mostWrong = (length: number) => (length < 5 ? 1 : Math.max(2, Math.floor(length / 4)));

/**
 * The words that were likely meant, at most three, nearest first.
 * @returns one word alone where only case or what joins the parts differs
 */
export function nearest(word: string, words: readonly string[]): string[] {
  if (word.length > longest) return [];
  const same = words.find((known) => plain(known) === plain(word));
  if (same !== undefined) return [same];
  return words
    .map((known) => ({ known, far: distance(plain(word), plain(known)) }))
    .filter(({ known, far }) => far <= mostWrong(Math.min(known.length, word.length)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ known }) => known);
}
