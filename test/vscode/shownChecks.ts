import * as vscode from 'vscode';

/**
 * Answers the list of the preflight's results with the first one whose label has this text.
 *
 * @returns what was shown, one line each, the title first; and how to end that
 */
export function answeringChecks(text?: string) {
  const shown: string[] = [];
  const { showQuickPick } = vscode.window;
  const fake = (items: vscode.QuickPickItem[], options: vscode.QuickPickOptions) => {
    shown.push(options.title ?? '', ...items.map(({ label, detail }) => [label, detail].filter(Boolean).join(': ')));
    return Promise.resolve(items.find(({ label }) => text !== undefined && label.includes(text)));
  };
  Object.assign(vscode.window, { showQuickPick: fake });
  return { shown, restore: () => Object.assign(vscode.window, { showQuickPick }) };
}
