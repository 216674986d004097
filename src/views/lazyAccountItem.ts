import * as vscode from 'vscode';
import { isSpecFile } from '../ids.ts';
import type { AccountItemDependencies } from './accountItem.ts';

/** The status bar's account, loaded once a spec is open or the jobs are seen: until then nothing is read for it. */
export function lazyAccountItem(
  loadAccounts: () => Promise<Omit<AccountItemDependencies, 'fileChanged'>>,
  changed: { fire(): void },
  onError: (error: unknown) => void,
) {
  let loaded: Promise<vscode.Disposable> | undefined;
  const start = async () => {
    const { registerAccountItem } = await import('./viewsChunk.ts');
    return registerAccountItem({ ...(await loadAccounts()), fileChanged: () => changed.fire() });
  };
  const load = () => {
    loaded ??= start();
    loaded.catch(onError);
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
