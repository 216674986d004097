import * as vscode from 'vscode';
import {
  shortDescription,
  keysToFill,
  newSpecSnippet,
  idPrefix,
  valueProblem,
  restoreTypes,
} from '../restoreSpec/index.ts';
import { plainText } from '../ui/withoutLinks.ts';
import { untitledSpecUri } from '../ui/untitledSpec.ts';
import { askStep, type StepResult } from '../ui/multiStepInput.ts';

const title = () => vscode.l10n.t('New Restore Spec');

function askType(): Promise<StepResult> {
  const pick = vscode.window.createQuickPick();
  pick.title = title();
  pick.placeholder = vscode.l10n.t('What do you want to restore?');
  pick.matchOnDetail = true;
  // The explanations are markdown, which a quick pick shows as it is written.
  pick.items = restoreTypes().map(({ word, text }) => ({ label: word, detail: text.replace(/[*`]/g, '') }));
  return askStep(pick, () => pick.activeItems[0]?.label);
}

function askValue(restoreType: string, key: string, step: number, steps: number, before?: string) {
  const input = vscode.window.createInputBox();
  const prefix = idPrefix(key, restoreType);
  const isUnfilled = (text: string) => text === '' || text === prefix;
  input.title = `${title()}: ${restoreType}`;
  input.step = step;
  input.totalSteps = steps;
  input.buttons = [vscode.QuickInputButtons.Back];
  input.prompt = vscode.l10n.t('{0}: {1} Leave it empty to fill it in later.', key, shortDescription(key, restoreType));
  input.value = before ?? prefix;
  // The prefix is selected, so that an ID that is pasted takes its place. A value that was typed before is kept.
  input.valueSelection = [before === undefined ? 0 : input.value.length, input.value.length];
  input.ignoreFocusOut = true;
  const check = (text: string) => {
    const problem = isUnfilled(text) ? undefined : valueProblem(key, restoreType, text);
    // It may quote what was pasted.
    input.validationMessage = problem && plainText(problem);
  };
  check(input.value);
  input.onDidChangeValue(check);
  return askStep(input, () => {
    if (input.validationMessage !== undefined) return undefined;
    return isUnfilled(input.value) ? '' : input.value;
  });
}

/** Asks for the kind of restore and what it needs. @returns the snippet of the spec; undefined where it was cancelled */
async function askForSpec(): Promise<string | undefined> {
  for (;;) {
    const type = await askType();
    if (typeof type === 'string') return undefined;
    const keys = keysToFill(type.value);
    const values = new Map<string, string>();
    let step = 0;
    while (step >= 0 && step < keys.length) {
      const key = keys[step] ?? '';
      const answer = await askValue(type.value, key, step + 1, keys.length, values.get(key));
      if (answer === 'cancel') return undefined;
      if (answer === 'back') step--;
      else {
        // An empty prefix is a prefix; anything else that is empty is to be filled in.
        if (answer.value === '') values.delete(key);
        else values.set(key, answer.value);
        step++;
      }
    }
    if (step >= 0) return newSpecSnippet(type.value, values);
  }
}

/** Leads to a new spec and opens it, never saved, with the cursor on the first value to fill in. */
export async function newSpec(): Promise<void> {
  const snippet = await askForSpec();
  if (snippet === undefined) return;
  const document = await vscode.workspace.openTextDocument(untitledSpecUri());
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(new vscode.SnippetString(snippet));
}
