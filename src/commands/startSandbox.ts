import * as vscode from 'vscode';
import { keepSecret } from '../cloud/secrets.ts';
import { contextKeys } from '../ids.ts';
import type { Services } from './services.ts';
import { requireTrust } from './trust.ts';

/**
 * Starts a service on this machine that answers as Cloud Backup does; from then on requests go there.
 *
 * @throws UserError in Restricted Mode: requests to it are signed and sent as any other
 */
export async function startSandbox(services: Services): Promise<void> {
  requireTrust();
  if (!services.sandbox) {
    const sandbox = await import('../sandbox/sandbox.ts');
    services.sandbox = await sandbox.startSandbox();
    keepSecret(services.sandbox.accessKeySecret);
    services.log.info(`sandbox started at ${services.sandbox.endpoint}`);
    await vscode.commands.executeCommand('setContext', contextKeys.sandboxRunning, true);
    services.accountChanged.fire();
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The sandbox is running: restore jobs go to {0}, and nothing real is restored.',
      services.sandbox.endpoint,
    ),
  );
}
