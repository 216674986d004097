import * as vscode from 'vscode';
import { once } from '../once.ts';
import { withSafeErrors } from '../ui/log.ts';

/** Makes the read-only pages of a scheme. */
export interface Pages extends vscode.Disposable {
  /** Fired with each page that is to be read anew. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
  provideTextDocumentContent(page: vscode.Uri): Promise<string>;
}

/**
 * Serves the pages of a scheme, also those that VS Code opens again when a window is reloaded.
 *
 * @param load called for the first page: what makes pages is loaded no earlier
 */
export function serveLazyPages(scheme: string, load: () => Promise<Pages>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let loaded: Promise<Pages> | undefined;
  const loadOnce = once(async () => {
    const pages = await load();
    pages.onDidChange((page) => changed.fire(page));
    return pages;
  });
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (page) =>
      withSafeErrors(async () => (await (loaded = loadOnce())).provideTextDocumentContent(page)),
  };
  return vscode.Disposable.from(changed, vscode.workspace.registerTextDocumentContentProvider(scheme, provider), {
    dispose: () => void loaded?.then((pages) => void pages.dispose()).catch(() => undefined),
  });
}
