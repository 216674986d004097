/** Counts a pause down. */
import type { Clock } from '../jobs/clock.ts';

/** What of VS Code's `CancellationToken` is needed. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => void) => { dispose(): void };
}

/**
 * Waits `ms`, and tells every second how many seconds are left, whatever the wall clock is set to meanwhile.
 *
 * @returns false once the person cancels
 */
export function countdown(
  ms: number,
  { clock, tell, cancel }: { clock: Clock; tell: (secondsLeft: number) => void; cancel: Cancellation },
): Promise<boolean> {
  const end = clock.monotonic() + ms;
  return new Promise((resolve) => {
    let stopTimer: (() => void) | undefined;
    const stop = (goOn: boolean) => {
      stopTimer?.();
      listening.dispose();
      resolve(goOn);
    };
    const tick = () => {
      const left = end - clock.monotonic();
      if (left <= 0) return stop(true);
      tell(Math.ceil(left / 1000));
      stopTimer = clock.setTimer(Math.min(left, 1000), tick);
    };
    const listening = cancel.onCancellationRequested(() => stop(false));
    tick();
    if (cancel.isCancellationRequested) stop(false);
  });
}
