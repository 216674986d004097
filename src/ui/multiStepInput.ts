import * as vscode from 'vscode';

/** What came of one question of several. */
export type StepResult<T = string> = { readonly value: T } | 'back' | 'cancel';

/** Which question of how many is asked, from 1 on. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/**
 * Shows an input until it is accepted, left by its Back button, or closed.
 *
 * @param accept undefined where it stays open
 * @param early what ends it without being accepted, once it has a value
 */
export function askStep<T = string>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  accept: () => T | undefined,
  early?: Promise<T | undefined>,
): Promise<StepResult<T>> {
  return new Promise<StepResult<T>>((resolve, reject) => {
    input.onDidAccept(() => {
      const value = accept();
      if (value !== undefined) resolve({ value });
    });
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) resolve('back');
    });
    input.onDidHide(() => resolve('cancel'));
    early?.then((value) => value !== undefined && resolve({ value }), reject);
    input.show();
  }).finally(() => input.dispose());
}
