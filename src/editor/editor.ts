/** All that the editor does for a spec. A chunk of its own, loaded when the first spec is opened. */
import * as vscode from 'vscode';
import type { JobStore } from '../jobs/store.ts';
import { registerDiagnostics } from './diagnostics.ts';

/** @param store the jobs, for what a spec says of those submitted from it */
export function registerEditor(_store: JobStore): vscode.Disposable {
  return vscode.Disposable.from(registerDiagnostics());
}
