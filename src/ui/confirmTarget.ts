import * as vscode from 'vscode';
import { quoteValue } from '../cloud/quote.ts';
import { fewestTyped, namesTarget, type RestoreLoss } from '../jobs/format/restoreLoss.ts';
import { plainText } from './withoutLinks.ts';

/** Has a person type a name. @returns false where that is given up */
async function typed(
  title: string,
  prompt: string,
  target: string,
  names: (text: string) => boolean,
): Promise<boolean> {
  const shown = quoteValue(target, 200);
  const text = await vscode.window.showInputBox({
    title,
    prompt: plainText(prompt),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || names(text) ? undefined : plainText(vscode.l10n.t('That is not {0}.', shown)),
  });
  return text !== undefined && names(text);
}

/** Has the person type all of a protected target's ID. @returns false where that is given up */
export function confirmProtected(target: string, deed: string): Promise<boolean> {
  const prompt = vscode.l10n.t('{0} is a protected target. Type all of it to go on.', quoteValue(target, 200));
  return typed(deed, prompt, target, (text) => text.trim() === target.trim());
}

/** Has the person type what is overwritten. @returns false where that is given up */
export function confirmTarget({ target, deed }: RestoreLoss): Promise<boolean> {
  const shown = quoteValue(target, 200);
  const prompt =
    target.trim().length > fewestTyped
      ? vscode.l10n.t('Type {0}, or its last six characters, to go on.', shown)
      : vscode.l10n.t('Type {0} to go on.', shown);
  return typed(deed, prompt, target, (text) => namesTarget(text, target));
}
