import * as vscode from 'vscode';
import { importText, type Imported } from '../spec/spec.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import type { Failure } from './requestTarget.ts';
import { openUntitledSpec } from './untitledSpec.ts';

const nextStep = () =>
  vscode.l10n.t(
    'Copy an aliyun hbr CreateRestoreJob command, a Terraform block, a query string or JSON of parameters.',
  );

/** What the selection says, else the clipboard, else what the person enters; undefined where that is nothing. */
async function readSomewhere(): Promise<ReturnType<typeof importText>> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor && importText(editor.document.getText(editor.selection));
  const found = selected ?? importText(await vscode.env.clipboard.readText());
  if (found) return found;
  const entered = await vscode.window.showInputBox({
    title: vscode.l10n.t('Import Restore Spec'),
    prompt: nextStep(),
    placeHolder: 'aliyun hbr CreateRestoreJob …',
    ignoreFocusOut: true,
  });
  if (entered === undefined) return undefined;
  return importText(entered) ?? { refused: vscode.l10n.t('The text looks like no request that could be read.') };
}

async function open({ text, left }: Imported): Promise<void> {
  await openUntitledSpec(text);
  if (left.length === 0) return;
  const shown = left.slice(0, 3).join('; ') + (left.length > 3 ? '; …' : '');
  // Nobody has to answer it.
  void vscode.window.showWarningMessage(
    withoutLinks(
      vscode.l10n.t('Not everything could be carried over: {0}. It is listed at the top of the spec.', shown),
    ),
  );
}

/** Opens an untitled spec with what a request in another form says. Nothing of it is run. */
export async function importFromEditor(): Promise<Failure | undefined> {
  const found = await readSomewhere();
  if (!found) return undefined;
  if ('refused' in found)
    return { message: vscode.l10n.t('Nothing was imported. {0}', found.refused), nextStep: nextStep() };
  await open(found);
  return undefined;
}
