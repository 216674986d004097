/** New specs, which were never saved. */
import * as vscode from 'vscode';
import { UserError } from '../userError.ts';
import { defaultFolder } from './defaultFolder.ts';
import { fileName } from './fileName.ts';

const isThere = async (file: vscode.Uri): Promise<boolean> => {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    // VS Code says so itself where the folder can't be read.
    return false;
  }
};

/**
 * A name for an untitled spec, in the folder where saving puts it without a question. No open document has the name, and no file: VS Code
 * opens no untitled document in the place of a file.
 */
async function untitledSpecUri(): Promise<vscode.Uri> {
  const folder = defaultFolder();
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (let number = 1; ; number++) {
    const file = vscode.Uri.joinPath(folder, `untitled-${number}.restore.json`);
    // The authority is the host of a network folder.
    if (!taken.has(file.path) && !(await isThere(file))) return file.with({ scheme: 'untitled' });
  }
}

/** Opens an empty spec. Where one of its name was closed just now, VS Code may still have its text. */
export async function openUntitledDocument(): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(await untitledSpecUri());
}

/** Opens a text as a new spec. */
export async function openUntitledSpec(text: string): Promise<void> {
  const document = await openUntitledDocument();
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new UserError(
      vscode.l10n.t('The text was not written into the new spec {0}.', fileName(document.uri)),
      vscode.l10n.t('Try again in a moment.'),
    );
  }
  await vscode.window.showTextDocument(document);
}
