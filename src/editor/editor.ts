/** All that the editor does for a spec. A chunk of its own, loaded when the first spec is opened. */
import * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';
import { registerCodeActions } from './codeActions.ts';
import { registerCodeLens } from './codeLens.ts';
import { registerCompletion } from './completion.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { registerHover } from './hover.ts';
import { registerInlayHints } from './inlayHints.ts';
import { registerSymbols } from './symbols.ts';

/** @param store the jobs, for what a spec says of those submitted from it */
export function registerEditor(store: JobStore): vscode.Disposable {
  return vscode.Disposable.from(
    registerDiagnostics(),
    registerCodeActions(),
    registerCompletion(),
    registerHover(),
    registerInlayHints(),
    registerSymbols(),
    registerCodeLens(store),
  );
}
