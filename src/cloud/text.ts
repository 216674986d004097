/** Text from outside (the service, a proxy, another program's file) made safe to show, and secrets taken out of it. */
import { formsFor, hide } from './secretForms.ts';
import { redacted, withoutSecrets } from './secrets.ts';

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
 * gone, lone surrogates are U+FFFD, and a cut text ends in `…`. No secret that this process has seen is in it.
 */
export function clean(text: string, limit: number = textLimit): string {
  return cleanOf(text, limit, withoutSecrets);
}

/** The same of what must stay exact: secrets under 16 characters stay. */
export function cleanExact(text: string, limit: number): string {
  return cleanOf(text, limit, redacted);
}

function cleanOf(text: string, limit: number, hideSecrets: (text: string) => string): string {
  // What follows costs by the character, and an answer may have megabytes.
  const visible = hideSecrets(text)
    .slice(0, limit * 4)
    .replace(terminalSequences, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(bidi, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  // What was between the parts of one may be gone.
  const line = hideSecrets(visible);
  if (line.length <= limit) return line;
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `text` without any of `secrets`, in whichever form. Secrets under 4 characters stay. */
export function redact(text: string, secrets: readonly string[]): string {
  return hide(text, formsFor(secrets));
}

/** `text` without the addresses in it: their query may hold a signature, a token or the whole request. */
export function withoutQueries(text: string): string {
  return text.replace(/\bhttps?:\/\/\S+/gi, (address) => {
    const query = address.search(/[?#]/);
    return query < 0 ? address : address.slice(0, query);
  });
}

/** Text of others for where VS Code draws `$(name)` as a symbol: it makes none. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** An AccessKey ID that is told from others but can't be used: `LTAI…Q8xz`. */
export function maskedKeyId(accessKeyId: string): string {
  const id = clean(accessKeyId, 200);
  return clean(id.length < 12 ? `${id.slice(0, 2)}…` : `${id.slice(0, 4)}…${id.slice(-4)}`);
}
