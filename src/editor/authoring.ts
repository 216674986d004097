/** What the editor does for a spec that needs neither jobs nor an account: all of it works in a browser too. */
import * as vscode from 'vscode';
import { registerCodeActions } from './codeActions.ts';
import { registerCompletion } from './completion.ts';
import { registerDiagnostics } from './diagnostics.ts';
import type { ToldRegions } from './documents.ts';
import { registerHover } from './hover.ts';
import { registerInlayHints } from './inlayHints.ts';
import { registerSymbols } from './symbols.ts';

/** @param told as `registerDiagnostics` takes it */
export function registerAuthoring(told?: ToldRegions): vscode.Disposable {
  return vscode.Disposable.from(
    registerDiagnostics(told),
    registerCodeActions(),
    registerCompletion(),
    registerHover(),
    registerInlayHints(),
    registerSymbols(),
  );
}
