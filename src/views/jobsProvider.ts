/** What the tree of jobs shows: groups, and the jobs in them. Its elements are groups and ids, as text. */
import * as vscode from 'vscode';
import { createBatch, drawAfterMs } from './batch.ts';
import type { FilterState } from '../jobs/list/jobFilter.ts';
import type { JobRecord } from '../jobs/record.ts';
import type { JobStore } from '../jobs/store.ts';
import { isOutdated, mayMove, sameStructure, structureOf, type Structure } from '../jobs/list/listStructure.ts';
import { groupElement, groupFrom, groupRow } from './groupRow.ts';
import { jobRow } from './jobRow.ts';
import { jobTooltip } from './jobTooltip.ts';

export interface JobsProviderDependencies {
  readonly store: JobStore;
  readonly filter: FilterState;
  /** The whole record of a job, also of one of the history; undefined where it was removed or can't be read. */
  readonly find: (id: string) => Promise<JobRecord | undefined>;
  /** Brings the jobs that go on and those of the history into the store. Called when the tree is first looked at. */
  readonly load: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface JobsProvider extends vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<string[] | undefined>;
  /** What is shown; undefined before the tree was first looked at. */
  structure(): Structure | undefined;
}

/** All that is seen of a row. */
const appearance = ({ label, description, iconPath, contextValue }: vscode.TreeItem) =>
  JSON.stringify([label, description, iconPath, contextValue]);

/** How often it is compared whether today is still the same day, in ms. */
const compareDayMs = 60_000;

export function createJobsProvider(
  { store, filter, find, load, onError }: JobsProviderDependencies,
  compareEveryMs = compareDayMs,
): JobsProvider {
  const changes = new vscode.EventEmitter<string[] | undefined>();
  let structure: Structure | undefined;
  /** How each row looked when VS Code last asked for it; one that it never asked for needs no drawing. */
  const drawn = new Map<string, string>();
  const lookOf = (id: string) => {
    const row = store.row(id);
    return row && appearance(jobRow(row));
  };
  const make = () => structureOf(store.rows(), filter.get(), Date.now());

  const draw = (changed: readonly string[]) => {
    if (!structure) return;
    const ids = new Set(changed);
    const before = structure;
    const isStale = isOutdated(before, Date.now()) || mayMove(before, ids, (id) => store.row(id), filter.get());
    if (isStale) structure = make();
    if (isStale && !sameStructure(before, structure)) {
      changes.fire(undefined);
      return;
    }
    // A poll changes what is known of every job; most rows look the same after it.
    const others = [...ids].filter((id) => drawn.has(id) && drawn.get(id) !== lookOf(id));
    if (others.length > 0) changes.fire(others);
  };
  const batch = createBatch<string>(drawAfterMs, draw);
  const filterChanged = () => {
    if (!structure) return;
    structure = make();
    changes.fire(undefined);
  };
  // "Today" is another day after midnight, or once somebody set the clock, also where nothing happens.
  const watchingDay = setInterval(() => {
    if (structure && isOutdated(structure, Date.now())) batch.add([]);
  }, compareEveryMs);
  watchingDay.unref();
  const stops = [store.onDidChange(batch.add), filter.onDidChange(filterChanged)];

  return {
    onDidChangeTreeData: changes.event,
    structure: () => structure,
    async getChildren(element) {
      if (element === undefined) {
        if (!structure) await load();
        // What changed until now is in it.
        if (!structure) batch.clear();
        structure ??= make();
        return [...structure.groups.keys()].map(groupElement);
      }
      const group = groupFrom(element);
      return group ? [...(structure?.groups.get(group) ?? [])] : [];
    },
    getParent(element) {
      const place = structure?.places().get(element);
      return place && groupElement(place.group);
    },
    getTreeItem(element) {
      const group = groupFrom(element);
      if (group) return groupRow(group, structure?.groups.get(group)?.length ?? 0, Date.now());
      const row = store.row(element);
      // It went a moment ago, and the tree will be told.
      const item = row ? jobRow(row) : new vscode.TreeItem('');
      drawn.set(element, appearance(item));
      return item;
    },
    async resolveTreeItem(item, element) {
      if (groupFrom(element)) return item;
      const record = await find(element).catch((error: unknown) => {
        onError(error);
        return undefined;
      });
      const row = store.row(element);
      if (!row) return item;
      item.tooltip = jobTooltip(row, record);
      return item;
    },
    dispose() {
      for (const stop of stops) stop();
      clearInterval(watchingDay);
      batch.dispose();
      changes.dispose();
    },
  };
}
