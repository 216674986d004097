import * as vscode from 'vscode';

/** A name for an untitled spec in the first folder, or in none, that no open document has. */
export function untitledSpecUri(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.path ?? '';
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  let number = 1;
  const path = () => `${folder}/untitled-${number}.restore.json`;
  while (taken.has(path())) number++;
  return vscode.Uri.from({ scheme: 'untitled', path: path() });
}

/** Opens a text as a new spec that was never saved. */
export async function openUntitledSpec(text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(untitledSpecUri());
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}
