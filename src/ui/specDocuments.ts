/** The documents of specs, as commands about a spec or its request find them. */
import * as vscode from 'vscode';
import { quoteValue } from '../cloud/quote.ts';
import { isSpecFile, pageSchemes } from '../ids.ts';
import { specUriOf } from '../specUri.ts';
import { UserError } from '../userError.ts';
import { fileName } from './fileName.ts';
import { specOfRequestPage } from './pageUris.ts';
import { showDocument } from './showDocument.ts';

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
  const editor = await showDocument(document);
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

/** Files as VS Code itself has them. Theia tells of no other file system whether it can be written. */
const ownSchemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote']);

/**
 * Whether a document is no file that a person writes: one side of a diff, an earlier revision, a version of the Timeline. It has the name of
 * the spec, and may say something else. VS Code tells nothing of schemes that have no file system: they show texts to be read.
 */
const isReadOnlyVersion = ({ scheme }: vscode.Uri) =>
  !ownSchemes.has(scheme) && vscode.workspace.fs.isWritableFileSystem(scheme) !== true;

/** The documents that a tab shows; of a diff, first the one that VS Code takes for the tab's own. */
export const urisInTab = ({ input }: vscode.Tab): readonly vscode.Uri[] => {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.modified, input.original] : [];
};

const specOf = (uri: vscode.Uri) => (uri.scheme === pageSchemes.request ? specOfRequestPage(uri) : uri);

/** The one spec that tabs show, or whose request they show, in however many of them; undefined where it is not one. */
function oneSpecIn(tabs: readonly vscode.Tab[]): vscode.Uri | undefined {
  const specs = tabs
    .flatMap(urisInTab)
    .map(specOf)
    .filter((uri) => isSpecFile(uri.path) && !isReadOnlyVersion(uri));
  const [spec, ...others] = new Map(specs.map((uri) => [uri.toString(), uri])).values();
  return others.length === 0 ? spec : undefined;
}

/**
 * What a person has in front who calls a command without saying on what. Where the Output panel or a list has the focus, that is still the
 * tab in front. Where that tab is no text, it is the one spec that another group shows, else the one spec that is open.
 */
function uriInFront(): vscode.Uri | undefined {
  const { activeTextEditor, tabGroups } = vscode.window;
  const active = activeTextEditor?.document.uri;
  // The Output panel's editor counts as an active one.
  if (active && active.scheme !== 'output') return active;
  const tab = tabGroups.activeTabGroup.activeTab;
  const [first, second] = tab ? urisInTab(tab) : [];
  if (tab && first) return second ? (oneSpecIn([tab]) ?? first) : first;
  const shown = tabGroups.all.flatMap(({ activeTab }) => activeTab ?? []);
  return oneSpecIn(shown) ?? oneSpecIn(tabGroups.all.flatMap(({ tabs }) => tabs));
}

export interface SpecSought {
  /** Whether a version that can only be read will do, since the command only shows something of it. */
  readonly orVersion?: boolean;
  /** What the command says where there is no spec. */
  readonly none?: string;
}

/**
 * The spec that a command is called on.
 *
 * @param uri what a menu or code lens was called on: a spec, or the page of its request. Without it, what is in front counts
 * @throws UserError where there is none, it is not the file itself, or it can't be opened
 */
export async function specDocument(
  uri: vscode.Uri | undefined,
  { orVersion = false, none = vscode.l10n.t('There is no restore spec to build a request from.') }: SpecSought = {},
): Promise<vscode.TextDocument> {
  const given = uri ?? uriInFront();
  const spec = given && specOf(given);
  if (!spec || !isSpecFile(spec.path)) {
    throw new UserError(
      none,
      vscode.l10n.t('Open a file whose name ends in .restore.json, or make one with "Cloud Backup: New Restore Spec".'),
    );
  }
  if (!orVersion && isReadOnlyVersion(spec)) {
    throw new UserError(
      vscode.l10n.t(
        'The editor in front shows a read-only version of {0} (from {1}), not the file itself.',
        quoteValue(fileName(spec)),
        quoteValue(spec.scheme, 100),
      ),
      vscode.l10n.t(
        'Open the file itself, or save this version as a file of its own; then run the command again there.',
      ),
    );
  }
  try {
    return findOpenDocument(spec) ?? (await vscode.workspace.openTextDocument(spec));
  } catch {
    throw specNotOpened(spec);
  }
}
