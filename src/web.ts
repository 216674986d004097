/**
 * The extension in a browser without a machine behind it: specs are written and checked as
 * everywhere. There is nothing there to read credentials from or to keep jobs on, so every other command says so.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { explainProblem } from './commands/explainProblem.ts';
import { registerAuthoring } from './editor/authoring.ts';
import { commands, contextKeys, views } from './ids.ts';

function sayWhere(): void {
  const message = vscode.l10n.t(
    'Restore jobs are submitted and followed where the extension runs on a machine: in VS Code on your desktop, or in a remote window. In this browser, specs are written and checked alone.',
  );
  void vscode.window.showInformationMessage(message);
}

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  void vscode.commands.executeCommand('setContext', contextKeys.web, true);
  const others = Object.values(commands).filter((id) => id !== commands.explainProblem);
  context.subscriptions.push(
    registerAuthoring(),
    vscode.commands.registerCommand(commands.explainProblem, explainProblem),
    ...others.map((id) => vscode.commands.registerCommand(id, sayWhere)),
    vscode.window.registerTreeDataProvider<never>(views.jobs, { getChildren: () => [], getTreeItem: (item) => item }),
  );
}
