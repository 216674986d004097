import * as vscode from 'vscode';
import type * as Spec from '../spec/spec.ts';
import { plainText } from '../views/withoutLinks.ts';
import { answerOf, type Answer } from './steps.ts';

/** A name for an untitled spec in the first folder, or in none, that no open document has. */
export function freeUri(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.path ?? '';
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  let number = 1;
  const path = () => `${folder}/untitled-${number}.restore.json`;
  while (taken.has(path())) number++;
  return vscode.Uri.from({ scheme: 'untitled', path: path() });
}

const title = () => vscode.l10n.t('New Restore Spec');

function askType({ restoreTypes }: typeof Spec): Promise<Answer> {
  const pick = vscode.window.createQuickPick();
  pick.title = title();
  pick.placeholder = vscode.l10n.t('What do you want to restore?');
  pick.matchOnDetail = true;
  // The explanations are markdown, which a quick pick shows as it is written.
  pick.items = restoreTypes().map(({ word, text }) => ({ label: word, detail: text.replace(/[*`]/g, '') }));
  return answerOf(pick, () => pick.activeItems[0]?.label);
}

function askValue(
  { inShort, prefixOf, problemWith }: typeof Spec,
  restoreType: string,
  key: string,
  step: number,
  steps: number,
  before?: string,
) {
  const input = vscode.window.createInputBox();
  const prefix = prefixOf(key, restoreType);
  const isUnfilled = (text: string) => text === '' || text === prefix;
  input.title = `${title()}: ${restoreType}`;
  input.step = step;
  input.totalSteps = steps;
  input.buttons = [vscode.QuickInputButtons.Back];
  input.prompt = vscode.l10n.t('{0}: {1} Leave it empty to fill it in later.', key, inShort(key, restoreType));
  input.value = before ?? prefix;
  input.valueSelection = [input.value.length, input.value.length];
  input.ignoreFocusOut = true;
  const check = (text: string) => {
    const problem = isUnfilled(text) ? undefined : problemWith(key, restoreType, text);
    // It may quote what was pasted.
    input.validationMessage = problem && plainText(problem);
  };
  check(input.value);
  input.onDidChangeValue(check);
  return answerOf(input, () => {
    if (input.validationMessage !== undefined) return undefined;
    return isUnfilled(input.value) ? '' : input.value;
  });
}

/** Asks for the kind of restore and what it needs. @returns the snippet of the spec; undefined where it was cancelled */
async function ask(spec: typeof Spec): Promise<string | undefined> {
  for (;;) {
    const type = await askType(spec);
    if (typeof type === 'string') return undefined;
    const keys = spec.keysToFill(type.value);
    const values = new Map<string, string>();
    let step = 0;
    while (step >= 0 && step < keys.length) {
      const key = keys[step] ?? '';
      const answer = await askValue(spec, type.value, key, step + 1, keys.length, values.get(key));
      if (answer === 'cancel') return undefined;
      if (answer === 'back') step--;
      else {
        // An empty prefix is a prefix; anything else that is empty is to be filled in.
        if (answer.value === '') values.delete(key);
        else values.set(key, answer.value);
        step++;
      }
    }
    if (step >= 0) return spec.newSpecSnippet(type.value, values);
  }
}

/** Leads to a new spec and opens it, never saved, with the cursor on the first value to fill in. */
export async function newSpec(): Promise<void> {
  const snippet = await ask(await import('../spec/spec.ts'));
  if (snippet === undefined) return;
  const document = await vscode.workspace.openTextDocument(freeUri());
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(new vscode.SnippetString(snippet));
}
