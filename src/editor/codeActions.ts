/** Quick fixes, refactorings and "fix all" over a spec. */
import * as vscode from 'vscode';
import { redact } from '../cloud/redaction/secrets.ts';
import { commands } from '../ids.ts';
import { namedSnapshot } from '../live/files/namedSnapshot.ts';
import {
  filterPathAt,
  fixAll,
  fixesFor,
  isFixableAnywhere,
  refactoringsAt,
  type Edit,
  type Fix,
  type Diagnostic,
  type SpecDocument,
} from '../restoreSpec/index.ts';
import { liveAccounts, readOpenSpec, selector } from './openSpecs.ts';
import { rangeOf } from './rangeOf.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('cloudBackupRestore');
const kinds = {
  quickfix: vscode.CodeActionKind.QuickFix,
  refactor: vscode.CodeActionKind.RefactorRewrite,
  versions: vscode.CodeActionKind.Refactor.append('versions'),
} as const;

/** Where everything is selected, a list of more is of no use to anybody. */
const mostProblems = 50;

function workspaceEdit(document: vscode.TextDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const of = (each: Edit) => {
    const range = rangeOf(document, each);
    if (each.snippet === undefined) return new vscode.TextEdit(range, each.text);
    const snippet = new vscode.SnippetTextEdit(range, new vscode.SnippetString(each.snippet));
    // The lines are indented as the spec is; the editor would add the indentation of the first to each.
    snippet.keepWhitespace = true;
    return snippet;
  };
  edit.set(document.uri, edits.map(of));
  return edit;
}

function actionOf(document: vscode.TextDocument, fix: Fix): vscode.CodeAction {
  const action = new vscode.CodeAction(redact(fix.title), kinds[fix.kind]);
  action.edit = workspaceEdit(document, fix.edits);
  return action;
}

/** Leads from a path to the snapshots that hold it, where an account can be asked. */
function versionsAction(document: vscode.TextDocument, spec: SpecDocument, offset: number): vscode.CodeAction[] {
  const path = liveAccounts() && namedSnapshot(spec) ? filterPathAt(spec, offset) : undefined;
  if (path === undefined) return [];
  const title = vscode.l10n.t('Show the versions of this path');
  const action = new vscode.CodeAction(title, kinds.versions);
  action.command = { title, command: commands.versionsOfPath, arguments: [document.uri, path] };
  return [action];
}

function provideCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { only, diagnostics, triggerKind }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const open = readOpenSpec(document);
  if (!open) return [];
  // A source action is asked for by its name, and stands in no menu of the cursor.
  if (only?.value && only.contains(fixAllKind)) {
    const edits = fixAll(open.spec, open.problems);
    if (edits.length === 0) return [];
    const action = new vscode.CodeAction(
      vscode.l10n.t('Correct the case of words and the digits of numbers'),
      fixAllKind,
    );
    action.edit = workspaceEdit(document, edits);
    return [action];
  }
  const wants = (kind: vscode.CodeActionKind) => !only || only.contains(kind);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const actions = new Map<string, vscode.CodeAction>();
  if (wants(kinds.quickfix)) {
    const isThere = ({ offset, length }: Diagnostic) => offset <= end && start <= offset + length;
    // What is missing has no place of its own: who asks for fixes, and is not only shown a light bulb, gets it anywhere.
    const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const wanted = open.problems.filter((problem) => isThere(problem) || (isAsked && isFixableAnywhere(problem)));
    for (const problem of wanted.slice(0, mostProblems)) {
      // VS Code's JSON support says some of them too, at the same place.
      const place = rangeOf(document, problem);
      const said = diagnostics.filter(({ range }) => range.isEqual(place));
      for (const fix of fixesFor(open.spec, problem)) {
        // Two problems with one remedy, such as two missing keys, are one action.
        const key = JSON.stringify([fix.title, fix.edits.length, fix.edits[0]]);
        const action = actions.get(key) ?? actionOf(document, fix);
        action.diagnostics = [...new Set([...(action.diagnostics ?? []), ...said])];
        action.isPreferred = fix.isPreferred && isThere(problem);
        actions.set(key, action);
      }
    }
  }
  if (wants(kinds.refactor)) {
    for (const fix of refactoringsAt(open.spec, start)) actions.set(fix.title, actionOf(document, fix));
  }
  return [...actions.values(), ...(wants(kinds.versions) ? versionsAction(document, open.spec, start) : [])];
}

export function registerCodeActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    selector,
    { provideCodeActions },
    { providedCodeActionKinds: [kinds.quickfix, kinds.refactor, kinds.versions, fixAllKind] },
  );
}
