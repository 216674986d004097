/** The view of the jobs: the tree, the filter in its header, and the number on its icon. */
import * as vscode from 'vscode';
import { quoteMessage } from '../cloud/quote.ts';
import { commands, contextKeys, views } from '../ids.ts';
import { activityOf } from '../jobs/list/activity.ts';
import { errorMessage } from '../errorFields.ts';
import { createBatch, drawAfterMs } from './batch.ts';
import { filterText, isFiltering } from '../jobs/list/jobFilter.ts';
import type { JobsProviderDependencies } from './jobsProvider.ts';
import { lazyJobsProvider } from './lazyJobsProvider.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import { plural } from '../restoreSpec/plural.ts';

export interface JobsTreeDependencies extends Omit<JobsProviderDependencies, 'load'> {
  /** Reads the jobs of the history into the store. */
  readonly loadHistory: () => Promise<void>;
}

/** The view with the jobs that its keys are meant for. */
export interface JobsTree extends vscode.Disposable {
  focusedRows(): Promise<string[]>;
}

const runningText = (count: number) =>
  plural(count, vscode.l10n.t('1 restore is running.'), vscode.l10n.t('{0} restores are running.', count));
const unclearText = (count: number) =>
  plural(count, vscode.l10n.t('1 restore is unclear.'), vscode.l10n.t('{0} restores are unclear.', count));

/** The number on the icon: what goes on, and what a person may have to clear up. Its tooltip tells the two apart. */
function badgeOf(running: number, unclear: number): vscode.ViewBadge | undefined {
  const lines = [running > 0 && runningText(running), unclear > 0 && unclearText(unclear)].filter(Boolean);
  return lines.length === 0 ? undefined : { value: running + unclear, tooltip: lines.join('\n') };
}

/** How long the jobs that go on are drawn later, to be drawn together with those that have ended. In ms. */
const historyWithinMs = 500;

/** @param loaded resolves once the jobs that go on are in the store */
export function registerJobsTree(dependencies: JobsTreeDependencies, loaded: Promise<void>): JobsTree {
  const { store, filter, loadHistory, onError } = dependencies;

  const offerToTryAgain = (message: string) => {
    const again = vscode.l10n.t('Try Again');
    void vscode.window.showErrorMessage(withoutLinks(message), again).then((choice) => {
      if (choice === again) void vscode.commands.executeCommand(commands.refreshJobs);
    });
  };
  const readHistory = async () => {
    try {
      await loadHistory();
    } catch (error) {
      onError(error);
      const why = errorMessage(error);
      offerToTryAgain(vscode.l10n.t('The jobs that have ended could not be read: {0}.', quoteMessage(why)));
    }
  };
  const load = async () => {
    await loaded;
    // What was wrong is in the log.
    if (store.isUnread())
      offerToTryAgain(vscode.l10n.t('The jobs that have not ended could not be read from the disk.'));
    const history = readHistory();
    // To draw once is cheaper, but jobs that go on are not kept waiting for long. An empty list waits: drawn at once, it
    // would say that nothing was ever submitted.
    if (store.rows().length === 0) await history;
    else await Promise.race([history, new Promise((resolve) => setTimeout(resolve, historyWithinMs))]);
  };
  const provider = lazyJobsProvider({ ...dependencies, load });
  const treeDataProvider: vscode.TreeDataProvider<string> = {
    ...provider,
    async getChildren(element) {
      const children = await provider.getChildren(element);
      if (element === undefined) drawMessage();
      return children;
    },
  };
  const view = vscode.window.createTreeView(views.jobs, { treeDataProvider, canSelectMany: true });

  let reason = '';
  const reasonOfEmpty = (): 'nothing' | 'filtered' | 'failed' | '' => {
    const structure = provider.structure();
    if (structure?.shown) return '';
    if (structure?.hidden) return 'filtered';
    if (store.isUnread()) return 'failed';
    return structure ? 'nothing' : '';
  };
  /** Says to VS Code why the list is empty, and so what is offered in its place. */
  const drawReason = () => {
    const next = reasonOfEmpty();
    if (next === reason) return;
    reason = next;
    void vscode.commands.executeCommand('setContext', contextKeys.emptyBecause, next);
  };
  // What was typed may have been pasted.
  const shownFilter = () => filterText(filter.get());
  // A view that is alone in its container has no place for its description: the message says the same, and more.
  const drawMessage = () => {
    const { shown = 0, hidden = 0 } = provider.structure() ?? {};
    const all = shown + hidden;
    const text = shownFilter();
    // With a message, VS Code wouldn't show what it offers in an empty view.
    const isFiltered = text !== '' && shown > 0;
    const message = isFiltered ? vscode.l10n.t('Filter: {0} ({1} of {2} jobs)', text, shown, all) : '';
    if (message !== view.message) view.message = message;
    drawReason();
  };
  const drawFilter = () => {
    view.description = shownFilter();
    drawMessage();
    void vscode.commands.executeCommand('setContext', contextKeys.filtered, isFiltering(filter.get()));
  };
  let badge: string | undefined;
  const drawBadge = () => {
    const { running, unclear } = activityOf(store.current());
    const next = badgeOf(running.length, unclear.length);
    if (next?.tooltip !== badge) view.badge = next;
    badge = next?.tooltip;
  };
  const batch = createBatch<string>(drawAfterMs, () => {
    drawBadge();
    drawMessage();
  });
  const parts = vscode.Disposable.from(
    view,
    provider,
    batch,
    provider.onDidChangeTreeData(() => drawMessage()),
    { dispose: store.onDidChange(batch.add) },
    { dispose: filter.onDidChange(drawFilter) },
  );
  return {
    focusedRows: async () => (await import('./viewsChunk.ts')).focusedRows(view),
    dispose: () => void parts.dispose(),
  };
}
