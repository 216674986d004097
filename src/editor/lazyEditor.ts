import * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';
import { isSpecFile } from '../ids.ts';
import type { LiveValueSource } from './openSpecs.ts';

/** Loads the editor's part once a spec is open, and not before. */
export function loadEditorOnFirstSpec(store: JobStore, live: LiveValueSource): vscode.Disposable {
  let loaded: Promise<vscode.Disposable> | undefined;
  const load = ({ uri }: vscode.TextDocument): void => {
    if (isSpecFile(uri.path)) loaded ??= import('./index.ts').then(({ registerEditor }) => registerEditor(store, live));
  };
  vscode.workspace.textDocuments.forEach(load);
  const listening = vscode.workspace.onDidOpenTextDocument(load);
  return {
    dispose() {
      listening.dispose();
      void loaded?.then((editor) => void editor.dispose());
    },
  };
}
