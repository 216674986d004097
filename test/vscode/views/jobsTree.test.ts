import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contextKeys, views } from '../../../src/ids.ts';
import { createFilter, noFilter } from '../../../src/jobs/list/jobFilter.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { registerJobsTree } from '../../../src/views/jobsTree.ts';
import { until } from '../../hosts/until.ts';
import { record } from '../../unit/jobs/jobFixtures.ts';

describe('the view of the jobs', () => {
  const { window, commands } = vscode;
  const { createTreeView } = window;
  const { executeCommand } = commands;
  const disposables: vscode.Disposable[] = [];
  /** What VS Code was told of why the list is empty. */
  let told: string[];
  let provider: vscode.TreeDataProvider<string> | undefined;

  beforeEach(() => {
    told = [];
    Object.assign(window, {
      createTreeView(id: string, { treeDataProvider }: vscode.TreeViewOptions<string>) {
        assert.equal(id, views.jobs);
        provider = treeDataProvider;
        return { dispose: () => undefined };
      },
    });
    Object.assign(commands, {
      executeCommand(command: string, ...args: string[]) {
        const [key, value] = args;
        if (command === 'setContext' && key === contextKeys.emptyBecause) told.push(value ?? '');
        else if (command !== 'setContext') return executeCommand(command, ...args);
        return Promise.resolve();
      },
    });
  });
  afterEach(() => {
    vscode.Disposable.from(...disposables.splice(0)).dispose();
    Object.assign(window, { createTreeView });
    Object.assign(commands, { executeCommand });
  });

  it('says that there is nothing only once it has been read, and why else it is empty', async () => {
    const [store, filter] = [createStore(), createFilter()];
    const find = (id: string) => Promise.resolve(store.get(id));
    const loadHistory = () => Promise.resolve();
    const dependencies = { store, filter, find, loadHistory, onError: assert.ifError };
    disposables.push(registerJobsTree(dependencies, Promise.resolve()));
    const untilTold = (reasons: string[]) =>
      until(`${reasons.join()} to be told`, () => Promise.resolve(told.length >= reasons.length)).then(() =>
        assert.deepEqual(told, reasons),
      );
    filter.set({ ...noFilter, text: 'nothing has it' });
    filter.set(noFilter);
    assert.deepEqual(told, []);
    await provider?.getChildren(undefined);
    await untilTold(['nothing']);
    store.put(record('a', { createdAt: Date.now() }));
    await untilTold(['nothing', '']);
    filter.set({ ...noFilter, text: 'nothing has it' });
    await untilTold(['nothing', '', 'filtered']);
    store.remove('a');
    store.setUnread(true);
    await untilTold(['nothing', '', 'filtered', 'failed']);
  });
});
