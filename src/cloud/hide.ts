/** Takes the forms of secrets out of a text: thousands of forms at once, and in a text that may have megabytes. */

/** What is shorter counts only as a whole: the fewest units of a secret that count where a text was cut in the middle of it. */
const shortestPart = 8;
/** The fewest units of a form by which it is looked for, and those of one that is long enough not to be found by chance. */
const [shortEnd, longEnd] = [4, 16];

/** Forms by the hash of as many units of each, at its end or at its beginning. */
interface Pieces {
  readonly length: number;
  /** Each list in the order of its code units. */
  readonly forms: Map<number, string[]>;
  /** 1 where a piece has a hash of that `markOf`; a few others have it, too. */
  readonly marks: Uint8Array;
}

/** What is to be hidden. */
export interface Forms {
  readonly known: Set<string>;
  /** By how they end: the tokens of one issuer begin alike. */
  readonly ends: readonly [Pieces, Pieces];
  /** By how they begin, for what a cut has left of them. */
  readonly starts: Pieces;
  /** Units of the longest one. */
  longest: number;
}

const factor = 16_777_619;
/** The best mixed bits of a hash are the upper ones. */
const markOf = (hash: number, { length }: Uint8Array) => Math.imul(hash, 0x9e3779b1) >>> (Math.clz32(length) + 1);

/**
 * @param most about as many forms may be added until to look for them takes longer; a power of 2
 * @param part the fewest units of a form that count where a text was cut in the middle of it
 */
export function noForms(most: number, part: number = shortestPart): Forms {
  const none = (length: number): Pieces => ({ length, forms: new Map(), marks: new Uint8Array(8 * most) });
  return { known: new Set(), ends: [none(longEnd), none(shortEnd)], starts: none(part), longest: 0 };
}

/** Where `text` would stand in a list that is in the order of code units. */
function placeIn(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls `visit` for each piece that stands between two places of a text, until it answers with true. */
function eachPiece(
  text: string,
  [from, to]: Span,
  { length, forms, marks }: Pieces,
  visit: (at: number, alike: readonly string[]) => boolean,
): void {
  if (forms.size === 0) return;
  let leaving = 1;
  for (let unit = 0; unit < length; unit++) leaving = Math.imul(leaving, factor);
  let hash = 0;
  for (let end = from; end < to; end++) {
    hash = Math.imul(hash, factor) + text.charCodeAt(end);
    const at = end - length + 1;
    if (at < from) continue;
    if (at > from) hash -= Math.imul(text.charCodeAt(at - 1), leaving);
    hash |= 0;
    if (marks[markOf(hash, marks)] !== 1) continue;
    const alike = forms.get(hash);
    if (alike && visit(at, alike)) return;
  }
}

function put({ length, forms, marks }: Pieces, form: string, from: number): void {
  let hash = 0;
  for (let unit = from; unit < from + length; unit++) hash = (Math.imul(hash, factor) + form.charCodeAt(unit)) | 0;
  marks[markOf(hash, marks)] = 1;
  const alike = forms.get(hash);
  if (alike) alike.splice(placeIn(alike, form), 0, form);
  else forms.set(hash, [form]);
}

/** Has these hidden, too. Those under 4 units are let be. */
export function addForms(forms: Forms, more: Iterable<string>): void {
  const { known, ends, starts } = forms;
  const [long, short] = ends;
  for (const form of more) {
    if (form.length < shortEnd || known.has(form)) continue;
    known.add(form);
    forms.longest = Math.max(forms.longest, form.length);
    const end = form.length < longEnd ? short : long;
    put(end, form, form.length - end.length);
    if (form.length > starts.length) put(starts, form, 0);
  }
}

type Span = readonly [start: number, end: number];

function wholeSpans(text: string, pieces: Pieces): Span[] {
  const spans: Span[] = [];
  eachPiece(text, [0, text.length], pieces, (at, alike) => {
    const end = at + pieces.length;
    for (const form of alike) {
      let start = end - form.length;
      if (start < 0 || !text.startsWith(form, start)) continue;
      // One span for what overlaps: a text of one sign can be a secret at each place.
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

/** Where a text ends, or was cut off, in the middle of a form. */
function cutSpans(text: string, { starts, longest }: Forms): Span[] {
  if (starts.forms.size === 0) return [];
  const spans: Span[] = [];
  let begin = 0;
  for (const { 0: mark, index: cut } of text.matchAll(/…|\.{3,}|$/g)) {
    eachPiece(text, [Math.max(begin, cut - longest + 1), cut], starts, (at, alike) => {
      const left = text.slice(at, cut);
      const isLeft = alike[placeIn(alike, left)]?.startsWith(left) === true;
      if (isLeft) spans.push([at, cut]);
      return isLeft;
    });
    begin = cut + mark.length;
  }
  return spans;
}

/** `text` without what is one of the forms, or the beginning of one that was cut off at the end or before `…` or `...`. */
export function hide(text: string, forms: Forms): string {
  const found = [...forms.ends.flatMap((pieces) => wholeSpans(text, pieces)), ...cutSpans(text, forms)];
  if (found.length === 0) return text;
  // One may stand in another, or end where the next has begun.
  found.sort(([a], [b]) => a - b);
  let result = '';
  let done = 0;
  for (const [start, end] of found) {
    if (start >= done) result += `${text.slice(done, start)}***`;
    done = Math.max(done, end);
  }
  return result + text.slice(done);
}
