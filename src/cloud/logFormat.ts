/** How log entries and errors are written as text: no message takes more than its line, and secrets are redacted. */
import { isExplained } from '../userError.ts';
import { sanitize } from './sanitize.ts';
import { quoteUnlessName } from './quote.ts';

/** The most frames of an error's stack, and the most UTF-16 units of a frame. */
const mostFrames = 20;
const frameLimit = 300;

/** The lines of a stack that name places. Each stays indented, so that none can be mistaken for an entry of the log. */
function framesOf({ name, message, stack = '' }: Error): string[] {
  const head = `${name}: ${message}`;
  const rest = stack.startsWith(head) ? stack.slice(head.length) : stack;
  const frames = rest.split(/\r?\n/).filter((line) => /^\s+at\s/.test(line));
  return frames.slice(0, mostFrames).map((line) => `    ${sanitize(line, frameLimit)}`);
}

/** An error's message, with the RequestId by which the service's support finds the request. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const id = 'requestId' in error && typeof error.requestId === 'string' ? error.requestId : '';
  return id === '' ? error.message : `${error.message} (RequestId: ${quoteUnlessName(id)})`;
}

/** What is logged of an error: one that is meant to be told is no fault of the code, and its stack would help nobody. */
export const loggedError = (error: unknown): Error | string =>
  error instanceof Error && !isExplained(error) ? error : errorText(error);

function textOf(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${errorText(value)}`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

/** One line with a message and the values that go with it; below it, indented, the stack of each error among them. */
export function formatLogEntry(message: unknown, ...more: readonly unknown[]): string {
  const line = sanitize([message, ...more].map(textOf).join(' '));
  return [line, ...[message, ...more].flatMap((each) => (each instanceof Error ? framesOf(each) : []))].join('\n');
}

/** What was thrown, for somebody who logs it without our log, as VS Code does: its texts are as our log would write them. */
export function redactError(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(textOf(error));
  const redacted = new Error(sanitize(message));
  redacted.name = sanitize(name, 100);
  redacted.stack = formatLogEntry(error);
  return redacted;
}
