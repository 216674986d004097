/** Asks for one value of a new spec by hand, checked as one types. */
import * as vscode from 'vscode';
import { idPrefixFor, shortDescription, valueProblem } from '../restoreSpec/index.ts';
import { askStep, type StepPlace, type StepResult } from './multiStepInput.ts';
import { plainText } from './withoutLinks.ts';

export interface TextQuestion extends StepPlace {
  readonly prompt: string;
  /** What values of its kind begin with. It says nothing yet. */
  readonly prefix: string;
  /** What was entered before. */
  readonly before?: string | undefined;
  readonly problemOf: (text: string) => string | undefined;
}

/** @returns the text, empty where it was left to be filled in later */
export function askText({
  title,
  step,
  totalSteps,
  prompt,
  prefix,
  before,
  problemOf,
}: TextQuestion): Promise<StepResult> {
  const input = vscode.window.createInputBox();
  const isUnfilled = (text: string) => text === '' || text === prefix;
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.buttons = [vscode.QuickInputButtons.Back];
  input.prompt = prompt;
  input.value = before ?? prefix;
  // The prefix is selected, so that an ID that is pasted takes its place. A value that was typed before is kept.
  input.valueSelection = [before === undefined ? 0 : input.value.length, input.value.length];
  input.ignoreFocusOut = true;
  const check = (text: string) => {
    const problem = isUnfilled(text) ? undefined : problemOf(text);
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

/** Asks for the value of a parameter. @returns the text, empty where it was left to be filled in later */
export const askValue = (restoreType: string, key: string, place: StepPlace, before?: string): Promise<StepResult> =>
  askText({
    ...place,
    prompt: vscode.l10n.t('{0}: {1} Leave it empty to fill it in later.', key, shortDescription(key, restoreType)),
    prefix: idPrefixFor(key, restoreType),
    before,
    problemOf: (text) => valueProblem(key, restoreType, text),
  });
