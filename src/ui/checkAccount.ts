/** Whether the service takes the signature of an account, told to the person. */
import * as vscode from 'vscode';
import type { Account } from '../cloud/account.ts';
import { quoteValue } from '../cloud/quote.ts';
import { withoutLinks } from './withoutLinks.ts';
import type { Accounts, Checked } from '../services.ts';
import { withCancellableProgress } from './cancellableProgress.ts';

/** Where the account's requests go. */
export const hostOf = ({ endpoint }: Account) => (URL.canParse(endpoint) ? new URL(endpoint).host : endpoint);

/** Says what came of a check. It returns at once: nobody has to answer. */
export function showChecked(account: Account, { identity }: Checked): void {
  const name = quoteValue(account.profile, 80);
  const message = identity
    ? vscode.l10n.t(
        '{0} signs as {1} of account {2}, for {3}.',
        name,
        quoteValue(identity.arn, 300),
        quoteValue(identity.accountId, 40),
        quoteValue(account.region, 80),
      )
    : vscode.l10n.t('{0} signs: {1} accepted its signature.', name, quoteValue(hostOf(account), 300));
  void vscode.window.showInformationMessage(withoutLinks(message));
}

/**
 * Asks the service and says what came of it; nothing where the person stopped waiting.
 *
 * @throws an Error with a `nextStep` where the signature isn't accepted, or the service can't be asked
 */
export async function checkAccount(accounts: Accounts, account: Account): Promise<void> {
  if (!(await accounts.allow(account))) return;
  let stopped = false;
  const [host, name] = [quoteValue(hostOf(account), 300), quoteValue(account.profile, 80)];
  const title = vscode.l10n.t('Asking {0} whether it accepts {1}…', host, name);
  try {
    const checked = await withCancellableProgress(title, (signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      return accounts.check(account, signal);
    });
    if (!stopped) showChecked(account, checked);
  } catch (error) {
    if (!stopped) throw error;
  }
}
