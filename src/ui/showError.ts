import * as vscode from 'vscode';
import { isAboutKeys } from '../cloud/gatewayCodes.ts';
import { helpLink } from '../cloud/helpLinks.ts';
import { quoteLine, quoteMessage, quoteUnlessName } from '../cloud/quote.ts';
import { policyFor } from '../cloud/ramPolicy.ts';
import { commands, manageTrust, showProblems } from '../ids.ts';
import { offersOf, type ServiceDetails } from '../userError.ts';
import { errorMessage, nextStepOf } from '../errorFields.ts';
import { withoutLinks } from './withoutLinks.ts';
import { copyText } from './clipboard.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

/** A service's words end as they like; before more follows, they end as a sentence. */
export function sentence(text: string): string {
  return /[.!?。！？…][\u2069\u201d]*$/u.test(text) ? text : `${text}.`;
}

/** Text of an error's field. Errors are told apart by their fields, since the entry and the chunks each have their own classes. */
function fieldOf(error: unknown, name: keyof ServiceDetails): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Commands that an error may offer by its `offers`, and what their buttons say. */
const offered: ReadonlyMap<string, () => string> = new Map([
  [commands.selectProfile, () => vscode.l10n.t('Select Profile')],
  [commands.selectRegion, () => vscode.l10n.t('Select Region')],
  [commands.addAccessKey, () => vscode.l10n.t('Add AccessKey')],
  [commands.startSandbox, () => vscode.l10n.t('Start Sandbox')],
  [commands.refreshJobs, () => vscode.l10n.t('Try Again')],
  [commands.showElsewhere, () => vscode.l10n.t('Try Again')],
  [showProblems, () => vscode.l10n.t('Show Problems')],
  [manageTrust, () => vscode.l10n.t('Manage Workspace Trust')],
]);

/** The commands that help, with what their buttons say. Other keys help where the service did not accept these. */
function helpOf(error: unknown): { readonly command: string; readonly label: string }[] {
  const ofKeys = isAboutKeys(fieldOf(error, 'code')) ? [commands.selectProfile] : [];
  return [...new Set([...ofKeys, ...offersOf(error)])].flatMap((command) => {
    const label = offered.get(command)?.();
    return label === undefined ? [] : [{ command, label }];
  });
}

/** The whole text of an error, for a message box. */
function textOf(error: unknown): string {
  const text = errorMessage(error);
  const nextStep = nextStepOf(error);
  // Words of a program, which nobody wrote for a person.
  if (nextStep === '') return vscode.l10n.t('{0} The log may say more.', quoteMessage(text));
  const message = sentence(text);
  const requestId = fieldOf(error, 'requestId');
  const id = requestId === '' ? '' : vscode.l10n.t('RequestId: {0}.', quoteUnlessName(requestId));
  // What is a page of the vendor's has a button.
  const recommend = helpLink(fieldOf(error, 'recommend')) === undefined ? fieldOf(error, 'recommend') : '';
  const advice = recommend === '' ? '' : vscode.l10n.t('The service recommends: {0}', quoteLine(recommend));
  return joinSentences(message, id, nextStep, advice);
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
  const helping = helpOf(error);
  const buttons = [
    ...(first === undefined ? [] : [first]),
    ...helping.map(({ label }) => label),
    ...(policy === undefined ? [] : [copyPolicy]),
    ...(help === undefined ? [] : [openHelp]),
    showLog,
  ];
  const choice = await vscode.window.showErrorMessage(withoutLinks(textOf(error)), ...buttons);
  if (choice === undefined) return false;
  const chosen = helping.find(({ label }) => label === choice);
  if (chosen) await vscode.commands.executeCommand(chosen.command);
  if (choice === openHelp && help !== undefined) await vscode.env.openExternal(vscode.Uri.parse(help, true));
  if (choice === copyPolicy && policy !== undefined) await copyText(policy);
  if (choice === showLog) await vscode.commands.executeCommand(commands.showLog);
  return choice === first;
}

/** Shows an error and offers what helps; returns at once, since nobody has to answer it. */
export function showError(error: unknown): void {
  void showErrorAndAsk(error);
}
