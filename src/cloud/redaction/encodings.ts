/** The encodings in which a secret can stand in a text. */
import { unescapedText } from './escapedText.ts';

/** Shorter secrets are left alone: replacing them would destroy the text, and they protect nothing. */
const shortest = 4;
/** Base64 and hexadecimal digits are looked for from this length of a secret on: shorter ones could be a part of something else. */
const shortestForBytes = 8;

const percentEncoded = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
const withLowerCasePercents = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());
const jsonEncoded = (text: string) => JSON.stringify(text).slice(1, -1);

/**
 * The part of the Base64 that is the same in every text with the secret in it, such as the `user:secret` of an echoed header.
 * Base64 makes four characters of three bytes, so the part depends on how many bytes of an incomplete group come before the
 * secret: 0, 1 or 2. The characters at both ends also encode bytes beside the secret, and are left out.
 */
function base64Encodings(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const base64 = bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return [base64, base64.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(base64)];
  });
}

/** As programs print bytes: in both cases of the digits, and as Node shows a buffer. */
function hexEncodings(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [hex, hex.toUpperCase(), hex.replace(/..(?=.)/g, '$& ')];
}

/**
 * As URLs and the bodies of forms write it, with upper and lower case hexadecimal digits. Programs differ in which of the signs that a URL may hold
 * they encode: none, all, or all but the asterisk.
 */
function urlEncodings(text: string): string[] {
  // Lone surrogates can't be encoded in a URL.
  const url = encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));
  const all = [url, url.replace(/[!'()*]/g, percentEncoded), url.replace(/[!'()]/g, percentEncoded)];
  return all
    .flatMap((each) => [each, each.replaceAll('%20', '+')])
    .flatMap((each) => [each, withLowerCasePercents(each)]);
}

/**
 * A secret as it is, in Base64, in hexadecimal digits, and as JSON and URLs encode it, also one within the other: a request is JSON in a URL, and a
 * record of a request is JSON again. Empty for a secret of fewer than 4 UTF-16 units.
 */
export function encodingsOf(secret: string): string[] {
  if (secret.length < shortest) return [];
  // Each level doubles the backslashes of the one before, so the levels are limited.
  const inJson = [secret];
  for (const text of inJson) if (inJson.length < 5 && jsonEncoded(text) !== text) inJson.push(jsonEncoded(text));
  const inUrls = [...new Set(inJson.flatMap(urlEncodings))];
  const all = [
    ...[...inJson, ...inUrls],
    // Escapes are taken out of a text before it is searched, and a secret may hold what looks like one.
    unescapedText(jsonEncoded(secret))?.text ?? secret,
    ...inUrls.flatMap((url) => [encodeURIComponent(url), withLowerCasePercents(encodeURIComponent(url))]),
    ...(secret.length < shortestForBytes ? [] : [...base64Encodings(secret), ...hexEncodings(secret)]),
  ];
  return [...new Set(all)].filter(({ length }) => length >= shortest);
}
