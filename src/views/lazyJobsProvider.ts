/** What the tree of jobs shows, loaded when the tree is first looked at. */
import * as vscode from 'vscode';
import { once } from '../once.ts';
import type { JobsProvider, JobsProviderDependencies } from './jobsProvider.ts';

/** @returns a provider that is empty until VS Code asks for the first children */
export function lazyJobsProvider(dependencies: JobsProviderDependencies): JobsProvider {
  const changes = new vscode.EventEmitter<string[] | undefined>();
  let provider: JobsProvider | undefined;
  let disposed = false;
  const load = once(async () => {
    const { createJobsProvider } = await import('./viewsChunk.ts');
    provider = createJobsProvider(dependencies);
    if (disposed) provider.dispose();
    provider.onDidChangeTreeData((elements) => changes.fire(elements));
    return provider;
  });
  return {
    onDidChangeTreeData: changes.event,
    structure: () => provider?.structure(),
    getChildren: async (element) => (await load()).getChildren(element),
    // VS Code asks for what it got from `getChildren`.
    getTreeItem: (element) => provider?.getTreeItem(element) ?? new vscode.TreeItem(''),
    getParent: (element) => provider?.getParent?.(element),
    resolveTreeItem: (item, element, token) => provider?.resolveTreeItem?.(item, element, token) ?? item,
    dispose() {
      disposed = true;
      provider?.dispose();
      changes.dispose();
    },
  };
}
