/** The tools for language models. What answers is loaded with the first call. */
import * as vscode from 'vscode';
import { assistantTools, settings } from '../ids.ts';
import { flagSetting } from '../settings.ts';
import type { ReadableJobs, ToolInput, ToolName } from './toolAnswers.ts';

async function invoke(name: ToolName, input: ToolInput, jobs: ReadableJobs): Promise<vscode.LanguageModelToolResult> {
  // VS Code hides the tools then; another extension could still call one by its name.
  if (!flagSetting(settings.assistantTools)) {
    throw new Error('The user has switched these tools off, with the setting cloudBackupRestore.assistantTools.');
  }
  const { answerText } = await import('./toolAnswers.ts');
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await answerText(name, input, jobs))]);
}

export function registerAssistantTools(jobs: ReadableJobs): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(assistantTools).map(([name, id]) =>
      vscode.lm.registerTool<ToolInput>(id, { invoke: ({ input }) => invoke(name as ToolName, input, jobs) }),
    ),
  );
}
