/** One line in the log for each call. */
import { isCloudError } from '../cloudError.ts';
import type { CallOutcome } from './outcome.ts';
import { sanitize } from '../sanitize.ts';

/** One call, for the log. Holds no secrets and nothing of what was sent. */
export interface CallLog {
  /** The API's name of the operation; where keys are got otherwise, the mode of the CLI (`CloudSSO`, `External`). */
  readonly operation: string;
  /** Absent where a program was run. */
  readonly host?: string;
  /** Absent for a request for keys, which has none. */
  readonly region?: string;
  readonly profile: string;
  /** The program that was run, without its arguments. */
  readonly program?: string;
  /** A program's exit code, or the signal that ended it. */
  readonly exit?: string | undefined;
  /** `ok`, or how it failed. */
  readonly outcome: CallOutcome;
  /** HTTP status, where one was seen. */
  readonly statusCode?: number | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** Duration in milliseconds. */
  readonly ms: number;
}

/** Gets one entry for each call, when it has ended. */
export type Log = ((line: CallLog) => void) | undefined;

/** What is known of a call only when it has ended; the `host` may be known before. */
export type CallEnd = Pick<CallLog, 'host' | 'outcome' | 'statusCode' | 'code' | 'requestId' | 'exit'>;

/**
 * Does `work`, which is one call, and logs one line when it has ended: from the `end` that it returns, or from the CloudError that it
 * throws. Any other error is not logged here. A log that fails is ignored, since it must not turn a started restore into an error.
 */
export async function logCall<T>(
  log: Log,
  call: Pick<CallLog, 'operation' | 'host' | 'region' | 'profile' | 'program'>,
  work: () => Promise<{ readonly value: T; readonly end: CallEnd }>,
): Promise<T> {
  const started = performance.now();
  const write = (end: CallEnd) => {
    try {
      log?.({ ...call, ...end, ms: performance.now() - started });
    } catch {
      // There is nowhere to report it.
    }
  };
  try {
    const { value, end } = await work();
    write(end);
    return value;
  } catch (error) {
    if (isCloudError(error)) {
      const { outcome, statusCode, code, requestId } = error;
      write({ outcome, statusCode, code, requestId });
    }
    throw error;
  }
}

/** The level of a call in the log. No level that shows anything hides a failure. */
export function callLevel({ outcome }: CallLog): 'info' | 'warning' | 'error' {
  if (outcome === 'ok') return 'info';
  return outcome === 'refused' ? 'warning' : 'error';
}

/** One word stays as it is. Anything else is put in quotes, so that nobody takes its content for other fields of the line. */
const field = (text: string) => (/^[\w.:@/-]+$/.test(text) ? text : JSON.stringify(text));

const named = (name: string, text: string | undefined) => (text ? `${name}=${field(text)}` : '');

/** The call as one line of a log (English: logs are for support as well). */
export function formatCall(line: CallLog): string {
  const parts = [
    line.operation,
    line.region === undefined ? '' : field(line.region),
    line.host === undefined ? '' : field(line.host),
    named('program', line.program),
    `profile=${field(sanitize(line.profile, 100))}`,
    line.statusCode === undefined ? '' : `HTTP ${line.statusCode}`,
    line.outcome,
    named('exit', line.exit),
    named('Code', line.code),
    named('RequestId', line.requestId),
    `${Math.round(line.ms)} ms`,
  ];
  return sanitize(parts.filter((part) => part !== '').join(' '));
}
