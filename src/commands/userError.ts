import * as vscode from 'vscode';
import { helpLink } from '../cloud/help.ts';
import { policyFor } from '../cloud/permissions.ts';
import { commands } from '../ids.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import { copyText } from './clipboard.ts';

/** VS Code's own command. */
export const manageTrust = 'workbench.trust.manage';

/** What the service said of a failure besides its message; the fields are CloudError's. */
export interface ServiceWords {
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;
}

/** A failure in the user's words: what happened, to what, and what to do next. */
export class UserError extends Error implements ServiceWords {
  readonly nextStep: string;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;

  constructor(message: string, nextStep: string, options: ErrorOptions & ServiceWords = {}) {
    super(message, options);
    this.name = 'UserError';
    this.nextStep = nextStep;
    this.requestId = options.requestId;
    this.recommend = options.recommend;
    this.help = options.help;
    this.action = options.action;
  }
}

/** A service's words end as they like; before more follows, they end as a sentence. */
export function sentence(text: string): string {
  return /[.!?。…]$/u.test(text) ? text : `${text}.`;
}

/** Text of an error's field, whichever chunk it comes from: each has classes of its own. */
function fieldOf(error: unknown, name: keyof ServiceWords | 'nextStep' | 'offers'): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Commands that an error may offer by its `offers`, and what their buttons say. */
const offered: ReadonlyMap<string, () => string> = new Map([
  [commands.selectProfile, () => vscode.l10n.t('Select Profile')],
  [commands.selectRegion, () => vscode.l10n.t('Select Region')],
  [manageTrust, () => vscode.l10n.t('Manage Workspace Trust')],
]);

/** Has an error offer one of these commands. @returns the error */
export function offering<T extends Error>(error: T, command: string): T {
  return Object.assign(error, { offers: command });
}

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
export async function askAfter(error: unknown, first?: string): Promise<boolean> {
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
  void askAfter(error);
}
