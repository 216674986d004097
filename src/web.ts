/**
 * The extension in a browser without a machine behind it: specs are written, checked, previewed, copied and imported as
 * everywhere. There is nothing there to read credentials from or to keep jobs on, so the other commands are hidden, and say so
 * where something still calls them.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { answerText } from './assistant/toolAnswers.ts';
import { registerAssistantTools } from './assistant/tools.ts';
import { copyRequestAs } from './commands/copyRequestAs.ts';
import { explainProblem } from './commands/explainProblem.ts';
import { importSpec } from './commands/importSpec.ts';
import { newSpec } from './commands/newSpec.ts';
import { previewRequest } from './commands/previewRequest.ts';
import { registerAuthoring } from './editor/authoring.ts';
import { commands, contextKeys, pageSchemes, views, webCommands } from './ids.ts';
import type { RequestTargets } from './ui/requestTarget.ts';
import { withoutLinks } from './ui/withoutLinks.ts';
import { UserError } from './userError.ts';
import { serveLazyPages } from './views/lazyPages.ts';
import { RequestPages } from './views/requestPages.ts';
import { joinSentences } from './restoreSpec/joinSentences.ts';

function showNeedsMachine(): void {
  const message = vscode.l10n.t(
    'In this browser you can only write and check specs. To submit restore jobs and follow them, use VS Code on your desktop or a remote window.',
  );
  void vscode.window.showInformationMessage(message);
}

/** Specs and settings alone decide where requests go: nobody signs here. */
const targets: RequestTargets = {
  forRegion: () => Promise.reject(new Error('Nobody signs in a browser.')),
  selectedRegion: () => undefined,
  onDidChange: () => new vscode.Disposable(() => undefined),
};

/** What the tools for language models say of jobs. */
const lookAtNoJobs = () =>
  Promise.reject(
    new Error('Restore jobs are kept where the extension runs on a machine. In this browser there are none.'),
  );

type Command = (argument: unknown) => Promise<void>;

const run = (command: Command) => async (argument: unknown) => {
  try {
    await command(argument);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    void vscode.window.showErrorMessage(withoutLinks(joinSentences(error.message, error.nextStep)));
  }
};

const uriIn = (argument: unknown) => (argument instanceof vscode.Uri ? argument : undefined);

export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  void vscode.commands.executeCommand('setContext', contextKeys.web, true);
  const pages = new RequestPages(targets);
  const table: Record<(typeof webCommands)[number], Command> = {
    newSpec: () => newSpec(),
    previewRequest: (argument) => previewRequest(pages, uriIn(argument)),
    copyRequestAs: (argument) => copyRequestAs(targets, uriIn(argument)),
    importSpec: () => importSpec(),
    explainProblem: (argument) => explainProblem(typeof argument === 'string' ? argument : undefined),
  };
  const here = new Set<string>(webCommands);
  const others = Object.entries(commands).flatMap(([name, id]) => (here.has(name) ? [] : [id]));
  context.subscriptions.push(
    registerAuthoring(),
    registerAssistantTools((name, input, token) => answerText(name, input, lookAtNoJobs, token)),
    serveLazyPages(pageSchemes.request, () => Promise.resolve(pages)),
    ...webCommands.map((name) => vscode.commands.registerCommand(commands[name], run(table[name]))),
    ...others.map((id) => vscode.commands.registerCommand(id, showNeedsMachine)),
    vscode.window.registerTreeDataProvider<never>(views.jobs, { getChildren: () => [], getTreeItem: (item) => item }),
  );
}
