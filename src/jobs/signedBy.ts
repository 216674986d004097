import * as l10n from '@vscode/l10n';
import type { Account } from '../cloud/account.ts';

/** Who signs, for a person: the name, and of what where that isn't a profile of the CLI's; unchecked text. */
export function signedBy({ signer, profile }: Pick<Account, 'signer' | 'profile'>): string {
  switch (signer) {
    case 'accessKey':
      return l10n.t('{0} (AccessKey added here)', profile);
    case 'credentialsFile':
      return l10n.t('{0} (credentials file)', profile);
    case 'instanceRole':
      return l10n.t('{0} (RAM role of the instance)', profile);
    case 'environment':
    case 'environmentOidc':
    case 'environmentUri':
    case 'cliProfile':
    case 'sandbox':
      return profile;
  }
}
