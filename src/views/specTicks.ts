/** The ticks of a snapshot's files, as the spec has them: read from its text, and written into it. */
import * as vscode from 'vscode';
import { specIn } from '../editor/openSpecs.ts';
import { rangeOf } from '../editor/rangeOf.ts';
import { namedSnapshot, type NamedSnapshot } from '../live/files/namedSnapshot.ts';
import { ticksOf, type Ticks } from '../live/files/ticks.ts';
import { editBetween, filterListsOf, withFilterLists } from '../restoreSpec/index.ts';
import { specDocument } from '../ui/specDocuments.ts';
import { UserError } from '../userError.ts';

export interface SpecTicks extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** What is ticked. Where `problem` says why that can't be told, what was ticked last. */
  ticks(): Ticks;
  /** Why ticks can't be written now. */
  problem(): string | undefined;
  /** Writes ticks into the spec. Without any it stays as it is: an empty list would restore everything. @throws UserError */
  write(ticks: Ticks): Promise<void>;
}

const isSame = (a: NamedSnapshot | undefined, b: NamedSnapshot) =>
  a?.vaultId === b.vaultId && a.snapshotId === b.snapshotId && a.sourceType === b.sourceType;

/** @param named the snapshot whose files are ticked */
export function openSpecTicks({ uri }: vscode.TextDocument, named: NamedSnapshot): SpecTicks {
  const changed = new vscode.EventEmitter<void>();
  let ticks: Ticks = ticksOf({ include: [], exclude: [] });
  let problem: string | undefined;

  function read(document: vscode.TextDocument): void {
    const spec = specIn(document);
    const lists = filterListsOf(spec);
    if (lists && isSame(namedSnapshot(spec), named)) {
      // What was unticked last is not in the text.
      ticks = ticksOf(lists);
      problem = undefined;
    } else {
      problem = lists
        ? vscode.l10n.t('The spec names another snapshot now. Browse it to tick its files.')
        : vscode.l10n.t("The spec or its lists of paths can't be read. Correct what the editor marks to tick files.");
    }
  }

  const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0 || document.uri.toString() !== uri.toString()) return;
    read(document);
    changed.fire();
  });
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) read(open);

  return {
    onDidChange: changed.event,
    ticks: () => ticks,
    problem: () => problem,
    async write(next) {
      const document = await specDocument(uri);
      read(document);
      if (problem !== undefined) {
        changed.fire();
        throw new UserError(vscode.l10n.t('The tick was not written.'), problem);
      }
      const text = document.getText();
      const edit = next.isNothing ? undefined : editBetween(text, withFilterLists(text, next));
      if (edit) {
        const change = new vscode.WorkspaceEdit();
        change.replace(uri, rangeOf(document, edit), edit.text);
        if (!(await vscode.workspace.applyEdit(change))) {
          changed.fire();
          throw new UserError(
            vscode.l10n.t("The tick was not written: the spec can't be changed."),
            vscode.l10n.t('Save it under another name, or make it writable.'),
          );
        }
      }
      ticks = next;
      changed.fire();
    },
    dispose() {
      listening.dispose();
      changed.dispose();
    },
  };
}
