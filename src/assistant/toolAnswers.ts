/** What each tool answers. Where the extension runs on a machine, it is loaded with the first call of any. */
import * as vscode from 'vscode';
import { isRecord } from '../cloud/json.ts';
import { redactValue } from '../cloud/redaction/secrets.ts';
import type { assistantTools } from '../ids.ts';
import { proposeRestore } from './proposeRestore.ts';
import { explainParameter, previewSpecText, specText, validateSpecText } from './specTools.ts';

export type ToolName = keyof typeof assistantTools;
/** What is said of the job of a RestoreId, or of the newest ones where it is undefined. It rejects where there are no jobs to look at. */
export type LookAtJobs = (restoreId: unknown) => Promise<string | object>;

function answerOf(name: ToolName, input: unknown, lookAtJobs: LookAtJobs): object | Promise<string | object> {
  const { spec, parameter, restoreType, restoreId } = isRecord(input) ? input : {};
  switch (name) {
    case 'validateSpec':
      return validateSpecText(specText(spec));
    case 'previewRequest':
      return previewSpecText(specText(spec));
    case 'explainParameter':
      return explainParameter(parameter, restoreType);
    case 'lookAtJob':
      return lookAtJobs(restoreId);
    case 'proposeRestore':
      return proposeRestore(spec);
  }
}

/**
 * The answer of a tool as text, without secrets.
 *
 * @param input as a language model wrote it
 * @throws CancellationError where the person took the question back, so that nothing opens then. Another error where the input is of
 * another kind than the manifest says
 */
export async function answerText(
  name: ToolName,
  input: unknown,
  lookAtJobs: LookAtJobs,
  token: vscode.CancellationToken,
): Promise<string> {
  if (token.isCancellationRequested) throw new vscode.CancellationError();
  const answer = await answerOf(name, input, lookAtJobs);
  if (token.isCancellationRequested) throw new vscode.CancellationError();
  return typeof answer === 'string' ? redactValue(answer) : JSON.stringify(redactValue(answer), null, 2);
}
