import * as vscode from 'vscode';
import type { CloudError } from '../cloud/cloudError.ts';
import { policyFor } from '../cloud/ramPolicy.ts';
import { copyText } from './clipboard.ts';
import { withoutLinks } from './withoutLinks.ts';

/** Tells which permission keeps values of the account from being offered. Specs are written and submitted without them. */
export async function showDenied(error: CloudError): Promise<void> {
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
