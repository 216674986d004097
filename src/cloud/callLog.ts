import type { Outcome } from './errors.ts';
import { clean } from './text.ts';

/** One call, for the log. Holds no secrets and nothing of what was sent. */
export interface CallLog {
  /** As the API spells it; for keys that are got otherwise the mode of the CLI (`CloudSSO`, `External`). */
  readonly operation: string;
  /** Absent where a program was run. */
  readonly host?: string;
  /** Absent where keys are asked for: that has none. */
  readonly region?: string;
  readonly profile: string;
  /** The program that was run, without its arguments. */
  readonly program?: string;
  /** A program's exit code, or the signal that ended it. */
  readonly exit?: string | undefined;
  /** `ok`, or how it failed. */
  readonly outcome: 'ok' | Outcome;
  /** HTTP status, where one was seen. */
  readonly statusCode?: number | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** Duration in milliseconds. */
  readonly ms: number;
}

/** Gets one entry for each call, when it has ended. */
export type Log = ((line: CallLog) => void) | undefined;

/** Begins a call. @returns what tells the log that it has ended; a log that fails must not turn a started restore into an error */
export function beginCall(log: Log): (line: Omit<CallLog, 'ms'>) => void {
  const started = performance.now();
  return (line) => {
    try {
      log?.({ ...line, ms: performance.now() - started });
    } catch {
      // There is nowhere to tell of it.
    }
  };
}

/** The level of a call in the log: a failure is told at every level that tells of anything. */
export function callLevel({ outcome }: CallLog): 'info' | 'warning' | 'error' {
  if (outcome === 'ok') return 'info';
  return outcome === 'refused' ? 'warning' : 'error';
}

/** As it is where it is one word; else in quotes, so that nobody takes what is in it for more of the line. */
const field = (text: string) => (/^[\w.:@/-]+$/.test(text) ? text : JSON.stringify(text));

const named = (name: string, text: string | undefined) => (text ? `${name}=${field(text)}` : '');

/** The call as one line of a log (English: logs are for support as well). */
export function formatCall(line: CallLog): string {
  const parts = [
    line.operation,
    line.region === undefined ? '' : field(line.region),
    line.host === undefined ? '' : field(line.host),
    named('program', line.program),
    `profile=${field(clean(line.profile, 100))}`,
    line.statusCode === undefined ? '' : `HTTP ${line.statusCode}`,
    line.outcome,
    named('exit', line.exit),
    named('Code', line.code),
    named('RequestId', line.requestId),
    `${Math.round(line.ms)} ms`,
  ];
  return clean(parts.filter((part) => part !== '').join(' '));
}
