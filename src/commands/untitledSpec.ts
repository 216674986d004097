import * as vscode from 'vscode';
import { freeUri } from './newSpec.ts';

/** Opens a text as a new spec that was never saved. */
export async function openUntitledSpec(text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(freeUri());
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}
