import * as vscode from 'vscode';
import { joinLongList } from '../restoreSpec/joinSentences.ts';
import { quoteValue } from '../cloud/quote.ts';
import { withoutIcons } from '../cloud/sanitize.ts';
import { importText, type Imported } from '../restoreSpec/index.ts';
import { openUntitledSpec } from '../ui/untitledSpec.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { UserError } from '../userError.ts';

const nextStep = () =>
  vscode.l10n.t(
    'Copy an aliyun hbr CreateRestoreJob command, a Terraform block, a query string, an HTTP request or JSON of parameters.',
  );

/** What the selection says, else the clipboard, else what the person enters; undefined where that is nothing. */
async function readRequest(): Promise<ReturnType<typeof importText>> {
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
  return importText(entered) ?? { refused: vscode.l10n.t('No request was recognized in the text.') };
}

/** Asks for which shell the command was written where the shells read it differently. @returns undefined where the person leaves */
async function pickReading(found: Imported): Promise<Pick<Imported, 'text' | 'skipped'> | undefined> {
  if (!found.readings) return found;
  const items = found.readings.map((reading) => ({
    label: vscode.l10n.t('As {0} reads it', reading.shells),
    detail: withoutIcons(reading.differences.join(' · ')),
    reading,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which shell is the command for?'),
    placeHolder: vscode.l10n.t('Its quotes and backslashes mean something else in each of them.'),
    ignoreFocusOut: true,
  });
  return picked?.reading;
}

/** Says what could not be carried over. It returns at once, since nobody has to answer. */
function showSkipped(skipped: Imported['skipped']): void {
  const first = skipped.slice(0, 3).map((each) => quoteValue(each, 300));
  const shown = joinLongList(skipped.length > 3 ? [...first, '…'] : first);
  void vscode.window.showWarningMessage(
    withoutLinks(
      vscode.l10n.t('Not everything could be carried over: {0}. It is listed at the top of the spec.', shown),
    ),
  );
}

/** Opens an untitled spec with what a request in another format says. Nothing of it is run. @throws UserError */
export async function importSpec(): Promise<void> {
  const found = await readRequest();
  if (!found) return;
  if ('refused' in found) throw new UserError(vscode.l10n.t('Nothing was imported. {0}', found.refused), nextStep());
  const reading = await pickReading(found);
  if (!reading) return;
  await openUntitledSpec(reading.text);
  if (reading.skipped.length > 0) showSkipped(reading.skipped);
}
