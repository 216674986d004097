import * as vscode from 'vscode';
import { isSpec } from '../spec/fileName.ts';
import type { Services } from './services.ts';

/** The status bar's account, loaded once a spec is open or the jobs are seen: until then nothing is read for it. */
export function lazyAccountItem(services: Services, onError: (error: unknown) => void) {
  let loaded: Promise<vscode.Disposable> | undefined;
  const start = async () => {
    const { registerAccountItem } = await import('../views/accountItem.ts');
    return registerAccountItem({
      ...services.accounts,
      fileChanged: () => services.accountChanged.fire(),
    });
  };
  const load = () => {
    loaded ??= start();
    loaded.catch(onError);
  };
  const look = ({ uri }: vscode.TextDocument) => isSpec(uri.path) && load();
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
