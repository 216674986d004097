/** Text from outside (the service, a proxy, another program's file) made safe to show, and secrets taken out of it. */

/** The longest text of the service that is shown or logged, in UTF-16 units. */
export const textLimit = 2000;

const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Colours and cursor moves (CSI), titles and links (OSC) of a terminal. */
const terminalSequences = new RegExp(
  `${escape}\\[[0-?]*[ -/]*[@-~]|${escape}\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
  'g',
);

/** Characters that turn the reading direction: they can make a text read as another one. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line of at most `limit` UTF-16 units: control characters, line breaks, terminal sequences and direction marks are
 * gone, lone surrogates are U+FFFD, and a cut text ends in `…`.
 */
export function clean(text: string, limit: number = textLimit): string {
  // What follows costs by the character, and an answer may have megabytes.
  const line = text
    .slice(0, limit * 4)
    .replace(terminalSequences, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(bidi, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  if (line.length <= limit) return line;
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * `text` without any of `secrets`, neither as they are nor in the form they take in a URL or a form body.
 * Secrets under 4 characters stay: replacing those would destroy the text and they protect nothing.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    for (const form of new Set([secret, encodeURIComponent(secret.replace(/\p{Surrogate}/gu, ''))])) {
      result = result.replaceAll(form, '***');
    }
  }
  return result;
}

/** `text` without the addresses in it: their query may hold a signature, a token or the whole request. */
export function withoutQueries(text: string): string {
  return text.replace(/\b(https?:\/\/[^\s?#]+)[?#]\S*/gi, '$1');
}

/** Text of others for where VS Code draws `$(name)` as a symbol: it makes none. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
