import * as vscode from 'vscode';
import { knownFirst } from '../live/offers.ts';
import { sampleSpec } from '../live/sampleSpec.ts';
import type { Services } from '../services.ts';
import { openUntitledSpec } from '../ui/untitledSpec.ts';
import { UserError } from '../userError.ts';
import { startSandbox } from './startSandbox.ts';

/**
 * Starts the sandbox and opens a spec whose IDs are real there. To submit it is left to the person.
 *
 * @throws UserError in Restricted Mode
 */
export async function trySample(services: Pick<Services, 'accounts' | 'sandbox' | 'log'>): Promise<void> {
  await startSandbox(services);
  const { accounts } = services;
  const { account, reader } = accounts.live.of(await accounts.resolveForRegion(undefined));
  const { read } = knownFirst(reader, new AbortController().signal, 'person');
  const text = await sampleSpec({ read, region: account.region, now: Date.now() });
  if (text === undefined) {
    throw new UserError(
      vscode.l10n.t('The sandbox has nothing that can be restored.'),
      vscode.l10n.t('Stop the sandbox, then try again.'),
    );
  }
  await openUntitledSpec(text);
}
