import * as vscode from 'vscode';

/** A name for an untitled spec in the first folder, or in none, that no open document has. */
function freeUri(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.path ?? '';
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  let number = 1;
  const path = () => `${folder}/untitled-${number}.restore.json`;
  while (taken.has(path())) number++;
  return vscode.Uri.from({ scheme: 'untitled', path: path() });
}

/** Opens an empty spec and offers the kinds of restore to start from. */
export async function newSpec(): Promise<void> {
  const document = await vscode.workspace.openTextDocument(freeUri());
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
}
