import type { Outcome } from './errors.ts';
import { clean } from './text.ts';

/** One call, for the log. Holds no secrets and nothing of what was sent. */
export interface CallLog {
  readonly operation: string;
  readonly host: string;
  readonly region: string;
  readonly profile: string;
  /** `ok`, or how it failed. */
  readonly outcome: 'ok' | Outcome;
  /** HTTP status, where one was seen. */
  readonly statusCode?: number | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** Duration in milliseconds. */
  readonly ms: number;
}

/** The level of a call in the log: a failure is told at every level that tells of anything. */
export function callLevel({ outcome }: CallLog): 'info' | 'warning' | 'error' {
  if (outcome === 'ok') return 'info';
  return outcome === 'refused' ? 'warning' : 'error';
}

/** As it is where it is one word; else in quotes, so that nobody takes what is in it for more of the line. */
const field = (text: string) => (/^[\w.:@/-]+$/.test(text) ? text : JSON.stringify(text));

/** The call as one line of a log (English: logs are for support as well). */
export function formatCall(line: CallLog): string {
  const parts = [
    line.operation,
    field(line.region),
    field(line.host),
    `profile=${field(clean(line.profile, 100))}`,
    line.statusCode === undefined ? '' : `HTTP ${line.statusCode}`,
    line.outcome,
    line.code ? `Code=${field(line.code)}` : '',
    line.requestId ? `RequestId=${field(line.requestId)}` : '',
    `${Math.round(line.ms)} ms`,
  ];
  return clean(parts.filter((part) => part !== '').join(' '));
}
