/** Text from outside (the service, a proxy, another program's file) made safe to show, with secrets redacted. */
import { redact, redactValue } from './redaction/secrets.ts';

/** The longest text of the service that is shown or logged, in UTF-16 units. */
export const textLimit = 2000;

const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Colours and cursor moves (CSI), titles and links (OSC) of a terminal. */
const terminalSequences = new RegExp(
  `${escape}\\[[0-?]*[ -/]*[@-~]|${escape}\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
  'g',
);

/** Characters that change the reading direction: they can make a text read as another one. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** These and all characters without width: with them two labels could look the same and name two things. */
const zeroWidth = /[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** The zero width joiner, except where it joins several pictures into one. */
const uselessJoiner =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/**
 * A text to be shown, as one line of at most `limit` UTF-16 units. Control characters, line breaks, terminal sequences, direction
 * marks and characters without width are removed, lone surrogates become U+FFFD, and a text that was cut ends in `…`. Every secret
 * that this process knows is redacted.
 */
export function sanitize(text: string, limit: number = textLimit): string {
  return sanitizeWith(text, limit, (line) => line.replace(zeroWidth, '').replace(uselessJoiner, ''), redact);
}

/** The same for a value that must stay exact, such as an ID: characters without width stay, and secrets under 16 characters. */
export function sanitizeValue(text: string, limit: number): string {
  return sanitizeWith(text, limit, (line) => line.replace(directionMarks, ''), redactValue);
}

type Change = (text: string) => string;

function sanitizeWith(text: string, limit: number, withoutMarks: Change, withoutSecrets: Change): string {
  // Cut early, because a response may have megabytes and each of the next steps reads every character.
  const start = withoutSecrets(text).slice(0, limit * 4);
  const line = start.replace(terminalSequences, '').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  const visible = withoutMarks(line)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  // What was removed may have stood between two parts of a secret.
  const shown = visible === start ? start : withoutSecrets(visible);
  if (shown.length <= limit) return shown;
  return `${shown.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `text` with addresses that have no user and no query: these may hold a password, a signature, a token or the whole request. */
export function withoutQueries(text: string): string {
  return text.replace(/\bhttps?:\/\/\S+/gi, (address) =>
    address.replace(/[?#].*/, '').replace(/^(https?:\/\/)[^/]*@/i, '$1'),
  );
}

/** `text` for a place where VS Code would draw `$(name)` as an icon: here it draws none. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** An AccessKey ID shortened so that it can be told from others but not be used: `LTAI…Q8xz`. */
export function maskedKeyId(accessKeyId: string): string {
  const id = sanitize(accessKeyId, 200);
  return sanitize(id.length < 12 ? `${id.slice(0, 2)}…` : `${id.slice(0, 4)}…${id.slice(-4)}`);
}
