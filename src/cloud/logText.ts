/** What is logged, as text: no message takes more than its line, and nothing in it is a secret. */
import { clean } from './text.ts';

/** The most frames of an error's stack, and the most of one, in UTF-16 units. */
const mostFrames = 20;
const frameLimit = 300;

/** The lines of a stack that say where; each stays indented, so that none reads as a line of the log. */
function framesOf({ name, message, stack = '' }: Error): string[] {
  const head = `${name}: ${message}`;
  const rest = stack.startsWith(head) ? stack.slice(head.length) : stack;
  const frames = rest.split(/\r?\n/).filter((line) => /^\s+at\s/.test(line));
  return frames.slice(0, mostFrames).map((line) => `    ${clean(line, frameLimit)}`);
}

/** What an error says, with the id by which the service's support finds the request. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const id = 'requestId' in error && typeof error.requestId === 'string' ? error.requestId : '';
  return id === '' ? error.message : `${error.message} (RequestId: ${id})`;
}

function textOf(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${errorText(value)}`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

/** One line of a message and what goes with it; below it, indented, where an error comes from. */
export function logText(message: unknown, ...more: readonly unknown[]): string {
  const line = clean([message, ...more].map(textOf).join(' '));
  return [line, ...[message, ...more].flatMap((each) => (each instanceof Error ? framesOf(each) : []))].join('\n');
}

/** What was thrown, for who logs it without asking us, as VS Code does: its text is as the log would have it. */
export function safeError(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(textOf(error));
  const safe = new Error(clean(message));
  safe.name = clean(name, 100);
  safe.stack = logText(error);
  return safe;
}
