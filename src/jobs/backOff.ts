/** Does again what failed, ever more rarely. A full disk is not kept busy, and each failure is reported once. */
import type { Clock } from './clock.ts';

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/**
 * The pause after some failures in a row, in ms. It doubles with each, up to the longest.
 *
 * @param failures from 1
 */
export const backOffMs = (failures: number, firstMs: number, longestMs: number): number =>
  Math.min(firstMs * 2 ** (failures - 1), longestMs);

export interface BackOff {
  /** Does the work, unless the pause after its last failure goes on. Never rejects. */
  attempt(id: string, work: () => Promise<unknown>): Promise<void>;
  /** Stops all pauses. Nothing is due any more. */
  dispose(): void;
}

/**
 * @param onDue called once a pause is over
 * @param onError called with the first of the failures that follow each other
 */
export function createBackOff(
  clock: Pick<Clock, 'monotonic' | 'setTimer'>,
  onDue: () => void,
  onError: (error: unknown) => void,
): BackOff {
  const failed = new Map<string, { readonly times: number; readonly notBefore: number; readonly stop: () => void }>();
  let isDisposed = false;
  return {
    async attempt(id, work) {
      const before = failed.get(id);
      if (before && clock.monotonic() < before.notBefore) return;
      before?.stop();
      try {
        await work();
        failed.delete(id);
      } catch (error) {
        if (!before) onError(error);
        if (isDisposed) return;
        const times = (before?.times ?? 0) + 1;
        const pauseMs = backOffMs(times, firstPauseMs, longestPauseMs);
        const stop = clock.setTimer(pauseMs, onDue);
        failed.set(id, { times, notBefore: clock.monotonic() + pauseMs, stop });
      }
    },
    dispose() {
      isDisposed = true;
      for (const { stop } of failed.values()) stop();
    },
  };
}
