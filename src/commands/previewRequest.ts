import * as vscode from 'vscode';
import { guarded } from '../views/log.ts';
import type { Failure, Places } from './requestTarget.ts';
import { UserError } from './userError.ts';

const forms = () => import('./requestForms.ts');

/** @throws UserError for what the chunk hands back */
export function requireDone(failure: Failure | undefined): void {
  if (failure) throw new UserError(failure.message, failure.nextStep);
}

/** Serves the pages that show requests; also those that VS Code opens again when a window is reloaded. */
export function serveRequestPages(accounts: Places): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const subscriptions: vscode.Disposable[] = [changes];
  subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider('cloud-backup-request', {
      onDidChange: changes.event,
      provideTextDocumentContent: (uri) =>
        guarded(async () => (await forms()).requestPageText(uri, accounts, changes, subscriptions)),
    }),
  );
  return { dispose: () => subscriptions.forEach((each) => void each.dispose()) };
}

/** Shows what a spec would send, beside it. */
export async function previewRequest(uri?: vscode.Uri): Promise<void> {
  requireDone(await (await forms()).openRequestPage(uri));
}
