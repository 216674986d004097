/** What the editor does for a spec that needs neither jobs nor an account: all of it works in a browser too. */
import * as vscode from 'vscode';
import { registerCodeActions } from './codeActions.ts';
import { registerCompletion } from './completion.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { registerHover } from './hover.ts';
import { registerInlayHints } from './inlayHints.ts';
import type { liveSuggestions } from './liveCompletion.ts';
import type { liveHover } from './liveHover.ts';
import type { LiveValueSource } from './openSpecs.ts';
import { registerSymbols } from './symbols.ts';

/** What an account has to say while one types. It is handed in, so that a browser, where nobody signs, doesn't load it. */
export interface LiveAuthoring {
  /** What the service told of. */
  readonly values: LiveValueSource;
  readonly suggestions: typeof liveSuggestions;
  readonly hover: typeof liveHover;
}

/** @param live where something can ask the service */
export function registerAuthoring(live?: LiveAuthoring): vscode.Disposable {
  return vscode.Disposable.from(
    registerDiagnostics(live?.values),
    registerCodeActions(),
    registerCompletion(live?.suggestions),
    registerHover(live?.hover),
    registerInlayHints(),
    registerSymbols(),
  );
}
