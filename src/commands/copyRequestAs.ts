import type * as vscode from 'vscode';
import { requireDone } from './previewRequest.ts';
import type { Accounts } from './services.ts';

/** Copies the request of a spec as a command, a resource or a program. */
export async function copyRequestAs(accounts: Accounts, uri?: vscode.Uri): Promise<void> {
  requireDone(await (await import('./requestForms.ts')).copyRequest(accounts, uri));
}
