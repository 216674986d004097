import * as vscode from 'vscode';
import { redactValue } from '../cloud/redaction/secrets.ts';

/** Puts a text on the clipboard, from where it goes anywhere: without the secrets that this process has seen. */
export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(redactValue(text));
}
