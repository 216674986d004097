/** Whether the service takes the signature of an account, told to the person. */
import * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import { clean } from '../cloud/text.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import type { Checked, Services } from './services.ts';
import { stoppable } from './stoppable.ts';

/** Where the account's requests go. */
export const hostOf = ({ endpoint }: Account) => (URL.canParse(endpoint) ? new URL(endpoint).host : endpoint);

/** Says what came of a check. */
export function tellChecked(account: Account, { identity }: Checked): void {
  const name = clean(account.profile, 80);
  const message = identity
    ? vscode.l10n.t(
        '"{0}" signs as {1} of account {2}, for {3}.',
        name,
        clean(identity.arn, 300),
        clean(identity.accountId, 40),
        account.region,
      )
    : vscode.l10n.t('"{0}" signs: {1} accepted its signature.', name, hostOf(account));
  void vscode.window.showInformationMessage(withoutLinks(message));
}

/**
 * Asks the service and says what came of it; nothing where the person stopped waiting.
 *
 * @throws an Error with a `nextStep` where the signature isn't accepted, or the service can't be asked
 */
export async function checkAccount({ accounts }: Services, account: Account): Promise<void> {
  if (!(await accounts.allow(account))) return;
  let stopped = false;
  const title = vscode.l10n.t('Asking {0} whether it accepts "{1}"…', hostOf(account), clean(account.profile, 80));
  try {
    const checked = await stoppable(title, (signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      return accounts.check(account, signal);
    });
    if (!stopped) tellChecked(account, checked);
  } catch (error) {
    if (!stopped) throw error;
  }
}
