/** The documents of specs, as commands about a spec or its request find them. */
import * as vscode from 'vscode';
import { quoteValue } from '../cloud/quote.ts';
import { isSpecFile, pageSchemes } from '../ids.ts';
import { specUriOf } from '../specUri.ts';
import { UserError } from '../userError.ts';
import { fileName } from './fileName.ts';
import { specOfRequestPage } from './pageUris.ts';

/** A document that is open, saved or not. */
export function findOpenDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/** The open document that a job was submitted from. @param spec as its record has it */
export function findOpenSpec(spec: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => specUriOf(document) === spec);
}

/** Shows a document with a range of it selected. */
export async function revealRange(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** A spec can't be opened. VS Code has many reasons, and what to do is the same for all of them. */
export function specNotOpened(spec: vscode.Uri): UserError {
  return new UserError(
    vscode.l10n.t('The spec {0} could not be opened.', quoteValue(fileName(spec))),
    vscode.l10n.t('It may have been moved, deleted or never saved.'),
  );
}

const isSpecOrItsPage = (uri: vscode.Uri) => uri.scheme === pageSchemes.request || isSpecFile(uri.path);

const uriIn = ({ input }: vscode.Tab) => (input instanceof vscode.TabInputText ? input.uri : undefined);

/**
 * What a person has in front who calls a command without saying on what. Where the Output panel or a list has the focus, that is still the
 * tab in front. Where that tab is no text, it is the one spec that another group shows, else the one spec that is open.
 */
export function uriInFront(): vscode.Uri | undefined {
  const { activeTextEditor, tabGroups } = vscode.window;
  const active = activeTextEditor?.document.uri;
  // The Output panel's editor counts as an active one.
  if (active && active.scheme !== 'output') return active;
  const tab = tabGroups.activeTabGroup.activeTab;
  const ofTab = tab && uriIn(tab);
  if (ofTab) return ofTab;
  const shown = tabGroups.all.flatMap(({ activeTab }) => (activeTab && uriIn(activeTab)) ?? []).filter(isSpecOrItsPage);
  const open = tabGroups.all.flatMap(({ tabs }) => tabs.flatMap((each) => uriIn(each) ?? [])).filter(isSpecOrItsPage);
  return [shown, open].find(({ length }) => length === 1)?.[0];
}

/**
 * The spec that a command about its request is called on.
 *
 * @param uri what a menu or code lens was called on: a spec, or the page of its request. Without it, what is in front counts
 * @throws UserError where there is none, or it can't be opened
 */
export async function specDocument(uri: vscode.Uri | undefined): Promise<vscode.TextDocument> {
  const given = uri ?? uriInFront();
  const spec = given?.scheme === pageSchemes.request ? specOfRequestPage(given) : given;
  if (!spec || !isSpecFile(spec.path)) {
    throw new UserError(
      vscode.l10n.t('There is no restore spec to make a request of.'),
      vscode.l10n.t('Open a file whose name ends in .restore.json, or make one with "Cloud Backup: New Restore Spec".'),
    );
  }
  try {
    return findOpenDocument(spec) ?? (await vscode.workspace.openTextDocument(spec));
  } catch {
    throw specNotOpened(spec);
  }
}
