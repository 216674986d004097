import * as vscode from 'vscode';

/** A browser has no home folder, and no process. */
function homeFolder(): vscode.Uri {
  if (typeof process === 'undefined') return vscode.Uri.file('/');
  const { HOME, USERPROFILE } = process.env;
  return vscode.Uri.file((process.platform === 'win32' ? USERPROFILE : HOME) ?? '/');
}

/** Where a new file goes unless a person says otherwise: the first folder that is open, else the home folder. */
export const defaultFolder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? homeFolder();
