/** The view of the jobs: the tree, what its header says of the filter, and the number on its icon. */
import * as vscode from 'vscode';
import { clean } from '../cloud/text.ts';
import { contextKeys, views } from '../ids.ts';
import { activityOf } from '../jobs/activity.ts';
import { createBatch } from '../jobs/batch.ts';
import { filterText, isFiltering } from '../jobs/filter.ts';
import { createJobsProvider, drawAfterMs, type JobsParts } from './jobsProvider.ts';
import { withoutLinks } from './withoutLinks.ts';

export interface TreeParts extends Omit<JobsParts, 'load'> {
  /** Reads the jobs of the past into the store. */
  readonly loadPast: () => Promise<void>;
}

function badgeOf(count: number): vscode.ViewBadge | undefined {
  if (count === 0) return undefined;
  const tooltip =
    count === 1 ? vscode.l10n.t('1 restore is running') : vscode.l10n.t('{0} restores are running', count);
  return { value: count, tooltip };
}

/** The most of a filter that is worth showing, in UTF-16 units. */
const longestFilter = 300;

/** For so long what goes on waits for what has ended, in ms. */
const pastWithinMs = 500;

/** @param loaded resolves once the jobs that go on are in the store */
export function registerJobsTree(parts: TreeParts, loaded: Promise<void>): vscode.Disposable {
  const { store, filter, loadPast, onError } = parts;

  const readPast = async () => {
    try {
      await loadPast();
    } catch (error) {
      onError(error);
      const why = error instanceof Error ? error.message : String(error);
      const message = vscode.l10n.t(
        'The jobs that have ended could not be read: {0}. Refresh the list to try again.',
        why,
      );
      void vscode.window.showErrorMessage(withoutLinks(message));
    }
  };
  const load = async () => {
    await loaded;
    const past = readPast();
    // To draw once is cheaper, but what goes on is not kept waiting for long. An empty list would say that nothing was
    // ever submitted.
    if (store.rows().length === 0) await past;
    else await Promise.race([past, new Promise((resolve) => setTimeout(resolve, pastWithinMs))]);
  };
  const provider = createJobsProvider({ ...parts, load });
  const view = vscode.window.createTreeView(views.jobs, { treeDataProvider: provider, canSelectMany: true });

  // What was typed may have been pasted.
  const shownFilter = () => clean(filterText(filter.get()), longestFilter);
  // A view that is alone in its container has no place for its description: the message says the same, and more.
  const sayWhatIsHidden = () => {
    const { shown = 0, hidden = 0 } = provider.structure() ?? {};
    const all = shown + hidden;
    const text = shownFilter();
    if (text === '' || all === 0) view.message = '';
    else if (shown > 0) view.message = vscode.l10n.t('Filter: {0} ({1} of {2} jobs)', text, shown, all);
    else view.message = vscode.l10n.t('The filter hides every job ({0} in all): {1}. Clear it to see them.', all, text);
  };
  const sayFilter = () => {
    view.description = shownFilter();
    sayWhatIsHidden();
    void vscode.commands.executeCommand('setContext', contextKeys.filtered, isFiltering(filter.get()));
  };
  let badge = 0;
  const sayHowMany = () => {
    const { length } = activityOf(store.current()).running;
    if (length !== badge) view.badge = badgeOf(length);
    badge = length;
  };
  const batch = createBatch<string>(drawAfterMs, sayHowMany);
  return vscode.Disposable.from(
    view,
    provider,
    batch,
    provider.onDidChangeTreeData(() => sayWhatIsHidden()),
    { dispose: store.onDidChange(batch.add) },
    { dispose: filter.onDidChange(sayFilter) },
  );
}
