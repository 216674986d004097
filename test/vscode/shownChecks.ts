import * as vscode from 'vscode';

/**
 * Answers the list of the preflight's results with the first one whose label has this text.
 *
 * @returns what was shown, one line each, the title first; what each check says of itself; and how to end that
 */
export function answeringChecks(text?: string) {
  const shown: string[] = [];
  const verdicts: string[] = [];
  const { showQuickPick } = vscode.window;
  const fake = (items: vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
    shown.push(options.title ?? '', ...items.map(({ label, detail }) => [label, detail].filter(Boolean).join(': ')));
    verdicts.push(...items.filter(({ kind }) => kind === undefined).map(({ description }) => description ?? ''));
    return Promise.resolve(items.find(({ label }) => text !== undefined && label.includes(text)));
  };
  Object.assign(vscode.window, { showQuickPick: fake });
  return { shown, verdicts, restore: () => Object.assign(vscode.window, { showQuickPick }) };
}
