import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support.ts';

const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
type Ticked = vscode.TreeCheckboxChangeEvent<string>;

/** Watches the tree views that are made. @returns the rows of the last one with a way to click on their boxes, and how to end that */
export function watchedTree() {
  const { createTreeView } = vscode.window;
  let tree: {
    provider: vscode.TreeDataProvider<string>;
    view: vscode.TreeView<string>;
    click: (change: Ticked) => void;
  };
  const watched = (id: string, options: vscode.TreeViewOptions<string>) => {
    const view = createTreeView(id, options);
    const clicks = new vscode.EventEmitter<Ticked>();
    // VS Code tells of the boxes that it draws; the test clicks where nobody has a mouse.
    view.onDidChangeCheckboxState((change) => clicks.fire(change));
    Object.defineProperty(view, 'onDidChangeCheckboxState', { value: clicks.event });
    tree = { provider: options.treeDataProvider, view, click: (change) => clicks.fire(change) };
    return view;
  };
  Object.assign(vscode.window, { createTreeView: watched });

  const changed = () => tree.provider.onDidChangeTreeData ?? assert.fail('a tree that never changes');
  const children = async (element: string): Promise<string[]> => (await tree.provider.getChildren(element)) ?? [];
  const item = (element: string) => tree.provider.getTreeItem(element) as vscode.TreeItem;
  const boxOf = (element: string) => {
    const { checkboxState } = item(element);
    return typeof checkboxState === 'object' ? checkboxState.state : checkboxState;
  };
  /** The rows of a folder once they are as wanted: they come page by page. */
  async function rows(element: string, wanted: (rows: string[]) => boolean): Promise<string[]> {
    let found = await children(element);
    while (!wanted(found)) {
      const next = new Promise<void>((resolve) => {
        const listening = changed()(() => {
          listening.dispose();
          resolve();
        });
      });
      found = await children(element);
      if (wanted(found)) break;
      await next;
      found = await children(element);
    }
    return found;
  }
  return {
    children,
    item,
    boxOf,
    rows,
    view: () => tree.view,
    labelOf(element: string): string {
      const { label } = item(element);
      return typeof label === 'string' ? label : (label?.label ?? '');
    },
    settled: (element: string) =>
      rows(element, (all) => all.length > 0 && !all.some((row) => item(row).contextValue === 'reading')),
    click(element: string): void {
      tree.click({ items: [[element, boxOf(element) === Checked ? Unchecked : Checked]] });
    },
    /** What `look` gives, looking again after each change of the tree. */
    eventually: <T>(look: () => T | false | undefined) => eventually(changed() as vscode.Event<unknown>, look),
    restore: () => Object.assign(vscode.window, { createTreeView }),
  };
}
