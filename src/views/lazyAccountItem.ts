import * as vscode from 'vscode';
import { isSpecFile } from '../ids.ts';
import { once } from '../once.ts';
import type { AccountItemDependencies } from './accountItem.ts';

/**
 * The status bar's account, loaded once a spec is open or the jobs are seen: until then nothing is read for it. Where loading fails, the
 * next spec or look at the jobs tries again.
 */
export function lazyAccountItem(
  loadAccounts: () => Promise<Omit<AccountItemDependencies, 'fileChanged'>>,
  changed: { fire(): void },
  onError: (error: unknown) => void,
) {
  let loaded: Promise<vscode.Disposable> | undefined;
  const start = once(async () => {
    const { registerAccountItem } = await import('./viewsChunk.ts');
    return registerAccountItem({ ...(await loadAccounts()), fileChanged: () => changed.fire() });
  });
  const load = () => {
    const loading = start();
    // Each failure is told once, however many specs are open.
    if (loading !== loaded) loading.catch(onError);
    loaded = loading;
  };
  const look = ({ uri }: vscode.TextDocument) => isSpecFile(uri.path) && load();
  vscode.workspace.textDocuments.forEach(look);
  const listening = vscode.workspace.onDidOpenTextDocument(look);
  return {
    load,
    dispose() {
      listening.dispose();
      void loaded?.then((item) => void item.dispose(), onError);
    },
  };
}
