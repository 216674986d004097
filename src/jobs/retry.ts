/** When a submission may be sent again by itself: only where the request surely did not run. */
import { isCloudError } from '../cloud/errors.ts';

/** Attempts in all. */
export const maxAttempts = 5;

const firstMs = 1000;
const longestMs = 30_000;

/** Failures to put a request together: they never got to the network, and fail the same way again. */
const hopeless = /^ERR_(INVALID|UNESCAPED)/;

/**
 * Whether the network or the service's door turned the request away: no such host, no connection, no trusted TLS, too many
 * calls. A `notSent` without a code is about credentials or settings, which waiting does not mend.
 */
export function isRetriable(error: unknown): boolean {
  if (!isCloudError(error) || error.code === undefined) return false;
  if (error.outcome === 'notSent') return !hopeless.test(error.code);
  return error.outcome === 'refused' && /^Throttling\b/.test(error.code);
}

/** How long to wait after the `attempt`th try (from 1), in ms: twice as long each time, from half to one and a half of it. */
export function pauseMs(attempt: number, random: () => number = Math.random): number {
  return Math.min(firstMs * 2 ** (attempt - 1), longestMs) * (0.5 + random());
}
