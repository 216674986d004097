/**
 * A text as it reads without the escapes of JSON and of HTML. Programs differ in which characters they escape, so no list of the forms of a
 * secret would be whole. JSON in JSON has its backslashes doubled, and HTML in HTML its ampersands.
 */

/** A text without its escapes, and where in the text its parts stand. */
export interface UnescapedText {
  readonly text: string;
  /** The span in the text with escapes of a span in this one. */
  readonly placeOf: (span: readonly [start: number, end: number]) => [start: number, end: number];
}

/** The UTF-16 unit that an escape stands for, and where the escape ends. */
interface Escape {
  readonly unit: number;
  readonly end: number;
}

const unitOf = (char: string) => char.charCodeAt(0);
const [backslash, ampersand, letterU, quote, slash, zero] = ['\\', '&', 'u', '"', '/', '0'].map(unitOf);

const named = new Map(
  Object.entries({ amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', plus: '+', sol: '/', equals: '=' }),
);

/** A code that a secret may have as a character. Text in other alphabets, which JSON may escape whole, stays as it is. */
const isOfSecret = (code: number) => code >= 0x20 && code <= 0xff;

/** At a backslash. Backslashes of any number are one, since each level of JSON doubles them. */
function jsonEscape(text: string, at: number): Escape {
  let end = at + 1;
  while (text.charCodeAt(end) === backslash) end++;
  const next = text.charCodeAt(end);
  if (next === quote || next === slash) return { unit: next, end: end + 1 };
  // The first two digits of other alphabets are others. Text of these may have megabytes.
  const isLatin = next === letterU && text.charCodeAt(end + 1) === zero && text.charCodeAt(end + 2) === zero;
  const digits = isLatin ? text.slice(end + 3, end + 5) : '';
  const code = /^[\da-f]{2}$/i.test(digits) ? parseInt(digits, 16) : -1;
  return isOfSecret(code) ? { unit: code, end: end + 5 } : { unit: backslash ?? 0, end };
}

const entity = /&(?:amp;)*(?:#(\d{1,4})|#x([\da-f]{1,4})|(\w{1,6}));/iy;

/** At an ampersand; undefined where no escape that is known begins there. */
function htmlEscape(text: string, at: number): Escape | undefined {
  entity.lastIndex = at;
  const [whole, decimal, hexadecimal, name = ''] = entity.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const character = named.get(name.toLowerCase());
  const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
  const unit = character === undefined ? code : unitOf(character);
  return isOfSecret(unit) ? { unit, end: at + whole.length } : undefined;
}

/** Browsers have it too. Half of a character becomes one unit as well, so the places stay right. */
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Whether a text may have other escapes than those of quotes and of backslashes. Most have none, and this takes next to no time. */
export const mayHaveEscapes = (text: string): boolean =>
  text.includes('\\u') || text.includes('\\/') || text.includes('&');

/** Undefined where the text has no escape. */
export function unescapedText(text: string): UnescapedText | undefined {
  const units = new Uint16Array(text.length);
  /** Where each unit, and then the end, stands in the text with escapes. */
  const places = new Uint32Array(text.length + 1);
  let length = 0;
  for (let at = 0; at < text.length; length++) {
    const unit = text.charCodeAt(at);
    const escape = unit === backslash ? jsonEscape(text, at) : unit === ampersand ? htmlEscape(text, at) : undefined;
    units[length] = escape?.unit ?? unit;
    places[length] = at;
    at = escape?.end ?? at + 1;
  }
  if (length === text.length) return undefined;
  places[length] = text.length;
  return {
    text: decoder.decode(units.subarray(0, length)),
    placeOf: ([start, end]) => [places[start] ?? 0, places[end] ?? text.length],
  };
}
