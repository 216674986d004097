/**
 * The secrets that this process knows, and the functions that redact them in what is written or shown. The state is process-wide
 * because a secret that one part learns must not leave by another. All bundles share one copy of this file (scripts/build.ts).
 */
import { encodingsOf } from './encodings.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { createPatternScanner } from './patternScanner.ts';

let ofProcess = createRedactor();

/** Makes this process use another redactor, so that each test starts without the secrets of the others. @returns the old one */
export function replaceRedactor(redactor: Redactor): Redactor {
  const before = ofProcess;
  ofProcess = redactor;
  return before;
}

/** `Redactor.register` of this process. */
export function registerSecrets(...values: readonly (string | undefined)[]): void {
  ofProcess.register(...values);
}

/** `Redactor.registerFile` of this process. */
export function registerFileSecrets(path: string, values: Iterable<string | undefined>): void {
  ofProcess.registerFile(path, values);
}

/** `text` without any secret that this process knows. */
export function redact(text: string): string {
  return ofProcess.redact(text);
}

/** A value that must stay exact, without any secret of 16 characters or more that this process knows. */
export function redactValue<T>(value: T): T {
  return ofProcess.redactValue(value);
}

/** Whether a text that must stay exact holds a secret that `redactValue` would take out. */
export const hasSecret = (text: string): boolean => redactValue(text) !== text;

/** `text` without these secrets, whether this process knows them or not. Secrets of fewer than 4 characters stay. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const scanner = createPatternScanner(64);
  scanner.add(secrets.flatMap(encodingsOf));
  return scanner.redact(text);
}
