/** Redaction of what travels: responses are read without secrets, and no request parameter may hold one. */
import { hasSecret, redactSecrets, redactValue } from './secrets.ts';

/** A response's text before anything reads it, without the secrets of this process and without `more`. */
export function redactResponse(text: string, more: readonly string[]): string {
  return redactSecrets(redactValue(text), more);
}

/**
 * The name of the first parameter whose name or value holds a secret of this process, if any. Secrets of fewer than 16 characters
 * are let through: they could as well be a word of a path.
 */
export function parameterWithSecret(parameters: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(parameters).find((each) => each.some(hasSecret))?.[0];
}
