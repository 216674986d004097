import * as vscode from 'vscode';
import { CloudError } from '../cloud/errors.ts';
import { commands } from '../ids.ts';

/** A failure in the user's words: what happened, to what, and what to do next. */
export class UserError extends Error {
  readonly nextStep: string;
  constructor(message: string, nextStep: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.nextStep = nextStep;
  }
}

/** The whole text of an error, for a message box. */
function textOf(error: unknown): string {
  if (error instanceof UserError) return `${error.message} ${error.nextStep}`;
  if (error instanceof CloudError) {
    const id = error.requestId ? vscode.l10n.t('RequestId: {0}.', error.requestId) : '';
    return [error.message, id, error.nextStep].filter(Boolean).join(' ');
  }
  const message = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t('{0} The log may say more.', message);
}

/** Shows an error and offers the log; returns at once, since nobody has to answer it. */
export function showError(error: unknown): void {
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(textOf(error), showLog).then((choice) => {
    if (choice === showLog) void vscode.commands.executeCommand(commands.showLog);
  });
}
