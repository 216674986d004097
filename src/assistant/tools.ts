/** The tools for language models. What answers is loaded with a tool's first call. */
import * as vscode from 'vscode';
import { assistantTools, settings } from '../ids.ts';
import type { KeptJobs } from '../jobs/findJob.ts';
import { flagSetting } from '../settings.ts';

/** The jobs, and what reads those of the past. */
export interface ReadableJobs extends KeptJobs {
  loadHistory(): Promise<void>;
}

type Input = Readonly<Record<string, unknown>>;
type Tool = (input: Input) => Promise<string | object>;

const toolsOver = (jobs: ReadableJobs): Record<keyof typeof assistantTools, Tool> => ({
  async validateSpec({ spec }) {
    const { specText, validateSpecText } = await import('./specTools.ts');
    return validateSpecText(specText(spec));
  },
  async previewRequest({ spec }) {
    const { previewSpecText, specText } = await import('./specTools.ts');
    return previewSpecText(specText(spec));
  },
  async explainParameter({ parameter, restoreType }) {
    const { explainParameter } = await import('./specTools.ts');
    return explainParameter(parameter, restoreType);
  },
  async lookAtJob({ restoreId }) {
    const { lookAtJobs } = await import('./jobTools.ts');
    await jobs.loadHistory();
    return lookAtJobs(jobs, restoreId, Date.now());
  },
  async proposeRestore({ spec }) {
    const { proposeRestore } = await import('./proposeRestore.ts');
    return proposeRestore(spec);
  },
});

/** The one way out for an answer: it holds no secret. */
async function answerText(answer: string | object): Promise<string> {
  const { redactValue } = await import('../cloud/redaction/secrets.ts');
  return typeof answer === 'string' ? redactValue(answer) : JSON.stringify(redactValue(answer), null, 2);
}

async function invoke(tool: Tool, input: Input): Promise<vscode.LanguageModelToolResult> {
  // VS Code hides the tools then; another extension could still call one by its name.
  if (!flagSetting(settings.assistantTools)) {
    throw new Error('The user has switched these tools off, with the setting cloudBackupRestore.assistantTools.');
  }
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(await answerText(await tool(input)))]);
}

export function registerAssistantTools(jobs: ReadableJobs): vscode.Disposable {
  const tools = toolsOver(jobs);
  return vscode.Disposable.from(
    ...Object.entries(assistantTools).map(([key, name]) =>
      vscode.lm.registerTool<Input>(name, {
        invoke: ({ input }) => invoke(tools[key as keyof typeof tools], input),
      }),
    ),
  );
}
