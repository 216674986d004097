/** What signs for an account: keys that this window has, or where `cloud/credentials/` gets them. */
import * as vscode from 'vscode';
import type { Account, CredentialSource } from '../cloud/account.ts';
import { quoteWords } from '../cloud/quote.ts';
import { commands } from '../ids.ts';
import { UserError, withOfferedCommands } from '../userError.ts';
import type { AccessKeys } from './accessKeys.ts';
import type { SandboxState } from './sandboxState.ts';

export function goneKey(name: string): UserError {
  const gone = new UserError(
    vscode.l10n.t(
      'The AccessKey {0} was removed, or VS Code no longer has its secret, or only a damaged one.',
      quoteWords(name, 80),
    ),
    vscode.l10n.t('Add it again with "Cloud Backup: Add AccessKey…", or choose another profile.'),
  );
  return withOfferedCommands(gone, commands.selectProfile);
}

/**
 * @returns what finds the source of an account, as it was chosen or as a job recorded it: undefined for a sandbox that no longer runs.
 *   It rejects with `goneKey` where an AccessKey is no longer there
 */
export function credentialSourceFinder(
  keys: AccessKeys,
  sandbox: SandboxState,
): (account: Account) => Promise<CredentialSource | undefined> {
  return async ({ signer, profile, endpoint }) => {
    switch (signer) {
      case 'sandbox': {
        const running = sandbox.get();
        if (running?.endpoint !== endpoint) return undefined;
        return { kind: 'keys', accessKeyId: running.accessKeyId, accessKeySecret: running.accessKeySecret };
      }
      case 'accessKey': {
        const added = await keys.read(profile);
        if (!added) throw goneKey(profile);
        return { kind: 'keys', ...added };
      }
      case 'environment':
      case 'environmentOidc':
      case 'environmentUri':
        return { kind: signer };
      case 'cliProfile':
      case 'credentialsFile':
      case 'instanceRole':
        return { kind: signer, name: profile };
    }
  };
}
