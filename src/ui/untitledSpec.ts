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

/** The number in the name of the last untitled spec of this window. */
let lastNumber = 0;

/**
 * A name for an untitled spec, in the folder where saving puts it without a question. No open document has the name, and no file: VS Code
 * opens no untitled document in the place of a file. No spec of this window had it before either: VS Code empties a document that was closed
 * a moment later, and with it one that was opened under its name meanwhile.
 */
async function untitledSpecUri(): Promise<vscode.Uri> {
  const folder = defaultFolder();
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (;;) {
    lastNumber += 1;
    const file = vscode.Uri.joinPath(folder, `untitled-${lastNumber}.restore.json`);
    // The authority is the host of a network folder.
    if (!taken.has(file.path) && !(await isThere(file))) return file.with({ scheme: 'untitled' });
  }
}

/** Opens an empty spec. */
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
