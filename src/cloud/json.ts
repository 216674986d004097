/** JSON from outside, of which nothing is known yet. */

/** Whether a value is a JSON object, and no array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value that a text is as JSON; undefined where it is no JSON. */
export function parseJsonValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message would quote the text.
    return undefined;
  }
}

/** The JSON object that a text is; undefined for everything else. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  const value = parseJsonValue(text);
  return isRecord(value) ? value : undefined;
}

/** A member of a text that is a JSON object, such as `sourceInstanceId` of `UdmDetail`; undefined where there is none. */
export const jsonMember = (json: string | undefined, key: string): unknown =>
  json === undefined ? undefined : parseJsonObject(json)?.[key];

/** A whole number that a double may not hold: 16 digits or more. What is part of another number, a name or no JSON stays as it is. */
const longNumber = /(?<![\d.eE+])-?[1-9]\d{15,}(?=\s*[,\]}]|\s*$)/g;

const quotedWhereInexact = (digits: string) => (Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`);

/** Where the string that begins at `start` ends: behind its closing quote, or at the end of the text. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  for (; quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (first - 1 > start && text[first - 1] === '\\') first--;
    if ((quote - first) % 2 === 0) return quote + 1;
  }
  return text.length;
}

const [comma, brace, bracket] = [',', '{', '['].map((char) => char.charCodeAt(0));

/**
 * Whether a JSON text has more values than `most`, by its bytes and before anything parses it: a parser takes seconds for millions of
 * tiny values, and everything else in the process waits for it. Commas in strings count too, which makes it careful.
 */
export function hasMoreValues(bytes: Uint8Array, most: number): boolean {
  let left = most;
  // An index, since the iterator takes several times as long.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if ((byte === comma || byte === brace || byte === bracket) && --left < 0) return true;
  }
  return false;
}

/** A JSON text as a value. Whole numbers that a double can't hold become strings of their digits. Throws SyntaxError. */
export function parseExactJson(text: string): unknown {
  // JSON.parse is some twenty times as fast as a parser written in JavaScript, and few responses have such a number.
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    parts.push(text.slice(at, end).replace(longNumber, quotedWhereInexact));
    at = quote < 0 ? end : endOfString(text, quote);
    parts.push(text.slice(end, at));
  }
  return JSON.parse(parts.join(''));
}
