/** The tools for language models, as VS Code gets them. */
import * as vscode from 'vscode';
import { assistantTools, settings } from '../ids.ts';
import { flagSetting } from '../settings.ts';
import type { ToolName } from './toolAnswers.ts';

/** What a language model gets of a tool. It rejects where the input is of another kind than the manifest says. */
type Answer = (name: ToolName, input: unknown, token: vscode.CancellationToken) => Promise<string>;

async function invoke(answer: () => Promise<string>): Promise<vscode.LanguageModelToolResult> {
  // VS Code hides the tools then; another extension could still call one by its name.
  if (!flagSetting(settings.assistantTools)) {
    throw new Error('The user has switched these tools off, with the setting cloudBackupRestore.assistantTools.');
  }
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await answer())]);
}

export function registerAssistantTools(answer: Answer): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(assistantTools).map(([name, id]) =>
      vscode.lm.registerTool(id, {
        invoke: ({ input }, token) => invoke(() => answer(name as ToolName, input, token)),
      }),
    ),
  );
}
