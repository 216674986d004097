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

/** The call as one line of a log (English: logs are for support as well). */
export function formatCall(line: CallLog): string {
  const parts = [
    line.operation,
    line.region,
    line.host,
    `profile=${clean(line.profile, 100)}`,
    line.statusCode === undefined ? '' : `HTTP ${line.statusCode}`,
    line.outcome,
    line.code ? `Code=${line.code}` : '',
    line.requestId ? `RequestId=${line.requestId}` : '',
    `${Math.round(line.ms)} ms`,
  ];
  return clean(parts.filter((part) => part !== '').join(' '));
}
