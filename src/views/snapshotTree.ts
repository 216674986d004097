/** The view of a snapshot's files: the tree with its ticks, and what its rows and its header offer. */
import * as vscode from 'vscode';
import { quoteValue } from '../cloud/quote.ts';
import { sanitizeValue } from '../cloud/sanitize.ts';
import { browsing, browsingCommands, commands } from '../ids.ts';
import { countText, rootRow, rowFrom } from '../live/files/fileRows.ts';
import type { NamedSnapshot } from '../live/files/namedSnapshot.ts';
import { openSnapshotFiles, type OpenSnapshot } from '../live/files/snapshotFiles.ts';
import { tick, untick, type TickContext } from '../live/files/ticks.ts';
import { ticksText } from '../live/files/ticksText.ts';
import { isNameable, namesOf, pathOf, specPath } from '../live/files/treePath.ts';
import { withCancellableProgress } from '../ui/cancellableProgress.ts';
import { fileName } from '../ui/fileName.ts';
import { UserError } from '../userError.ts';
import { createFilesProvider } from './filesProvider.ts';
import { searchFiles } from './searchFiles.ts';
import { openSpecTicks } from './specTicks.ts';

export interface BrowsedSnapshot {
  /** The spec that gets the ticks. */
  readonly document: vscode.TextDocument;
  readonly named: NamedSnapshot;
  /** Finds the snapshot and who may read it; called again after each failure. */
  readonly open: (signal: AbortSignal) => Promise<OpenSnapshot>;
  /** Shows an error of what is done in the view, and logs it. */
  readonly onError: (error: unknown) => void;
}

/** How many entries are read at once: ten calls, a little more than a second. */
const step = 1000;

/** The one snapshot that is browsed; another one takes its place. */
let shown: vscode.Disposable | undefined;

const setShown = (isShown: boolean) => vscode.commands.executeCommand('setContext', browsing.contextKey, isShown);

/** Takes the view away, with all that it knows. */
export async function closeSnapshot(): Promise<void> {
  shown?.dispose();
  shown = undefined;
  await setShown(false);
}

/** Shows the files of a snapshot in a view of their own. They come while a person looks. */
export async function showSnapshot(snapshot: BrowsedSnapshot): Promise<void> {
  shown?.dispose();
  shown = openTree(snapshot);
  await setShown(true);
  await vscode.commands.executeCommand(`${browsing.view}.focus`);
}

function openTree({ document, named, open, onError }: BrowsedSnapshot): vscode.Disposable {
  const { sourceType, snapshotId } = named;
  const files = openSnapshotFiles(open, (path) => {
    provider.foldersChanged([path]);
    showProgress();
  });
  const ticks = openSpecTicks(document, named);
  const read = (path: string, most = step, signal?: AbortSignal) => files.read(path, most, signal);
  const provider = createFilesProvider(files, {
    ticks: () => ticks.ticks(),
    sourceType,
    read: (path) => void read(path),
  });
  const options = { treeDataProvider: provider, manageCheckboxStateManually: true, showCollapseAll: true };
  const view = vscode.window.createTreeView(browsing.view, options);

  const context: TickContext = {
    sourceType,
    entriesOf(names) {
      const folder = files.folder(pathOf(names));
      if (!folder?.isWhole) return undefined;
      return folder.entries.map((entry) => ({ ...entry, isNameable: isNameable(entry) }));
    },
  };

  const drawHeader = () => {
    // Not in the title, whose letters VS Code changes to large ones.
    view.description = [snapshotId, fileName(ticks.uri())].map((name) => sanitizeValue(name, 100)).join(' · ');
    view.message = ticks.problem() ?? ticksText(ticks.ticks(), context);
  };
  drawHeader();

  /** The bar at the top of the view moves while anything is read. */
  let idle: (() => void) | undefined;
  function showProgress(): void {
    const isReading = [...files.folders()].some(([, folder]) => folder.isReading);
    if (isReading === (idle !== undefined)) return;
    if (!isReading) {
      idle?.();
      idle = undefined;
      return;
    }
    const done = new Promise<void>((resolve) => (idle = resolve));
    void vscode.window.withProgress({ location: { viewId: browsing.view } }, () => done);
  }

  async function setTick(element: string, isOn: boolean): Promise<void> {
    const row = rowFrom(element);
    const isFolder = row.path === rootRow || provider.entryOf(row)?.isFolder === true;
    const names = namesOf(row.path);
    if (!isOn) return ticks.write(untick(ticks.ticks(), names, isFolder, context));
    const result = tick(ticks.ticks(), names, isFolder, context);
    if ('ticks' in result) return ticks.write(result.ticks);
    throw new UserError(
      vscode.l10n.t('It is in {0}, all of which is left out.', quoteValue(result.leftOutBy)),
      vscode.l10n.t('Tick that folder, then untick what is not to be restored.'),
    );
  }

  /** Ticks are written one after the other, each into the text that the one before it left. */
  let writing: Promise<void> = Promise.resolve();
  const onTicked = ({ items }: vscode.TreeCheckboxChangeEvent<string>) => {
    for (const [element, state] of items) {
      writing = writing
        .then(() => setTick(element, state === vscode.TreeItemCheckboxState.Checked))
        .catch((error: unknown) => {
          onError(error);
          // The box goes back to what the spec says.
          provider.ticksChanged();
        });
    }
  };

  /** The folder that a command is about: that of its row, else of the one that is selected, else the root. */
  const folderIn = (argument: unknown): string => {
    const element = typeof argument === 'string' ? argument : (view.selection[0] ?? rootRow);
    const row = rowFrom(element);
    const isFile = row.kind === 'entry' && provider.entryOf(row)?.isFolder === false;
    return isFile ? pathOf(namesOf(row.path).slice(0, -1)) : row.path;
  };

  const loadAll = (path: string): Thenable<void> =>
    withCancellableProgress<void>(
      vscode.l10n.t('Loading all files of {0}', quoteValue(path, 200)),
      (signal, report) => {
        const told = provider.onDidChangeTreeData(() => {
          const { entries = [], totalCount = 0 } = files.folder(path) ?? {};
          report(vscode.l10n.t('{0} of {1}', countText(entries.length), countText(totalCount)));
        });
        return read(path, Infinity, signal).finally(() => void told.dispose());
      },
    );

  const table: Record<keyof typeof browsingCommands, (argument: unknown) => void | PromiseLike<void>> = {
    async searchFiles() {
      const path = await searchFiles(files);
      if (path !== undefined) await view.reveal(path, { select: true, focus: true });
    },
    loadMoreFiles: (argument) => read(folderIn(argument)),
    loadAllFiles: (argument) => loadAll(folderIn(argument)),
    stopLoadingFiles: (argument) => files.stop(typeof argument === 'string' ? folderIn(argument) : undefined),
    async versionsOfFile(argument) {
      const element = typeof argument === 'string' ? argument : view.selection[0];
      const row = element === undefined ? undefined : rowFrom(element);
      const file = row && provider.entryOf(row);
      if (!row || !file || row.kind !== 'entry') {
        throw new UserError(
          vscode.l10n.t('No file or folder of the snapshot is selected.'),
          vscode.l10n.t('Select one in the view of the snapshot.'),
        );
      }
      const path = specPath(namesOf(row.path), file.isFolder, sourceType);
      const { uri } = await ticks.document();
      await vscode.commands.executeCommand<void>(commands.versionsOfPath, uri, path);
    },
    closeSnapshot,
  };
  const run = (work: (argument: unknown) => void | PromiseLike<void>) => async (argument: unknown) => {
    try {
      await work(argument);
    } catch (error) {
      onError(error);
    }
  };

  return vscode.Disposable.from(
    { dispose: () => files.stop() },
    { dispose: () => idle?.() },
    view,
    provider,
    ticks,
    view.onDidChangeCheckboxState(onTicked),
    ticks.onDidChange(() => {
      drawHeader();
      provider.ticksChanged();
    }),
    ...Object.entries(table).map(([name, work]) =>
      vscode.commands.registerCommand(browsingCommands[name as keyof typeof browsingCommands], run(work)),
    ),
  );
}
