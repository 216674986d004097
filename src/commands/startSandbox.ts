import * as vscode from 'vscode';
import { registerSecrets } from '../cloud/redaction/secrets.ts';
import { contextKeys } from '../ids.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import type { Services } from '../services.ts';

/**
 * Starts a service on this machine that answers as Cloud Backup does; from then on requests go there.
 *
 * @throws UserError in Restricted Mode: requests to it are signed and sent as any other
 */
export async function startSandbox({ sandbox, log }: Pick<Services, 'sandbox' | 'log'>): Promise<void> {
  requireTrust();
  let running = sandbox.get();
  if (!running) {
    const service = await import('../sandbox/sandbox.ts');
    running = await service.startSandbox();
    registerSecrets(running.accessKeySecret);
    log.info(`sandbox started at ${running.endpoint}`);
    await vscode.commands.executeCommand('setContext', contextKeys.sandboxRunning, true);
    sandbox.set(running);
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The sandbox is running: restore jobs go to {0}, and nothing real is restored.', running.endpoint),
  );
}
