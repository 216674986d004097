/**
 * Replaces patterns in a text: thousands of patterns at once, and in a text that may have megabytes. A rolling hash over the
 * text (the algorithm of Rabin and Karp) finds the places where a pattern may stand; only these are compared.
 */
import { firstIndex } from '../../restoreSpec/firstIndex.ts';
import { mayHaveEscapes, unescapedText } from './escapedText.ts';

/** The fewest UTF-16 units of a pattern's beginning that count where the text was cut off in the middle of the pattern. */
const shortestPrefix = 8;
/** Patterns are looked for by their last units: by 16 where they have as many, since those rarely match by chance, else by 4. */
const longSuffix = 16;
const shortSuffix = 4;

export interface PatternScanner {
  /** Has these replaced from now on, too. Patterns of fewer than 4 UTF-16 units are ignored. */
  add(patterns: Iterable<string>): void;
  /**
   * `text` with `***` in place of each pattern, and of the beginning of one that was cut off at the end of the text or before
   * `…` or `...`. A pattern is found also where JSON or HTML escapes characters of it; one of 16 units or more also where line breaks
   * part it, as programs wrap long lines.
   */
  redact(text: string): string;
}

/** Patterns by the hash of a fragment of each: its first or its last `length` units. */
interface FragmentIndex {
  readonly length: number;
  /** By the hash; each list is sorted by code units. */
  readonly patterns: Map<number, string[]>;
  /**
   * 1 at the slot of each hash that is in the map. A few other hashes share these slots; the map decides. Absent before the first
   * pattern: most windows have no secret, and the slots take more memory than all else that activation needs.
   */
  slots?: Uint8Array;
  readonly capacity: number;
}

/** From the first unit to before the last one. */
type Span = readonly [start: number, end: number];

/** The multiplier of the rolling hash: the prime of FNV, which mixes well in 32 bits. */
const multiplier = 16_777_619;
/** The upper bits of this product are the best mixed ones; as many are taken as number the slots, a power of 2. */
const slotOf = (hash: number, { length }: Uint8Array) => Math.imul(hash, 0x9e3779b1) >>> (Math.clz32(length) + 1);

function createIndex(length: number, capacity: number): FragmentIndex {
  return { length, patterns: new Map(), capacity };
}

/** Where `text` would be inserted into a list that is sorted by code units. */
const insertionPoint = (sorted: readonly string[], text: string): number =>
  firstIndex(sorted.length, (index) => (sorted[index] ?? '') >= text);

/** Adds a pattern under the hash of its fragment that begins at `from`. */
function addToIndex(index: FragmentIndex, pattern: string, from: number): void {
  const { length, patterns } = index;
  const slots = (index.slots ??= new Uint8Array(8 * index.capacity));
  let hash = 0;
  for (let unit = from; unit < from + length; unit++)
    hash = (Math.imul(hash, multiplier) + pattern.charCodeAt(unit)) | 0;
  slots[slotOf(hash, slots)] = 1;
  const sameHash = patterns.get(hash);
  if (sameHash) sameHash.splice(insertionPoint(sameHash, pattern), 0, pattern);
  else patterns.set(hash, [pattern]);
}

/** Calls `visit` for each place within the span where a fragment may stand, until it answers with true. */
function visitCandidates(
  text: string,
  [from, to]: Span,
  { length, patterns, slots }: FragmentIndex,
  visit: (at: number, candidates: readonly string[]) => boolean,
): void {
  if (!slots) return;
  let weightOfFirst = 1;
  for (let unit = 0; unit < length; unit++) weightOfFirst = Math.imul(weightOfFirst, multiplier);
  let hash = 0;
  for (let end = from; end < to; end++) {
    hash = Math.imul(hash, multiplier) + text.charCodeAt(end);
    const at = end - length + 1;
    if (at < from) continue;
    if (at > from) hash -= Math.imul(text.charCodeAt(at - 1), weightOfFirst);
    hash |= 0;
    if (slots[slotOf(hash, slots)] !== 1) continue;
    const candidates = patterns.get(hash);
    if (candidates && visit(at, candidates)) return;
  }
}

/** Where whole patterns stand. Spans that overlap are one. */
function wholeMatches(text: string, suffixes: FragmentIndex): Span[] {
  const spans: Span[] = [];
  visitCandidates(text, [0, text.length], suffixes, (at, candidates) => {
    const end = at + suffixes.length;
    for (const pattern of candidates) {
      let start = end - pattern.length;
      if (start < 0 || !text.startsWith(pattern, start)) continue;
      // Joined at once: in a text of one repeated character a pattern can stand at every place.
      for (let last = spans.at(-1); last && last[1] > start; last = spans.at(-1)) {
        start = Math.min(start, last[0]);
        spans.pop();
      }
      spans.push([start, end]);
    }
    return false;
  });
  return spans;
}

/** Line breaks, also as JSON writes them, with the blanks that indent the next line. */
const lineBreak = /(?:\r|\n|\\r|\\n)+[ \t]*/g;

/** Where whole patterns stand that line breaks part. */
function wrappedMatches(text: string, suffixes: FragmentIndex): Span[] {
  if (suffixes.patterns.size === 0) return [];
  const pieces: string[] = [];
  /** Where each piece begins, in the text and in the pieces joined. */
  const starts: { readonly inText: number; readonly inJoined: number }[] = [];
  let [inText, inJoined] = [0, 0];
  const addPiece = (end: number) => {
    starts.push({ inText, inJoined });
    pieces.push(text.slice(inText, end));
    inJoined += end - inText;
  };
  for (const { 0: found, index } of text.matchAll(lineBreak)) {
    addPiece(index);
    inText = index + found.length;
  }
  if (pieces.length === 0) return [];
  addPiece(text.length);
  let piece = 0;
  /** Called with places that never go back. */
  const placeInText = (joined: number) => {
    while ((starts[piece + 1]?.inJoined ?? Infinity) <= joined) piece++;
    const { inText: start = 0, inJoined: before = 0 } = starts[piece] ?? {};
    return start + joined - before;
  };
  return wholeMatches(pieces.join(''), suffixes).map(([start, end]) => [placeInText(start), placeInText(end - 1) + 1]);
}

/** Where the text ends, or was cut off, in the middle of a pattern. */
function truncatedMatches(text: string, prefixes: FragmentIndex, longestPattern: number): Span[] {
  if (prefixes.patterns.size === 0) return [];
  const spans: Span[] = [];
  let begin = 0;
  for (const { 0: ellipsis, index: cut } of text.matchAll(/…|\.{3,}|$/g)) {
    visitCandidates(text, [Math.max(begin, cut - longestPattern + 1), cut], prefixes, (at, candidates) => {
      const rest = text.slice(at, cut);
      const isPrefix = candidates[insertionPoint(candidates, rest)]?.startsWith(rest) === true;
      if (isPrefix) spans.push([at, cut]);
      return isPrefix;
    });
    begin = cut + ellipsis.length;
  }
  return spans;
}

/**
 * A scanner without patterns.
 *
 * @param capacity about how many patterns can be added before scanning gets slower; a power of 2
 * @param prefix the fewest UTF-16 units of a pattern's beginning that count where a text was cut off
 */
export function createPatternScanner(capacity: number, prefix: number = shortestPrefix): PatternScanner {
  const known = new Set<string>();
  // Suffixes tell patterns apart better than prefixes: the tokens of one issuer begin alike.
  const longSuffixes = createIndex(longSuffix, capacity);
  const shortSuffixes = createIndex(shortSuffix, capacity);
  const prefixes = createIndex(prefix, capacity);
  let longest = 0;
  /** Where patterns stand that no escapes part. */
  const matchesIn = (text: string) => [
    ...wholeMatches(text, longSuffixes),
    ...wholeMatches(text, shortSuffixes),
    ...wrappedMatches(text, longSuffixes),
    ...truncatedMatches(text, prefixes, longest),
  ];
  return {
    add(patterns) {
      for (const pattern of patterns) {
        if (pattern.length < shortSuffix || known.has(pattern)) continue;
        known.add(pattern);
        longest = Math.max(longest, pattern.length);
        const suffixes = pattern.length < longSuffix ? shortSuffixes : longSuffixes;
        addToIndex(suffixes, pattern, pattern.length - suffixes.length);
        if (pattern.length > prefix) addToIndex(prefixes, pattern, 0);
      }
    },
    redact(text) {
      if (known.size === 0) return text;
      const unescaped = mayHaveEscapes(text) ? unescapedText(text) : undefined;
      const spans = [...matchesIn(text), ...(unescaped ? matchesIn(unescaped.text).map(unescaped.placeOf) : [])];
      if (spans.length === 0) return text;
      // One match may stand within another, or end where the next one has begun.
      spans.sort(([a], [b]) => a - b);
      let result = '';
      let done = 0;
      for (const [start, end] of spans) {
        if (start >= done) result += `${text.slice(done, start)}***`;
        done = Math.max(done, end);
      }
      return result + text.slice(done);
    },
  };
}
