import * as vscode from 'vscode';
import { guarded } from '../views/log.ts';
import type { Services } from './services.ts';

const pages = () => import('./history.ts');

/** Serves the pages about jobs; also those that VS Code opens again when a window is reloaded. */
export function serveReports(services: Services): vscode.Disposable {
  const subscriptions: vscode.Disposable[] = [];
  const serve = (scheme: string, text: 'reportText' | 'sentText') => {
    const changes = new vscode.EventEmitter<vscode.Uri>();
    subscriptions.push(
      changes,
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changes.event,
        provideTextDocumentContent: (uri) =>
          guarded(async () => (await pages())[text](uri, services, changes, subscriptions)),
      }),
    );
  };
  serve('cloud-backup-job', 'reportText');
  serve('cloud-backup-sent', 'sentText');
  return { dispose: () => subscriptions.forEach((each) => void each.dispose()) };
}
