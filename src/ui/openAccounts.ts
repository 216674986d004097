import * as vscode from 'vscode';
import { createAccounts, type AccountsDependencies } from '../accounts/accounts.ts';
import { createLiveAccounts, type LiveAccountsDependencies } from '../accounts/liveAccounts.ts';
import type { CloudError } from '../cloud/cloudError.ts';
import { policyFor } from '../cloud/ramPolicy.ts';
import type { OpenAccounts } from '../services.ts';
import { copyText } from './clipboard.ts';
import { withoutLinks } from './withoutLinks.ts';

/** Tells which permission keeps values of the account from being offered. Specs are written and submitted without them. */
async function showDenied(error: CloudError): Promise<void> {
  const policy = policyFor(error.action ?? '');
  const copy = vscode.l10n.t('Copy RAM Policy');
  const message = vscode.l10n.t(
    'Values of the account are not offered while a permission is missing. {0} You are not told again in this window.',
    error.message,
  );
  const buttons = policy === undefined ? [] : [copy];
  const chosen = await vscode.window.showInformationMessage(withoutLinks(message), ...buttons);
  if (chosen === copy && policy !== undefined) await copyText(policy);
}

/** Who signs, and what is read of their accounts. A missing permission is told to the person. */
export function openAccounts(
  dependencies: AccountsDependencies & Pick<LiveAccountsDependencies, 'locks'>,
): OpenAccounts {
  const accounts = createAccounts(dependencies);
  const { locks, log } = dependencies;
  const onDenied = (error: CloudError) => void showDenied(error);
  return { ...accounts, live: createLiveAccounts({ accounts, locks, log, onDenied }) };
}
