/** What each tool answers. It is loaded with the first call of any. */
import { redactValue } from '../cloud/redaction/secrets.ts';
import type { assistantTools } from '../ids.ts';
import type { KeptJobs } from '../jobs/findJob.ts';
import { lookAtJobs } from './jobTools.ts';
import { proposeRestore } from './proposeRestore.ts';
import { explainParameter, previewSpecText, specText, validateSpecText } from './specTools.ts';

/** The jobs, and what reads those of the past. */
export interface ReadableJobs extends KeptJobs {
  loadHistory(): Promise<void>;
}

export type ToolName = keyof typeof assistantTools;
/** As a language model wrote it. */
export type ToolInput = Readonly<Record<string, unknown>>;

function answerOf(name: ToolName, input: ToolInput, jobs: ReadableJobs): object | Promise<string | object> {
  const { spec, parameter, restoreType, restoreId } = input;
  switch (name) {
    case 'validateSpec':
      return validateSpecText(specText(spec));
    case 'previewRequest':
      return previewSpecText(specText(spec));
    case 'explainParameter':
      return explainParameter(parameter, restoreType);
    case 'lookAtJob':
      return jobs.loadHistory().then(() => lookAtJobs(jobs, restoreId, Date.now()));
    case 'proposeRestore':
      return proposeRestore(spec);
  }
}

/** The answer of a tool as text, without secrets. @throws where the input is of another kind than the manifest says */
export async function answerText(name: ToolName, input: ToolInput, jobs: ReadableJobs): Promise<string> {
  const answer = await answerOf(name, input, jobs);
  return typeof answer === 'string' ? redactValue(answer) : JSON.stringify(redactValue(answer), null, 2);
}
