/**
 * The extension in a browser without a machine behind it: specs are written, checked, previewed, copied and imported as
 * everywhere. There is nothing there to read credentials from or to keep jobs on, so the other commands are hidden, and say so
 * where something still calls them.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { explainProblem } from './commands/explainProblem.ts';
import { newSpec } from './commands/newSpec.ts';
import { serveRequestPages } from './commands/previewRequest.ts';
import { copyRequest, importFromEditor, openRequestPage } from './commands/requestForms.ts';
import type { Failure, Places } from './commands/requestTarget.ts';
import { registerAuthoring } from './editor/authoring.ts';
import { commands, contextKeys, views, webCommands } from './ids.ts';
import { withoutLinks } from './views/withoutLinks.ts';

function sayWhere(): void {
  const message = vscode.l10n.t(
    'Restore jobs are submitted and followed where the extension runs on a machine: in VS Code on your desktop, or in a remote window. In this browser, specs are written and checked alone.',
  );
  void vscode.window.showInformationMessage(message);
}

/** Where requests go is said by specs and settings alone: nobody signs here. */
const places: Places = {
  forRegion: () => Promise.reject(new Error('Nobody signs in a browser.')),
  selectedRegion: () => undefined,
  onDidChange: () => new vscode.Disposable(() => undefined),
};

async function saying(done: Promise<Failure | undefined>): Promise<void> {
  const failure = await done;
  if (failure) void vscode.window.showErrorMessage(withoutLinks(`${failure.message} ${failure.nextStep}`));
}

const table: Record<(typeof webCommands)[number], Parameters<typeof vscode.commands.registerCommand>[1]> = {
  newSpec: () => newSpec(),
  previewRequest: (uri?: vscode.Uri) => saying(openRequestPage(uri)),
  copyRequestAs: (uri?: vscode.Uri) => saying(copyRequest(places, uri)),
  importSpec: () => saying(importFromEditor()),
  explainProblem,
};

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  void vscode.commands.executeCommand('setContext', contextKeys.web, true);
  const here = new Set<string>(webCommands);
  const others = Object.entries(commands).flatMap(([name, id]) => (here.has(name) ? [] : [id]));
  context.subscriptions.push(
    registerAuthoring(),
    serveRequestPages(places),
    ...webCommands.map((name) => vscode.commands.registerCommand(commands[name], table[name])),
    ...others.map((id) => vscode.commands.registerCommand(id, sayWhere)),
    vscode.window.registerTreeDataProvider<never>(views.jobs, { getChildren: () => [], getTreeItem: (item) => item }),
  );
}
