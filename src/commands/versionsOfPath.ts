import * as vscode from 'vscode';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { quoteValue } from '../cloud/quote.ts';
import { sanitizeValue, withoutIcons } from '../cloud/sanitize.ts';
import { specIn } from '../editor/openSpecs.ts';
import { rangeOf } from '../editor/rangeOf.ts';
import { namedSnapshot } from '../live/files/namedSnapshot.ts';
import { openPathVersions } from '../live/files/pathVersions.ts';
import { versionList, type VersionRow } from '../live/files/versionList.ts';
import { snapshotOffer } from '../live/snapshotOffers.ts';
import { editBetween, filterPathAt, stringAt, withOfferedValue } from '../restoreSpec/index.ts';
import type { Services } from '../services.ts';
import { specDocument } from '../ui/specDocuments.ts';
import { UserError } from '../userError.ts';

interface VersionItem extends vscode.QuickPickItem {
  readonly row?: VersionRow;
}

const plain = (text: string) => withoutIcons(sanitizeValue(text, 500));

/** The path that the cursor is on. */
function pathAtCursor(document: vscode.TextDocument): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== document) return undefined;
  return filterPathAt(specIn(document), document.offsetAt(editor.selection.active));
}

/** Puts a snapshot into a spec, with what it decides of other parameters. @throws UserError where the spec has changed so that it can't */
async function choose(
  document: vscode.TextDocument,
  row: VersionRow & { kind: 'version' },
  region: string,
): Promise<void> {
  const text = document.getText();
  const { sent: values } = namedSnapshot(specIn(document)) ?? {};
  const offer = values && snapshotOffer(row.version.snapshot, { values, region, now: Date.now() });
  const after = offer && withOfferedValue(text, 'SnapshotId', offer);
  const edit = after === undefined ? undefined : editBetween(text, after);
  if (after === text) return;
  const change = new vscode.WorkspaceEdit();
  if (edit) change.replace(document.uri, rangeOf(document, edit), edit.text);
  if (!edit || !(await vscode.workspace.applyEdit(change))) {
    throw new UserError(
      vscode.l10n.t('The snapshot was not written into the spec.'),
      vscode.l10n.t("The spec can't be read or changed: correct what the editor marks, and choose again."),
    );
  }
}

/**
 * Shows which snapshots hold a path, with size and time, and puts the chosen one into the spec.
 *
 * @param path as the spec writes it; without it, the one that the cursor is on
 * @throws UserError where there is no path, or the spec names no vault with files
 */
export async function versionsOfPath(
  { accounts }: Pick<Services, 'accounts'>,
  uri?: vscode.Uri,
  path?: string,
): Promise<void> {
  requireTrust();
  const document = await specDocument(uri);
  const spec = specIn(document);
  const text = path ?? pathAtCursor(document);
  if (text === undefined) {
    throw new UserError(
      vscode.l10n.t('The cursor is not on a path.'),
      vscode.l10n.t('Put the cursor on a path of Include or Exclude, or of their lists in Options.'),
    );
  }
  const named = namedSnapshot(spec);
  if (!named) {
    throw new UserError(
      vscode.l10n.t('The spec names no vault that holds files.'),
      vscode.l10n.t('Fill in RestoreType and VaultId of ECS files, a bucket or a file system.'),
    );
  }
  const signer = await accounts.resolveForRegion(stringAt(spec, '$region'));
  if (!(await signer.allow())) return;
  const { account, reader } = accounts.live.of(signer);
  const versions = openPathVersions(text, named, { region: account.region, now: Date.now() }, reader);
  const list = versionList(versions, { current: named.snapshotId, now: Date.now() });

  const pick = vscode.window.createQuickPick<VersionItem>();
  const left = new AbortController();
  pick.title = withoutIcons(vscode.l10n.t('Versions of {0}', quoteValue(text, 200)));
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  const draw = () => {
    pick.placeholder = list.summary();
    const [before] = pick.activeItems;
    const isBefore = ({ row }: VersionItem) =>
      row?.kind === 'version' && before?.row?.kind === 'version' && row.version === before.row.version;
    pick.items = list.rows().map((row) => {
      const label = plain(row.label);
      return row.kind === 'version'
        ? { label, description: plain(row.description), detail: plain(row.detail), row }
        : {
            label,
            iconPath: new vscode.ThemeIcon(row.kind === 'failed' ? 'error' : 'arrow-down'),
            alwaysShow: true,
            row,
          };
    });
    // The row that is chosen stays so while others come.
    const active = pick.items.filter(isBefore);
    if (active.length > 0) pick.activeItems = active;
  };
  const look = async (kind: Exclude<VersionRow['kind'], 'version'>) => {
    pick.busy = true;
    await list.look(kind, left.signal, draw);
    if (!left.signal.aborted) pick.busy = false;
  };
  const chosen = new Promise<VersionRow | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const row = pick.activeItems[0]?.row;
      if (row?.kind === 'version') {
        resolve(row);
        pick.hide();
      } else if (row && !pick.busy) void look(row.kind);
    });
    pick.onDidHide(() => resolve(undefined));
  });
  draw();
  pick.show();
  void look('older');
  try {
    const row = await chosen;
    if (row?.kind === 'version') await choose(document, row, account.region);
  } finally {
    left.abort(new Error('the list was closed'));
    pick.dispose();
  }
}
