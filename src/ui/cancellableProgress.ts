import * as vscode from 'vscode';
import { plainText } from './withoutLinks.ts';

/**
 * Runs work under a notification that lets a person stop waiting for it.
 *
 * @param title may hold text of others
 * @param work to be given up when its signal is aborted; `report` says how far it is
 */
export function withCancellableProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal, (message) => progress.report({ message: plainText(message) }));
    } finally {
      listening.dispose();
    }
  });
}
