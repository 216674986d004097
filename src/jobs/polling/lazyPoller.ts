/** A poller that is loaded once a job is pending: most windows start without one. */
import { isPending } from '../record.ts';
import type { Poller, PollerDependencies } from './poller.ts';

/** @param onError called where the poller can't be loaded; the next job that changes tries again */
export function createLazyPoller(dependencies: PollerDependencies, onError: (error: unknown) => void): Poller {
  const { store } = dependencies;
  let loading: Promise<Poller> | undefined;
  let disposed = false;

  const load = (): Promise<Poller> =>
    (loading ??= import('../followingChunk.ts').then(
      ({ createPoller }) => {
        const poller = createPoller(dependencies);
        if (disposed) poller.dispose();
        return poller;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));
  const loadWhenPending = () => {
    if (loading || !store.all().some(isPending)) return;
    load().catch(onError);
  };

  const stopListening = store.onDidChange(loadWhenPending);
  loadWhenPending();
  return {
    async refresh() {
      if (!disposed && (loading || store.all().some(isPending))) await (await load()).refresh();
    },
    focusChanged() {
      // Where loading fails, onError was told of it.
      loading?.then((poller) => poller.focusChanged()).catch(() => undefined);
    },
    clockJumped() {
      loading?.then((poller) => poller.clockJumped()).catch(() => undefined);
    },
    async settled() {
      await (await loading)?.settled();
    },
    dispose() {
      disposed = true;
      stopListening();
      loading?.then((poller) => poller.dispose()).catch(() => undefined);
    },
  };
}
