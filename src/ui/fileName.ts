/** The names of files, as messages and pages show them. */
import * as vscode from 'vscode';
import { sanitizeValue } from '../cloud/sanitize.ts';

/** Longer than file systems let one be, in UTF-16 units. */
const longest = 255;

/** The name of a file as it is shown: a file system lets control characters and direction marks be in it. */
export function fileName(uri: vscode.Uri): string {
  return sanitizeValue(uri.path.slice(uri.path.lastIndexOf('/') + 1), longest);
}

/** The same of a spec, without what makes it one: a page that is named so is none itself. */
export function specName(uri: vscode.Uri): string {
  return fileName(uri).replace(/\.restore\.json$/i, '');
}

/** Where a file is, in the folders that are open: two specs of one name are told apart by it. What was never saved is nowhere. */
export function placeOfFile(uri: vscode.Uri): string {
  return uri.scheme === 'untitled' ? fileName(uri) : vscode.workspace.asRelativePath(uri);
}
