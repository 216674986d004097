import * as vscode from 'vscode';
import { plainText } from './withoutLinks.ts';

/**
 * Runs work under a notification that lets a person stop waiting for it.
 *
 * @param title may hold text of others
 * @param work to be given up when its signal is aborted
 */
export function withCancellableProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal);
    } finally {
      listening.dispose();
    }
  });
}
