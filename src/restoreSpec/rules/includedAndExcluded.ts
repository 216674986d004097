import * as l10n from '@vscode/l10n';
import type { Draft } from '../fixes/fix.ts';
import type { FixPlace } from '../fixes/fixPlace.ts';
import { removeMembers } from '../fixes/members.ts';
import { maxPathLength, pathText, systemOf } from './paths.ts';
import { firstIndex } from '../firstIndex.ts';
import { defineRule, type PathList } from './rule.ts';
import { quoteText } from '../messageQuotes.ts';

/** One spelling for each path: without a slash at its end. Windows ignores case, so its paths are in lower case, with forward slashes. */
function normalized(path: string): string {
  const spelt = systemOf(path) === 'windows' ? path.replaceAll('\\', '/').toLowerCase() : path;
  return spelt.length > 1 && spelt.endsWith('/') ? spelt.slice(0, -1) : spelt;
}

/** A path that is left out: as it is written, and the list that has it. */
interface ExcludedPath {
  readonly text: string;
  readonly list: PathList['list'];
}

/** Finds what leaves a path out; undefined where nothing does. */
type FindExcluded = (path: string) => ExcludedPath | undefined;

/** Finds the nearest excluded folder of a path, or the path itself where it is excluded. */
function inFolders(excluded: readonly ExcludedPath[]): FindExcluded {
  const paths = new Map(excluded.map((each) => [normalized(each.text), each]));
  const lengths = new Set([...paths.keys()].map(({ length }) => length));
  return (text) => {
    const path = normalized(text);
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      // Cutting the text is what costs time with 10,000 paths, so it is done only where an excluded path is as long.
      const found = lengths.has(end) ? paths.get(path.slice(0, end)) : undefined;
      if (found) return found;
    }
    return path.startsWith('/') ? paths.get('/') : undefined;
  };
}

/** Finds the excluded beginning of a name. That is what a path of OSS is, which has no folders. */
function byBeginnings(excluded: readonly ExcludedPath[]): FindExcluded {
  const beginnings: ExcludedPath[] = [];
  const sorted = [...excluded].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  for (const each of sorted) {
    const last = beginnings.at(-1);
    if (!last || !each.text.startsWith(last.text)) beginnings.push(each);
  }
  // None of them begins another one, so only the last one that is not after a name can begin it.
  return (name) => {
    const after = firstIndex(beginnings.length, (index) => (beginnings[index]?.text ?? '') > name);
    const found = beginnings[after - 1];
    return found && name.startsWith(found.text) ? found : undefined;
  };
}

/** Removes the path from its list. The only path of a list stays, since an empty list is refused. */
function removePathFixes({ scope, node }: FixPlace): Draft[] {
  const list = node.parent;
  if (list?.type !== 'array' || (list.children ?? []).length < 2) return [];
  return [{ title: l10n.t('Remove this path'), edits: removeMembers(scope.text, list, new Set([node])) }];
}

/** @param folder where it is another path that leaves this one out */
function messageOf(list: PathList['list'], folder: string | undefined): string {
  const isInOptions = list === 'excludes';
  if (folder === undefined) {
    return isInOptions
      ? l10n.t('This path is also in the list "excludes" of Options: nothing in it would be restored.')
      : l10n.t('This path is also in Exclude: nothing in it would be restored.');
  }
  return isInOptions
    ? l10n.t(
        'This path is in {0}, which the list "excludes" of Options leaves out: nothing in it would be restored.',
        quoteText(folder),
      )
    : l10n.t('This path is in {0}, which Exclude leaves out: nothing in it would be restored.', quoteText(folder));
}

/**
 * A path that is included and left out as well, whichever of the two places that the API has for each list: nothing of it would be
 * restored, and the job would still end as complete.
 */
export const includedAndExcluded = defineRule({
  code: 'includedAndExcluded',
  severity: 'warning',
  checkSpec(spec, report) {
    const excluded: ExcludedPath[] = [];
    for (const { list, nodes } of spec.pathLists) {
      if (list !== 'Exclude' && list !== 'excludes') continue;
      for (const text of nodes.map(pathText)) if (text !== '') excluded.push({ text, list });
    }
    if (excluded.length === 0) return;
    const find = (spec.value('RestoreType')?.value === 'OSS' ? byBeginnings : inFolders)(excluded);
    for (const { list, nodes, scope } of spec.pathLists) {
      if (list !== 'Include' && list !== 'includes') continue;
      for (const node of nodes) {
        const text = pathText(node);
        if (text === '' || text.length > maxPathLength) continue;
        const found = find(text);
        if (!found) continue;
        const isSame = normalized(found.text) === normalized(text);
        report({ node, scope }, messageOf(found.list, isSame ? undefined : found.text));
      }
    }
  },
  fixes: removePathFixes,
});
