import type { Keys } from '../sdk.ts';
import type { TimedKeys } from './plan.ts';

/** How long before they run out keys are fetched anew, in ms. */
export const marginMs = 5 * 60_000;

/** How long keys are kept that don't say when they run out, in ms. */
const unknownMs = 15 * 60_000;

/** How long a fetch that failed is not tried again while the old keys are good, in ms. */
const pauseMs = 30_000;

/**
 * Keeps the keys that `fetch` gets, and fetches new ones some minutes before they run out. Where that fails the old ones
 * serve until their end, never longer. Callers at the same time share one fetch. `ranOut` makes the error for keys that
 * have run out when they arrive.
 */
export function renewing(fetch: () => Promise<TimedKeys>, ranOut: (expires: number) => Error): () => Promise<Keys> {
  let held: (TimedKeys & { readonly renewAt: number }) | undefined;
  let running: Promise<Keys> | undefined;

  const renew = async (): Promise<Keys> => {
    const old = held;
    try {
      const got = await fetch();
      const now = Date.now();
      if (got.expires !== undefined && got.expires <= now) throw ranOut(got.expires);
      held = { ...got, renewAt: got.expires === undefined ? now + unknownMs : got.expires - marginMs };
      return got.keys;
    } catch (error) {
      const now = Date.now();
      if (old?.expires === undefined || old.expires <= now) throw error;
      held = { ...old, renewAt: now + pauseMs };
      return old.keys;
    }
  };

  return () => {
    const now = Date.now();
    if (held !== undefined && held.renewAt > now && (held.expires ?? Infinity) > now) return Promise.resolve(held.keys);
    running ??= renew().finally(() => {
      running = undefined;
    });
    return running;
  };
}
