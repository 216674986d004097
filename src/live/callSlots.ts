/**
 * Keeps the calls that read an account below the service's limits: at most 4 at once and 8 begun in any second, all windows together.
 *
 * There are four slots, each a lock in a folder that all windows share. A call holds a slot until it has ended, and for half a second at
 * least. So a slot begins at most two calls in a second, and four slots at most eight. No window has to know of the calls of another one,
 * and there is no count on disk that could be wrong after a crash: the lock of a process that is gone is taken away.
 */
import type { Clock } from '../jobs/clock.ts';
import type { Lock, Locks } from '../jobs/storage/locks.ts';

export interface CallSlots {
  /** Runs `work` once a slot is free, in the order of the calls. Rejects with the signal's reason where it is aborted before. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export const slotCount = 4;
/** How long a slot is held at least, in ms. */
const slotMs = 500;
/** How long a window waits before it looks again for a slot that other windows have, in ms. */
const retryMs = 25;

/** Resolves after `ms`; rejects with the signal's reason once it is aborted. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const onAbort = () => {
      stop();
      reject(signal?.reason as Error);
    };
    const stop = clock.setTimer(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * @param locks in a folder that all windows share
 * @param onError told once where the folder can't be written; from then on the slots are those of this window alone
 */
export function openCallSlots(
  locks: Pick<Locks, 'take'>,
  clock: Clock,
  onError: (error: unknown) => void,
  holdMs: number = slotMs,
): CallSlots {
  let free = slotCount;
  const waiting: (() => void)[] = [];
  let isShared = true;
  /** Ends when this window no longer looks for a slot for an earlier call. Two that look at once would get in each other's way. */
  let turn: Promise<unknown> = Promise.resolve();

  const giveBack = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };

  /** Waits until fewer than four calls of this window hold slots. */
  async function takeOwn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (free > 0) {
      free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        waiting.splice(waiting.indexOf(proceed), 1);
        reject(signal?.reason as Error);
      };
      const proceed = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      waiting.push(proceed);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async function firstFreeLock(signal?: AbortSignal): Promise<Lock | undefined> {
    while (isShared) {
      signal?.throwIfAborted();
      try {
        for (let slot = 0; slot < slotCount; slot++) {
          const lock = await locks.take(`slot-${slot}`);
          if (lock) return lock;
        }
      } catch (error) {
        isShared = false;
        onError(error);
        return undefined;
      }
      await pause(clock, retryMs, signal);
    }
    return undefined;
  }

  /** Waits until fewer than four calls of all windows hold slots. Undefined where windows can't share them. */
  function takeShared(signal?: AbortSignal): Promise<Lock | undefined> {
    const taken = turn.then(() => firstFreeLock(signal));
    turn = taken.catch(() => undefined);
    return taken;
  }

  return {
    async run(work, signal) {
      await takeOwn(signal);
      let lock: Lock | undefined;
      try {
        lock = await takeShared(signal);
        signal?.throwIfAborted();
      } catch (error) {
        await lock?.release();
        giveBack();
        throw error;
      }
      const began = clock.monotonic();
      try {
        return await work();
      } finally {
        const left = Math.max(0, holdMs - (clock.monotonic() - began));
        // Who asked need not wait for that.
        clock.setTimer(left, () => {
          void Promise.resolve(lock?.release()).then(giveBack, giveBack);
        });
      }
    },
  };
}
