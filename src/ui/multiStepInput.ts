import * as vscode from 'vscode';

/** What came of one question of several. */
export type StepResult = { readonly value: string } | 'back' | 'cancel';

/** Shows an input until it is accepted, left by its Back button, or closed. @param accept undefined where it stays open */
export function askStep(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  accept: () => string | undefined,
): Promise<StepResult> {
  return new Promise<StepResult>((resolve) => {
    input.onDidAccept(() => {
      const value = accept();
      if (value !== undefined) resolve({ value });
    });
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) resolve('back');
    });
    input.onDidHide(() => resolve('cancel'));
    input.show();
  }).finally(() => input.dispose());
}
