import * as vscode from 'vscode';
import { redacted } from '../cloud/secrets.ts';

/** Puts a text on the clipboard, from where it goes anywhere: without the secrets that this process has seen. */
export async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(redacted(text));
}
