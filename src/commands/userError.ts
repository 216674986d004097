import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { withoutLinks } from '../views/withoutLinks.ts';

/** A failure in the user's words: what happened, to what, and what to do next. */
export class UserError extends Error {
  readonly nextStep: string;
  constructor(message: string, nextStep: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.nextStep = nextStep;
  }
}

/** A service's words end as they like; before more follows, they end as a sentence. */
export function sentence(text: string): string {
  return /[.!?。…]$/u.test(text) ? text : `${text}.`;
}

/**
 * The whole text of an error, for a message box. A UserError or a CloudError has a next step, whichever chunk it comes from:
 * each chunk has classes of its own.
 */
function textOf(error: unknown): string {
  const message = sentence(error instanceof Error ? error.message : String(error));
  if (!(error instanceof Error) || !('nextStep' in error)) return vscode.l10n.t('{0} The log may say more.', message);
  const requestId = 'requestId' in error && typeof error.requestId === 'string' ? error.requestId : '';
  const id = requestId === '' ? '' : vscode.l10n.t('RequestId: {0}.', requestId);
  return [message, id, String(error.nextStep)].filter(Boolean).join(' ');
}

/** Shows an error and offers the log; returns at once, since nobody has to answer it. */
export function showError(error: unknown): void {
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(withoutLinks(textOf(error)), showLog).then((choice) => {
    if (choice === showLog) void vscode.commands.executeCommand(commands.showLog);
  });
}
