/** The ticks of a snapshot's files, as the spec has them: read from its text, and written into it. */
import * as vscode from 'vscode';
import { quoteValue } from '../cloud/quote.ts';
import { specIn } from '../editor/openSpecs.ts';
import { rangeOf } from '../editor/rangeOf.ts';
import { namedSnapshot, type NamedSnapshot } from '../live/files/namedSnapshot.ts';
import { ticksOf, type Ticks } from '../live/files/ticks.ts';
import { editBetween, filterListsOf, withFilterLists } from '../restoreSpec/index.ts';
import { fileName } from '../ui/fileName.ts';
import { findOpenDocument, specDocument } from '../ui/specDocuments.ts';
import { UserError } from '../userError.ts';
import { followSpec } from './followSpec.ts';

export interface SpecTicks extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** The spec, also after it was saved for the first time or renamed. */
  readonly uri: () => vscode.Uri;
  /** The same, open. @throws UserError where it is nowhere to be found */
  document(): Promise<vscode.TextDocument>;
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
export function openSpecTicks(spec: vscode.TextDocument, named: NamedSnapshot): SpecTicks {
  const followed = followSpec(spec);
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

  const reread = (document: vscode.TextDocument) => {
    read(document);
    changed.fire();
  };
  const listening = vscode.Disposable.from(
    followed,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === followed.uri().toString()) reread(document);
    }),
    followed.onDidMove(() => {
      const document = findOpenDocument(followed.uri());
      if (document) reread(document);
      else changed.fire();
    }),
  );
  read(spec);

  async function find(): Promise<vscode.TextDocument> {
    const uri = followed.uri();
    const open = findOpenDocument(uri);
    if (open) return open;
    const lost = (cause?: unknown) =>
      new UserError(
        vscode.l10n.t(
          'The spec {0}, which these files are ticked for, can no longer be found.',
          quoteValue(fileName(uri)),
        ),
        vscode.l10n.t('Open it where it is now, and browse its snapshot again from there.'),
        { cause },
      );
    // VS Code would make a new document of an untitled one that was closed.
    if (uri.scheme === 'untitled') throw lost();
    try {
      return await specDocument(uri);
    } catch (error) {
      throw lost(error);
    }
  }

  return {
    onDidChange: changed.event,
    uri: followed.uri,
    document: find,
    ticks: () => ticks,
    problem: () => problem,
    async write(next) {
      const document = await find();
      read(document);
      if (problem !== undefined) {
        changed.fire();
        throw new UserError(vscode.l10n.t('The tick was not written.'), problem);
      }
      const text = document.getText();
      const edit = next.isNothing ? undefined : editBetween(text, withFilterLists(text, next));
      if (edit) {
        const change = new vscode.WorkspaceEdit();
        change.replace(document.uri, rangeOf(document, edit), edit.text);
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
