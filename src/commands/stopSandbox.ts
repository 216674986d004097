import * as vscode from 'vscode';
import { contextKeys } from '../ids.ts';
import type { Services } from '../services.ts';

/** Stops the sandbox: from then on requests go to the real service again. */
export async function stopSandbox({ sandbox, log }: Pick<Services, 'sandbox' | 'log'>): Promise<void> {
  const running = sandbox.get();
  if (!running) return;
  sandbox.set(undefined);
  await vscode.commands.executeCommand('setContext', contextKeys.sandboxRunning, false);
  await running.close();
  log.info('sandbox stopped');
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The sandbox was stopped: restore jobs go to the real service again.'),
  );
}
