import * as vscode from 'vscode';
import { plainText } from './withoutLinks.ts';

/**
 * Work that ends sooner is shown by its result alone, in ms. VS Code drops the fourth notification within 800 ms: a notification of
 * progress that only flashes must not cost the result its place.
 */
export const shownAfterMs = 800;

/**
 * Runs work that a person can stop waiting for, by a notification that comes where the work takes longer.
 *
 * @param title may hold text of others
 * @param work to be given up when its signal is aborted; `report` says how far it is
 */
export async function withCancellableProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let said: string | undefined;
  let show = (message: string): void => {
    said = message;
  };
  const done = work(stop.signal, (message) => show(plainText(message)));
  const options = { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true };
  const timer = setTimeout(() => {
    void vscode.window.withProgress(options, async (progress, token) => {
      const listening = token.onCancellationRequested(() => stop.abort());
      show = (message) => progress.report({ message });
      if (said !== undefined) show(said);
      // An error is the caller's.
      await done.catch(() => undefined);
      listening.dispose();
    });
  }, shownAfterMs);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
  }
}
