import type * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';

/** The status bar's item of the jobs, loaded with the first job that goes on or is unclear. Where loading fails, the next change tries again. */
export function lazyStatusBar(store: JobStore, onError: (error: unknown) => void): vscode.Disposable {
  let item: vscode.Disposable | undefined;
  let isLoading = false;
  let isDisposed = false;
  const load = async () => {
    const { registerStatusBar } = await import('./viewsChunk.ts');
    if (!isDisposed) item = registerStatusBar(store);
  };
  const stopListening = store.onDidChange(() => {
    if (item || isLoading || store.current().length === 0) return;
    isLoading = true;
    load()
      .catch(onError)
      .finally(() => (isLoading = false));
  });
  return {
    dispose() {
      isDisposed = true;
      stopListening();
      item?.dispose();
    },
  };
}
