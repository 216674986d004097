/** Bursts of changes made into one. */

/** A burst of changes of jobs is drawn once, in ms. */
export const drawAfterMs = 50;

export interface Batch<T> {
  readonly add: (items: readonly T[]) => void;
  /** Forgets what was added and not flushed. */
  readonly clear: () => void;
  readonly dispose: () => void;
}

/** @param flush gets everything that was added, in `afterMs` after the first of it; what comes later has its turn */
export function createBatch<T>(afterMs: number, flush: (items: readonly T[]) => void): Batch<T> {
  let waiting: (readonly T[])[] = [];
  let timer: NodeJS.Timeout | undefined;
  return {
    add(items) {
      waiting.push(items);
      timer ??= setTimeout(() => {
        const all = waiting.flatMap((items) => items);
        timer = undefined;
        waiting = [];
        flush(all);
      }, afterMs);
    },
    clear() {
      waiting = [];
    },
    dispose: () => clearTimeout(timer),
  };
}
