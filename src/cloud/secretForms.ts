/** The forms in which a secret can turn up in a text, and how they are taken out of it. */

/** What is shorter is let be: to replace it would destroy the text, and it protects nothing. */
const shortest = 4;
/** From here on a part of a secret's Base64 can't be mistaken for something else. */
const shortestEncoded = 8;
/** The fewest units of a secret that count where a text was cut in the middle of it. */
const shortestPart = 8;

const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
const lowerPercents = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/**
 * The Base64 that any text has in which the secret stands, such as `user:secret` of an echoed header. Three bytes make four
 * signs, so there are three of them; the signs at both ends, which depend on what is beside the secret, are left out.
 */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const signs = bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return [signs, signs.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(signs)];
  });
}

/** As a URL and as the body of a form have it, with capital and small digits. */
function urlForms(text: string): string[] {
  // Lone surrogates have no form in a URL.
  const url = encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
  const form = url.replace(/[!'()*]/g, percent);
  return [url, lowerPercents(url), form, lowerPercents(form), form.replaceAll('%20', '+')];
}

/**
 * A secret as it is, as Base64, and as JSON and URLs have it, also one within the other: a request is JSON in a URL, and a
 * record of it is JSON again.
 */
function formsOf(secret: string): string[] {
  if (secret.length < shortest) return [];
  const inJsons = [secret];
  for (const text of inJsons) if (inJsons.length < 5 && inJson(text) !== text) inJsons.push(inJson(text));
  const inUrls = inJsons.flatMap(urlForms);
  const forms = [
    ...[...inJsons, ...inJsons.map((text) => text.replaceAll('/', '\\/')), ...inUrls],
    ...inUrls.flatMap((url) => [encodeURIComponent(url), lowerPercents(encodeURIComponent(url))]),
    ...(secret.length < shortestEncoded ? [] : base64Forms(secret)),
  ];
  return [...new Set(forms)].filter(({ length }) => length >= shortest);
}

/** Forms by how they begin: there may be thousands, and a text in which they are looked for may have megabytes. */
interface Beginnings {
  /** How many units of each count as its beginning. */
  readonly length: number;
  readonly forms: Map<string, string[]>;
  /** 1 where a form begins with units of that `mixed` number; a few others have it, too. */
  readonly marks: Uint8Array;
}

/** Forms that are as long as a part that counts, and shorter ones. */
export type Forms = readonly [Beginnings, Beginnings];

/** A number below 65,536 of the units of a text from `at`. */
function mixed(text: string, at: number, length: number): number {
  let number = 0;
  for (let unit = at; unit < at + length; unit++) number = (number * 31 + text.charCodeAt(unit)) & 0xffff;
  return number;
}

export function formsFor(secrets: Iterable<string>): Forms {
  const none = (length: number): Beginnings => ({ length, forms: new Map(), marks: new Uint8Array(0x10000) });
  const [long, short] = [none(shortestPart), none(shortest)];
  for (const form of new Set([...secrets].flatMap(formsOf))) {
    const { length, forms, marks } = form.length < shortestPart ? short : long;
    const start = form.slice(0, length);
    const alike = forms.get(start);
    if (alike) alike.push(form);
    else forms.set(start, [form]);
    marks[mixed(form, 0, length)] = 1;
  }
  return [long, short];
}

/** The forms of which `text` has at least the beginning. */
function formsIn(text: string, { length, forms, marks }: Beginnings): string[] {
  if (forms.size === 0) return [];
  const starts = new Set<string>();
  for (let at = 0; at + length <= text.length; at++) {
    if (marks[mixed(text, at, length)] === 1) starts.add(text.slice(at, at + length));
  }
  return [...starts].flatMap((start) => forms.get(start) ?? []);
}

type Span = readonly [start: number, end: number];

/** How long the longest end of `text` is with which `form` begins, in linear time (Knuth, Morris and Pratt). */
function endInForm(text: string, form: string): number {
  /** Of each beginning of the form, as long as the text: how long its own longest end is that the form begins with. */
  const repeats = [0];
  const next = (unit: string | undefined, length: number): number => {
    let known = length;
    while (known > 0 && form[known] !== unit) known = repeats[known - 1] ?? 0;
    return form[known] === unit ? known + 1 : 0;
  };
  for (let at = 1; at < Math.min(text.length, form.length); at++) repeats.push(next(form[at], repeats[at - 1] ?? 0));
  let length = 0;
  for (let at = 0; at < text.length; at++) length = next(text[at], length);
  return length;
}

/** Where a text ends, or was cut off, in the middle of a form. */
function cutSpans(text: string, form: string): Span[] {
  if (form.length <= shortestPart) return [];
  const start = form.slice(0, shortestPart);
  const spans: Span[] = [];
  let at = text.indexOf(start);
  while (at >= 0) {
    const mark = text.indexOf('…', at + shortestPart);
    const end = mark < 0 ? text.length : mark;
    const length = endInForm(text.slice(Math.max(at, end - form.length + 1), end), form);
    if (length >= shortestPart) spans.push([end - length, end]);
    at = text.indexOf(start, end + 1);
  }
  return spans;
}

/** `text` without what is one of the forms, or the beginning of one that was cut off at the end or before a `…`. */
export function hide(text: string, forms: Forms): string {
  const found: Span[] = [];
  for (const form of forms.flatMap((beginnings) => formsIn(text, beginnings))) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      found.push([at, at + form.length]);
    }
    for (const span of cutSpans(text, form)) found.push(span);
  }
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
