import * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';
import { isSpec } from '../spec/fileName.ts';
import type { ToldRegions } from './documents.ts';

/** Loads the editor's part once a spec is open, and not before. */
export function loadEditorOnFirstSpec(store: JobStore, told: ToldRegions): vscode.Disposable {
  let loaded: Promise<vscode.Disposable> | undefined;
  const load = ({ uri }: vscode.TextDocument): void => {
    if (isSpec(uri.path)) loaded ??= import('./editor.ts').then(({ registerEditor }) => registerEditor(store, told));
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
