/** The forms in which a secret can turn up in a text. */

/** What is shorter is let be: to replace it would destroy the text, and it protects nothing. */
const shortest = 4;
/** From here on a part of a secret's Base64 can't be mistaken for something else. */
const shortestEncoded = 8;

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
 * record of it is JSON again. None where it is shorter than 4 units.
 */
export function formsOf(secret: string): string[] {
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
