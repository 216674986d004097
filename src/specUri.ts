/** How records name the document that a job was submitted from. */
import type * as vscode from 'vscode';

const untitledIds = new WeakMap<vscode.TextDocument, string>();

/**
 * The URI of a spec's document, as records have it. VS Code gives the name of an untitled document that was closed to the next one.
 * So an untitled document has a fragment of its own, which lasts as long as the document is open in this window.
 */
export function specUriOf(document: vscode.TextDocument): string {
  const { uri } = document;
  if (uri.scheme !== 'untitled') return uri.toString();
  const fragment = untitledIds.get(document) ?? crypto.randomUUID();
  untitledIds.set(document, fragment);
  return uri.with({ fragment }).toString();
}
