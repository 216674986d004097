/** Redaction of what travels: responses are read without secrets, and no request parameter may hold one. */
import { hasSecret, redactSecrets, redactValue } from './secrets.ts';

const [quote, slash, backslash, letterU] = ['"', '/', '\\', 'u'].map((char) => char.charCodeAt(0));

/** JSON without its needless escapes, which could hide a secret; whoever parses it gets the same value. */
function withoutNeedlessEscapes(json: string): string {
  // No regular expression: its replacements would take seconds for a response of escapes alone.
  const parts: string[] = [];
  let done = 0;
  for (let at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at)) {
    const next = json.charCodeAt(at + 1);
    const length = next === letterU ? 6 : 2;
    const code = next === letterU ? hexadecimal(json.slice(at + 2, at + 6)) : next === slash ? slash : undefined;
    if (code !== undefined && code >= 0x20 && code <= 0x7e && code !== quote && code !== backslash) {
      parts.push(json.slice(done, at), String.fromCharCode(code));
      done = at + length;
    }
    // What follows a `\u` that is none may be an escape itself.
    at += length === 6 && code === undefined ? 2 : length;
  }
  return parts.length === 0 ? json : parts.join('') + json.slice(done);
}

const hexadecimal = (digits: string) => (/^[0-9a-f]{4}$/i.test(digits) ? parseInt(digits, 16) : undefined);

/** A response's text before anything reads it, without the secrets of this process and without `more`. */
export function redactResponse(text: string, more: readonly string[]): string {
  return redactSecrets(redactValue(withoutNeedlessEscapes(text)), more);
}

/**
 * The name of the first parameter whose name or value holds a secret of this process, if any. Secrets of fewer than 16 characters
 * are let through: they could as well be a word of a path.
 */
export function parameterWithSecret(parameters: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(parameters).find(
    ([name, value]) => hasSecret(name) || hasSecret(withoutNeedlessEscapes(value)),
  );
  return found?.[0];
}
