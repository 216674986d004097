import * as l10n from '@vscode/l10n';
import type { Draft } from '../fixes/fix.ts';
import type { FixPlace } from '../fixes/fixPlace.ts';
import { removeMembers } from '../fixes/members.ts';
import { maxPathLength, pathText, systemOf } from './paths.ts';
import { defineRule } from './rule.ts';
import { quoteText } from '../messageQuotes.ts';

/** One spelling for each path: without a slash at its end. Windows ignores case, so its paths are in lower case, with forward slashes. */
function normalized(path: string): string {
  const spelt = systemOf(path) === 'windows' ? path.replaceAll('\\', '/').toLowerCase() : path;
  return spelt.length > 1 && spelt.endsWith('/') ? spelt.slice(0, -1) : spelt;
}

/** The excluded paths as they are written, by their normalized form, and the lengths of those forms. */
interface Excluded {
  readonly paths: ReadonlyMap<string, string>;
  readonly lengths: ReadonlySet<number>;
}

/** The nearest excluded folder of a normalized path, or the path itself where it is excluded. */
function excludedFolderOf(path: string, { paths, lengths }: Excluded): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    // Cutting the text is what costs time with 10,000 paths, so it is done only where an excluded path is as long.
    const found = lengths.has(end) ? paths.get(path.slice(0, end)) : undefined;
    if (found !== undefined) return found;
  }
  return path.startsWith('/') ? paths.get('/') : undefined;
}

/** Removes the path from its list. The only path of a list stays, since an empty list is refused. */
function removePathFixes({ scope, node }: FixPlace): Draft[] {
  const list = node.parent;
  if (list?.type !== 'array' || (list.children ?? []).length < 2) return [];
  return [{ title: l10n.t('Remove this path'), edits: removeMembers(scope.text, list, new Set([node])) }];
}

/** A path of Include that Exclude leaves out: nothing of it would be restored, and the job would still end as complete. */
export const includedAndExcluded = defineRule({
  code: 'includedAndExcluded',
  severity: 'warning',
  checkSpec(spec, report) {
    const lists = spec.pathLists;
    const written = new Map<string, string>();
    for (const { nodes } of lists.filter(({ list }) => list === 'Exclude')) {
      for (const text of nodes.map(pathText)) if (text !== '') written.set(normalized(text), text);
    }
    if (written.size === 0) return;
    const excluded = { paths: written, lengths: new Set([...written.keys()].map(({ length }) => length)) };
    for (const { nodes, scope } of lists.filter(({ list }) => list === 'Include')) {
      for (const node of nodes) {
        const text = pathText(node);
        if (text === '' || text.length > maxPathLength) continue;
        const folder = excludedFolderOf(normalized(text), excluded);
        if (folder === undefined) continue;
        const message =
          normalized(folder) === normalized(text)
            ? l10n.t('This path is also in Exclude: nothing in it would be restored.')
            : l10n.t(
                'This path is in {0}, which Exclude leaves out: nothing in it would be restored.',
                quoteText(folder),
              );
        report({ node, scope }, message);
      }
    }
  },
  fixes: removePathFixes,
});
