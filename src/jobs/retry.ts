/** The retry rule: a submission is sent again by itself only where the request surely did not run. */
import { isCloudError } from '../cloud/cloudError.ts';
import { backOffMs } from './backOff.ts';

/** The most attempts, the first one included. */
export const maxAttempts = 5;

/** The pause after the first attempt, and the longest pause, in ms. */
const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** Codes of failures to put a request together. They never got to the network, and would fail in the same way again. */
const malformedRequest = /^ERR_(INVALID|UNESCAPED)/;

/**
 * Whether the request was turned away before it could run: no such host, no connection that stood, no trusted TLS, or too many calls. A
 * `notSent` without a code is about credentials or settings, which do not change by waiting.
 */
export function isRetriable(error: unknown): boolean {
  if (!isCloudError(error) || error.code === undefined) return false;
  if (error.outcome === 'notSent') return !malformedRequest.test(error.code);
  return error.outcome === 'refused' && /^Throttling\b/.test(error.code);
}

/**
 * The pause after an attempt, in ms. It doubles with each attempt, and is spread by half of it to either side so that windows do not
 * retry in step.
 *
 * @param attempt from 1
 */
export function retryPauseMs(attempt: number, random: () => number = Math.random): number {
  return backOffMs(attempt, firstPauseMs, longestPauseMs) * (0.5 + random());
}
