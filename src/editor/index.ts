/** All that the editor does for a spec. A chunk of its own, loaded when the first spec is opened. */
import * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';
import { registerAuthoring } from './authoring.ts';
import { registerCodeLens } from './codeLens.ts';
import { liveSuggestions, watchCursor } from './liveCompletion.ts';
import { liveHover } from './liveHover.ts';
import type { LiveValueSource } from './openSpecs.ts';

export { regionIn } from './openSpecs.ts';

/**
 * @param store the jobs, for what a spec says of those submitted from it
 * @param values what the service told of, where something can ask it
 */
export function registerEditor(store: JobStore, values?: LiveValueSource): vscode.Disposable {
  const live = values && { values, suggestions: liveSuggestions, hover: liveHover };
  return vscode.Disposable.from(registerAuthoring(live), watchCursor(), registerCodeLens(store));
}
