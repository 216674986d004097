/** Secrets in what travels: they are taken out of every answer, and no parameter may hold one. */
import { redacted } from './secrets.ts';
import { redact } from './text.ts';

/** JSON without its needless escapes, which could hide a secret; the same value for whoever parses it. */
function withoutEscapes(json: string): string {
  return json.replace(/\\(?:u([0-9a-f]{4})|[^])/gi, (escape, digits: string | undefined) => {
    if (escape === '\\/') return '/';
    const char = digits === undefined ? '' : String.fromCharCode(parseInt(digits, 16));
    return /^[ !#-[\]-~]$/.test(char) ? char : escape;
  });
}

/** An answer's text before anything reads it, without the secrets of this process and without `more`. */
export function incomingText(text: string, more: readonly string[]): string {
  return redact(redacted(withoutEscapes(text)), more);
}

/** The first parameter whose name or value holds a secret of this process. Those under 16 characters are let be. */
export function parameterWithSecret(parameters: Readonly<Record<string, string>>): string | undefined {
  const holds = (text: string) => redacted(text) !== text;
  return Object.entries(parameters).find(([name, value]) => holds(name) || holds(withoutEscapes(value)))?.[0];
}
