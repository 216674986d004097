/** Goes on looking for unclear submissions until each is cleared up: soon at first, then ever more rarely. */
import { isNews, reconcileOnce, type Looks, type ReconcileParts } from './reconcile.ts';
import { isUnsettled, type JobRecord } from './record.ts';

export interface ReconcilerParts extends Omit<ReconcileParts, 'looks'> {
  /**
   * Told what this window found out, and what any window did about a submission of this one: it is here that somebody waits
   * to be told.
   */
  readonly onFound: ReconcileParts['onFound'];
  /** The time between the first two looks, in ms; it doubles with each, up to 30 times as long. */
  readonly paceMs: number;
  /** Told of each look that failed. */
  readonly onOutage: (error: unknown) => void;
  /** Calls back once after so many ms; returns the way to stop it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface Reconciler {
  /** Looks at once for everything that is open. @throws where the service could not be asked */
  look(): Promise<void>;
  /** Takes in what a person decided, of which nobody is to be told. */
  settle(record: JobRecord): void;
  dispose(): void;
}

const slowest = 30;

export function createReconciler(parts: ReconcilerParts): Reconciler {
  const { store, locks, now, paceMs } = parts;
  const looks = new Map<string, Looks>();
  /** Not before this time, for those that another window is at, and after failures. */
  const notBefore = new Map<string, number>();
  let failures = 0;
  let cancelTimer: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let disposed = false;

  const isOwn = ({ window }: JobRecord) => window === locks.owner.window;
  /** The unclear submissions of this window, as they were last. */
  const own = new Map<string, JobRecord>();
  const tellOfOwn = (changed: readonly string[]) => {
    for (const id of changed) {
      const [before, after] = [own.get(id), store.get(id)];
      if (after?.state === 'unclear' && isOwn(after)) own.set(id, after);
      else own.delete(id);
      if (before && after && isNews(after, before)) parts.onFound(after, before);
    }
  };
  const onFound: ReconcileParts['onFound'] = (after, before) => {
    // Of this window's own the store has told.
    if (!isOwn(after)) parts.onFound(after, before);
  };

  const dueAt = ({ id }: JobRecord) => {
    const { count, lastAt } = looks.get(id) ?? { count: 0, lastAt: 0 };
    const pace = paceMs * Math.min(2 ** Math.max(count - 1, 0), slowest);
    return Math.max(lastAt + pace, notBefore.get(id) ?? 0);
  };
  const open = () => store.all().filter(isUnsettled);

  const pass = async (records: readonly JobRecord[]) => {
    // Whatever happens to it, none is looked at without a pause: its sandbox may be gone, its window busy.
    const pause = paceMs * Math.min(2 ** failures, slowest);
    for (const { id } of records) notBefore.set(id, now() + pause);
    try {
      await reconcileOnce(
        records.map(({ id }) => id),
        { ...parts, looks, onFound },
      );
      failures = 0;
    } catch (error) {
      failures++;
      parts.onOutage(error);
      throw error;
    }
  };

  const run = (due: () => readonly JobRecord[]): Promise<void> => {
    running ??= pass(due()).finally(() => {
      running = undefined;
      schedule();
    });
    return running;
  };

  const schedule = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    const next = Math.min(...open().map(dueAt));
    if (disposed || running || next === Infinity) return;
    // onOutage has said what failed.
    const fire = () => void run(() => open().filter((record) => dueAt(record) <= now())).catch(() => undefined);
    cancelTimer = parts.after(Math.max(next - now(), 0), fire);
  };

  const onChange = (changed: readonly string[]) => {
    tellOfOwn(changed);
    schedule();
  };
  const stopListening = store.onDidChange(onChange);
  onChange(store.all().map(({ id }) => id));
  return {
    look: () => run(open),
    settle(record) {
      own.delete(record.id);
      store.put(record);
    },
    dispose() {
      disposed = true;
      stopListening();
      cancelTimer?.();
    },
  };
}
