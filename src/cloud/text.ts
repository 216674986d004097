/** Text from outside (the service, a proxy, another program's file) made safe to show, and secrets taken out of it. */
import { addForms, hide, noForms } from './hide.ts';
import { formsOf } from './secretForms.ts';
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
/** These, and what has no width at all: two labels that look the same could be of two things. */
const unseen = /[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** The joiner of characters, save where it makes one picture of several. */
const joiner = /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/**
 * One line of at most `limit` UTF-16 units, for what is read alone: control characters, line breaks, terminal sequences,
 * direction marks and characters without width are gone, lone surrogates are U+FFFD, and a cut text ends in `…`. No secret that
 * this process has seen is in it.
 */
export function clean(text: string, limit: number = textLimit): string {
  return cleanOf(text, limit, (line) => line.replace(unseen, '').replace(joiner, ''), withoutSecrets);
}

/** The same of what must stay exact: characters without width stay, and secrets under 16 characters. */
export function cleanExact(text: string, limit: number): string {
  return cleanOf(text, limit, (line) => line.replace(bidi, ''), redacted);
}

type Change = (text: string) => string;

function cleanOf(text: string, limit: number, withoutMarks: Change, hideSecrets: Change): string {
  // What follows costs by the character, and an answer may have megabytes.
  const line = hideSecrets(text)
    .slice(0, limit * 4)
    .replace(terminalSequences, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  const visible = withoutMarks(line)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  // What was between the parts of one may be gone.
  const shown = hideSecrets(visible);
  if (shown.length <= limit) return shown;
  return `${shown.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `text` without any of `secrets`, in whichever form. Secrets under 4 characters stay. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = noForms(64);
  addForms(forms, secrets.flatMap(formsOf));
  return hide(text, forms);
}

/** `text` whose addresses have no user and no query: these may hold a password, a signature, a token or the whole request. */
export function withoutQueries(text: string): string {
  return text.replace(/\bhttps?:\/\/\S+/gi, (address) =>
    address.replace(/[?#].*/, '').replace(/^(https?:\/\/)[^/]*@/i, '$1'),
  );
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
