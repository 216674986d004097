/** A reconciler that is loaded once an outcome is unclear: most windows never have one. */
import { isUnsettled } from '../record.ts';
import type { JobStore } from '../store.ts';
import type { Reconciler } from './reconciler.ts';

export interface LazyReconciler {
  /** The reconciler, which is loaded where there is something to search for; undefined where there was nothing yet. Rejects where it can't be loaded. */
  get(): Promise<Reconciler> | undefined;
  dispose(): void;
}

/**
 * @param load makes the reconciler
 * @param onError called for the first of several failures to load it; the next job that changes, or whoever asks for it, tries again
 */
export function createLazyReconciler(
  store: JobStore,
  load: () => Promise<Reconciler>,
  onError: (error: unknown) => void,
): LazyReconciler {
  let loading: Promise<Reconciler> | undefined;
  let isFailing = false;
  let disposed = false;

  const begin = (): Promise<Reconciler> =>
    load().then(
      (reconciler) => {
        isFailing = false;
        if (disposed) reconciler.dispose();
        return reconciler;
      },
      (error: unknown) => {
        loading = undefined;
        if (!isFailing) onError(error);
        isFailing = true;
        throw error;
      },
    );
  const get = () => {
    if (!loading && !disposed && store.all().some(isUnsettled)) loading = begin();
    return loading;
  };
  // A failure was reported by onError.
  const stopListening = store.onDidChange(() => void get()?.catch(() => undefined));
  return {
    get,
    dispose() {
      disposed = true;
      stopListening();
      loading?.then((reconciler) => reconciler.dispose()).catch(() => undefined);
    },
  };
}
