import * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';
import { isSpecFile } from '../ids.ts';
import { once } from '../once.ts';
import type { LiveValueSource } from './openSpecs.ts';

/** Loads the editor's part once a spec is open, and not before. Where loading fails, the next spec tries again. */
export function loadEditorOnFirstSpec(
  store: JobStore,
  live: LiveValueSource,
  onError: (error: unknown) => void,
): vscode.Disposable {
  let loaded: Promise<vscode.Disposable> | undefined;
  const start = once(async () => {
    const { registerEditor } = await import('./index.ts');
    return registerEditor(store, live);
  });
  const load = ({ uri }: vscode.TextDocument): void => {
    if (!isSpecFile(uri.path)) return;
    const loading = start();
    // Each failure is told once, however many specs are open.
    if (loading !== loaded) loading.catch(onError);
    loaded = loading;
  };
  vscode.workspace.textDocuments.forEach(load);
  const listening = vscode.workspace.onDidOpenTextDocument(load);
  return {
    dispose() {
      listening.dispose();
      void loaded?.then((editor) => void editor.dispose(), onError);
    },
  };
}
