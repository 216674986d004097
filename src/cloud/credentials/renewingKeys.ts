import type { Keys, TimedKeys } from './keys.ts';

/** Keys are fetched anew this long before they run out, in ms. */
export const marginMs = 5 * 60_000;

/** Keys that don't say when they run out are kept this long, in ms. */
const unknownMs = 15 * 60_000;

/** The least time between two fetches while the keys are valid, in ms. */
const pauseMs = 30_000;

/**
 * When keys that were got at `now` are fetched anew. It is never at once. Otherwise each call would fetch short-lived keys, and also
 * those of an instance, which gives the same keys until they run out.
 */
function renewalOf(expires: number | undefined, now: number): number {
  if (expires === undefined) return now + unknownMs;
  return Math.max(expires - marginMs, now + (expires - now) / 2, now + pauseMs);
}

/** Gives keys that are still valid. Aborting the signal tells that this caller no longer waits. */
export type GetKeys = (signal?: AbortSignal) => Promise<Keys>;

/** A fetch that several callers may wait for. */
interface Running {
  readonly keys: Promise<Keys>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Keeps the keys that `fetch` gets, and fetches new ones some minutes before they run out, or after half of their time. Where that
 * fails, the old keys are used until they run out, never longer. Concurrent callers share one fetch. Its signal is aborted once all of
 * them have given up. `ranOut` makes the error for keys that have run out when they arrive.
 */
export function renewingKeys(
  fetch: (signal: AbortSignal) => Promise<TimedKeys>,
  ranOut: (expires: number) => Error,
): GetKeys {
  let held: (TimedKeys & { readonly renewAt: number }) | undefined;
  let running: Running | undefined;

  const renew = async (signal: AbortSignal): Promise<Keys> => {
    const old = held;
    try {
      const got = await fetch(signal);
      const now = Date.now();
      if (got.expires !== undefined && got.expires <= now) throw ranOut(got.expires);
      // A fetch that was given up must not replace the keys of a later one.
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
      // The next caller must not join a fetch that is being ended.
      if (running === joined) running = undefined;
      joined.stop.abort();
    };
    signal?.addEventListener('abort', leave, { once: true });
    return joined.keys.finally(() => signal?.removeEventListener('abort', leave));
  };
}
