import type { Keys } from '../sdk.ts';
import type { TimedKeys } from './plan.ts';

/** How long before they run out keys are fetched anew, in ms. */
export const marginMs = 5 * 60_000;

/** How long keys are kept that don't say when they run out, in ms. */
const unknownMs = 15 * 60_000;

/** How long nothing is fetched again while the keys are good, in ms. */
const pauseMs = 30_000;

/**
 * When keys that were got at `now` are fetched anew. Short-lived ones would otherwise be fetched for each call, as would those that
 * an instance gives again and again until their end.
 */
function renewalOf(expires: number | undefined, now: number): number {
  if (expires === undefined) return now + unknownMs;
  return Math.max(expires - marginMs, now + (expires - now) / 2, now + pauseMs);
}

/** Gives keys that are still valid; one who aborts the signal waits for them no longer. */
export type Open = (signal?: AbortSignal) => Promise<Keys>;

/** A fetch that several wait for. */
interface Running {
  readonly keys: Promise<Keys>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Keeps the keys that `fetch` gets, and fetches new ones some minutes before they run out, or after half of their time. Where that
 * fails the old ones serve until their end, never longer. Callers at the same time share one fetch, whose signal is aborted once each
 * of them has given up. `ranOut` makes the error for keys that have run out when they arrive.
 */
export function renewing(fetch: (signal: AbortSignal) => Promise<TimedKeys>, ranOut: (expires: number) => Error): Open {
  let held: (TimedKeys & { readonly renewAt: number }) | undefined;
  let running: Running | undefined;

  const renew = async (signal: AbortSignal): Promise<Keys> => {
    const old = held;
    try {
      const got = await fetch(signal);
      const now = Date.now();
      if (got.expires !== undefined && got.expires <= now) throw ranOut(got.expires);
      // Somebody else may have newer ones by now.
      if (!signal.aborted) held = { ...got, renewAt: renewalOf(got.expires, now) };
      return got.keys;
    } catch (error) {
      const now = Date.now();
      if (old?.expires === undefined || old.expires <= now) throw error;
      if (!signal.aborted) held = { ...old, renewAt: now + pauseMs };
      return old.keys;
    }
  };

  const start = (): Running => {
    const stop = new AbortController();
    const started: Running = {
      stop,
      waiting: 0,
      keys: renew(stop.signal).finally(() => {
        if (running === started) running = undefined;
      }),
    };
    return started;
  };

  return (signal) => {
    const now = Date.now();
    if (held !== undefined && held.renewAt > now && (held.expires ?? Infinity) > now) return Promise.resolve(held.keys);
    running ??= start();
    const joined = running;
    joined.waiting += 1;
    const leave = () => {
      joined.waiting -= 1;
      if (joined.waiting > 0) return;
      // Who comes now would wait for what is being ended.
      if (running === joined) running = undefined;
      joined.stop.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
    return joined.keys.finally(() => signal?.removeEventListener('abort', leave));
  };
}
