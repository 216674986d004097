import * as vscode from 'vscode';
import { helpLink } from '../cloud/helpLinks.ts';
import { policyFor } from '../cloud/ramPolicy.ts';
import { commands, manageTrust, showProblems } from '../ids.ts';
import type { ServiceDetails } from '../userError.ts';
import { withoutLinks } from './withoutLinks.ts';
import { copyText } from './clipboard.ts';

/** A service's words end as they like; before more follows, they end as a sentence. */
export function sentence(text: string): string {
  return /[.!?。…]$/u.test(text) ? text : `${text}.`;
}

/** Text of an error's field. Errors are told apart by their fields, since the entry and the chunks each have their own classes. */
function fieldOf(error: unknown, name: keyof ServiceDetails | 'nextStep' | 'offers'): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Commands that an error may offer by its `offers`, and what their buttons say. */
const offered: ReadonlyMap<string, () => string> = new Map([
  [commands.selectProfile, () => vscode.l10n.t('Select Profile')],
  [commands.selectRegion, () => vscode.l10n.t('Select Region')],
  [showProblems, () => vscode.l10n.t('Show Problems')],
  [manageTrust, () => vscode.l10n.t('Manage Workspace Trust')],
]);

/** The whole text of an error, for a message box. */
function textOf(error: unknown): string {
  const message = sentence(error instanceof Error ? error.message : String(error));
  const nextStep = fieldOf(error, 'nextStep');
  if (nextStep === '') return vscode.l10n.t('{0} The log may say more.', message);
  const requestId = fieldOf(error, 'requestId');
  const id = requestId === '' ? '' : vscode.l10n.t('RequestId: {0}.', requestId);
  // What is a page of the vendor's has a button.
  const recommend = helpLink(fieldOf(error, 'recommend')) === undefined ? fieldOf(error, 'recommend') : '';
  const advice = recommend === '' ? '' : vscode.l10n.t('The service recommends: {0}', sentence(recommend));
  return [message, id, nextStep, advice].filter(Boolean).join(' ');
}

/**
 * Shows an error and offers what helps.
 *
 * @param first a button of the caller's own
 * @returns whether that one was chosen
 */
export async function showErrorAndAsk(error: unknown, first?: string): Promise<boolean> {
  const help = helpLink(fieldOf(error, 'help'));
  const policy = policyFor(fieldOf(error, 'action'));
  const openHelp = vscode.l10n.t('Open Help Page');
  const copyPolicy = vscode.l10n.t('Copy RAM Policy');
  const showLog = vscode.l10n.t('Show Log');
  const command = fieldOf(error, 'offers');
  const offer = offered.get(command)?.();
  const buttons = [
    ...(first === undefined ? [] : [first]),
    ...(offer === undefined ? [] : [offer]),
    ...(policy === undefined ? [] : [copyPolicy]),
    ...(help === undefined ? [] : [openHelp]),
    showLog,
  ];
  const choice = await vscode.window.showErrorMessage(withoutLinks(textOf(error)), ...buttons);
  if (choice === undefined) return false;
  if (choice === offer) await vscode.commands.executeCommand(command);
  if (choice === openHelp && help !== undefined) await vscode.env.openExternal(vscode.Uri.parse(help, true));
  if (choice === copyPolicy && policy !== undefined) await copyText(policy);
  if (choice === showLog) await vscode.commands.executeCommand(commands.showLog);
  return choice === first;
}

/** Shows an error and offers what helps; returns at once, since nobody has to answer it. */
export function showError(error: unknown): void {
  void showErrorAndAsk(error);
}
