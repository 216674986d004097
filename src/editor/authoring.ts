/** What the editor does for a spec that needs neither jobs nor an account: all of it works in a browser too. */
import * as vscode from 'vscode';
import { registerCodeActions } from './codeActions.ts';
import { registerCompletion } from './completion.ts';
import { registerDiagnostics } from './diagnostics.ts';
import type { LiveValueSource } from './openSpecs.ts';
import { registerHover } from './hover.ts';
import { registerInlayHints } from './inlayHints.ts';
import { registerSymbols } from './symbols.ts';

/** @param live what the service told of, where something can ask it */
export function registerAuthoring(live?: LiveValueSource): vscode.Disposable {
  return vscode.Disposable.from(
    registerDiagnostics(live),
    registerCodeActions(),
    registerCompletion(),
    registerHover(),
    registerInlayHints(),
    registerSymbols(),
  );
}
