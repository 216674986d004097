/** The tree of submitted jobs, newest first. It reads the store and draws; ids are its elements. */
import * as vscode from 'vscode';
import { views } from '../ids.ts';

import type { FilterState } from '../jobs/filter.ts';
import type { JobStore } from '../jobs/store.ts';
import { jobRow, withTooltip } from './jobRow.ts';

/** @param loaded resolves once the jobs of earlier sessions are in the store */
export interface TreeParts {
  readonly store: JobStore;
  readonly filter: FilterState;
  /** Reads the jobs of the past into the store. */
  readonly loadPast: () => Promise<void>;
}

export function registerJobsTree({ store }: TreeParts, loaded: Promise<void>): vscode.Disposable {
  const changes = new vscode.EventEmitter<string | undefined>();
  const known = new Set<string>();
  const provider: vscode.TreeDataProvider<string> = {
    onDidChangeTreeData: changes.event,
    async getChildren(id) {
      if (id !== undefined) return [];
      await loaded;
      const ids = store.all().map((record) => record.id);
      known.clear();
      for (const each of ids) known.add(each);
      return ids;
    },
    getTreeItem(id) {
      const record = store.get(id);
      return record ? jobRow(record) : new vscode.TreeItem('');
    },
    resolveTreeItem(item, id) {
      const record = store.get(id);
      return record ? withTooltip(item, record) : item;
    },
  };
  const stopListening = store.onDidChange((ids) => {
    const sameRows = ids.every((id) => known.has(id) && store.get(id));
    if (sameRows) ids.forEach((id) => changes.fire(id));
    else changes.fire(undefined);
  });
  return vscode.Disposable.from(
    changes,
    { dispose: stopListening },
    vscode.window.createTreeView(views.jobs, { treeDataProvider: provider }),
  );
}
