/** The words that were likely meant by a misspelt one. */
import { distance } from 'fastest-levenshtein';
import type { Draft } from './fix.ts';
import type { FixPlace } from './fixPlace.ts';
import { changeTo } from './valueFixes.ts';

/** In UTF-16 code units. A longer word is no misspelling of a known one, and comparing it would take time. */
const maxLength = 64;

/** A word without the differences in case and in the characters that join its parts. */
const normalized = (word: string) => word.toLowerCase().replace(/[-_. ]/g, '');

/** How many characters may be wrong: two swapped ones count as two, and a short word has room for one. */
const maxDistance = (length: number) => (length < 5 ? 1 : Math.max(2, Math.floor(length / 4)));

/**
 * The words that were likely meant, at most three, nearest first.
 * @returns only one word where just the case or the joining characters differ
 */
export function nearestWords(word: string, words: readonly string[]): string[] {
  if (word.length > maxLength) return [];
  const same = words.find((known) => normalized(known) === normalized(word));
  if (same !== undefined) return [same];
  return words
    .map((known) => ({ known, wrong: distance(normalized(word), normalized(known)) }))
    .filter(({ known, wrong }) => wrong <= maxDistance(Math.min(known.length, word.length)))
    .sort((a, b) => a.wrong - b.wrong)
    .slice(0, 3)
    .map(({ known }) => known);
}

/** Puts one of some words in the place of a string. Where only the case differs, that is safe. */
export function nearestWordFixes({ node }: FixPlace, words: readonly string[]): Draft[] {
  if (node.type !== 'string') return [];
  const word = String(node.value);
  const meant = nearestWords(word, words);
  return meant.map((known) =>
    changeTo(node, JSON.stringify(known), {
      isPreferred: meant.length === 1,
      safe: known.toLowerCase() === word.toLowerCase(),
    }),
  );
}
