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

/** The call as one line of a log (English: logs are for support as well). */
export function formatCall(line: CallLog): string {
  const parts = [
    line.operation,
    line.host,
    line.region,
    `profile=${clean(line.profile, 100)}`,
    line.statusCode === undefined ? '' : `HTTP ${line.statusCode}`,
    line.outcome,
    line.code ? `Code=${line.code}` : '',
    line.requestId ? `RequestId=${line.requestId}` : '',
    `${Math.round(line.ms)} ms`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
