/** Searches for unclear submissions until each is settled: soon at first, then ever more rarely. */
import { backOffMs } from '../backOff.ts';
import { isUnsettled, type JobRecord } from '../record.ts';
import { reconcileOnce, type ReconcileDependencies, type SearchHistory } from './reconcileOnce.ts';

export interface ReconcilerDependencies extends Omit<ReconcileDependencies, 'searches'> {
  /** The time between the first two searches, in ms. It doubles with each, up to 30 times as long. */
  readonly firstIntervalMs: number;
  /** Called for each search that failed. */
  readonly onOutage: (error: unknown) => void;
}

export interface Reconciler {
  /** Searches at once for everything that is unsettled. @throws where the service could not be asked */
  search(): Promise<void>;
  dispose(): void;
}

/** The interval grows to at most this many times the first one. */
const maxIntervalFactor = 30;

export function createReconciler(dependencies: ReconcilerDependencies): Reconciler {
  const { store, clock, firstIntervalMs } = dependencies;
  const searches = new Map<string, SearchHistory>();
  /** No search before this time, in ms by the clock that nobody can set: for submissions of other windows, and after failures. */
  const notBefore = new Map<string, number>();
  let failures = 0;
  let stopTimer: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let disposed = false;

  const intervalMs = (times: number) => backOffMs(times, firstIntervalMs, firstIntervalMs * maxIntervalFactor);

  const dueAt = ({ id }: JobRecord) => {
    const { count, lastAt } = searches.get(id) ?? { count: 0, lastAt: -Infinity };
    return Math.max(lastAt + intervalMs(Math.max(count, 1)), notBefore.get(id) ?? 0);
  };
  const unsettled = () => store.all().filter(isUnsettled);

  const searchFor = async (records: readonly JobRecord[]) => {
    // The next search for any of them comes after a pause, whatever the result: its sandbox may be gone, or its window busy.
    const earliest = clock.monotonic() + intervalMs(failures + 1);
    for (const { id } of records) notBefore.set(id, earliest);
    try {
      await reconcileOnce(
        records.map(({ id }) => id),
        { ...dependencies, searches },
      );
      failures = 0;
    } catch (error) {
      failures++;
      dependencies.onOutage(error);
      throw error;
    }
  };

  const run = (due: () => readonly JobRecord[]): Promise<void> => {
    running ??= searchFor(due()).finally(() => {
      running = undefined;
      schedule();
    });
    return running;
  };

  const schedule = () => {
    stopTimer?.();
    stopTimer = undefined;
    const next = Math.min(...unsettled().map(dueAt));
    if (disposed || running || next === Infinity) return;
    const searchDue = () => {
      // A failure was reported by onOutage.
      run(() => unsettled().filter((record) => dueAt(record) <= clock.monotonic())).catch(() => undefined);
    };
    stopTimer = clock.setTimer(Math.max(next - clock.monotonic(), 0), searchDue);
  };

  const stopListening = store.onDidChange(schedule);
  schedule();
  return {
    search: () => run(unsettled),
    dispose() {
      disposed = true;
      stopListening();
      stopTimer?.();
    },
  };
}
