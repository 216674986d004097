import * as vscode from 'vscode';
import { contextKeys } from '../ids.ts';
import type { Services } from './services.ts';

/** Stops the sandbox: from then on requests go to the real service again. */
export async function stopSandbox(services: Services): Promise<void> {
  const { sandbox } = services;
  if (!sandbox) return;
  services.sandbox = undefined;
  await vscode.commands.executeCommand('setContext', contextKeys.sandboxRunning, false);
  services.accountChanged.fire();
  await sandbox.close();
  services.log.info('sandbox stopped');
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The sandbox was stopped: restore jobs go to the real service again.'),
  );
}
