import * as vscode from 'vscode';
import { registerSecrets } from '../cloud/redaction/secrets.ts';
import { contextKeys } from '../ids.ts';
import type { RunningSandbox, SandboxState } from '../accounts/sandboxState.ts';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import type { Services } from '../services.ts';

type Needed = Pick<Services, 'sandbox' | 'log'>;

/** Sandboxes that are starting. Who asks for one meanwhile gets the same: a second one would go on with nothing to stop it. */
const starting = new WeakMap<SandboxState, Promise<RunningSandbox>>();

async function start({ sandbox, log }: Needed): Promise<RunningSandbox> {
  const service = await import('../sandbox/sandbox.ts');
  const running = await service.startSandbox();
  registerSecrets(running.accessKeySecret);
  log.info(`sandbox started at ${running.endpoint}`);
  await vscode.commands.executeCommand('setContext', contextKeys.sandboxRunning, true);
  sandbox.set(running);
  return running;
}

function runningOrStarted(needed: Needed): RunningSandbox | Promise<RunningSandbox> {
  const { sandbox } = needed;
  const known = sandbox.get() ?? starting.get(sandbox);
  if (known) return known;
  const started = start(needed).finally(() => starting.delete(sandbox));
  starting.set(sandbox, started);
  return started;
}

/**
 * Starts a service on this machine that answers as Cloud Backup does; from then on requests go there.
 *
 * @throws UserError in Restricted Mode: requests to it are signed and sent as any other
 */
export async function startSandbox({ sandbox, log }: Needed): Promise<void> {
  requireTrust();
  const { endpoint } = await runningOrStarted({ sandbox, log });
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The sandbox is running: restore jobs go to {0}, and nothing real is restored.', endpoint),
  );
}
