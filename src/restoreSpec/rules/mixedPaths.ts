import * as l10n from '@vscode/l10n';
import type { Node } from '../jsonTree.ts';
import { pathText, systemOf, type System } from './paths.ts';
import { defineRule, type PathList, type ScopedNode } from './rule.ts';

/** In the order in which they decide the system of the backup's files. */
const lists = ['Include', 'includes', 'Exclude', 'excludes', 'TargetPath'] as const;

type First = ScopedNode & { readonly node: Node };

/** Of each list the first path that names a system, whichever it is, and the first path of either system. */
function firstPaths(pathLists: readonly PathList[]) {
  const first = new Map<PathList['list'], Partial<Record<System | 'any', First>>>();
  for (const { list, nodes, scope } of pathLists) {
    const known = first.get(list) ?? {};
    first.set(list, known);
    for (const node of nodes) {
      const system = systemOf(pathText(node));
      if (!system || known[system]) continue;
      known[system] = { node, scope };
      known.any ??= known[system];
    }
  }
  return first;
}

/** Paths of Windows and of Linux in one spec. Only the first path of each list that is of the other system is reported. */
export const mixedPaths = defineRule({
  code: 'mixedPaths',
  severity: 'warning',
  checkSpec(spec, report) {
    const first = firstPaths(spec.pathLists);
    const [leading] = lists.flatMap((list) => first.get(list)?.any ?? []);
    // A NAS file system has no drives, whatever it is mounted on.
    const source = spec.value('RestoreType')?.value === 'NAS' ? 'linux' : leading && systemOf(pathText(leading.node));
    if (!source) return;
    const other: System = source === 'linux' ? 'windows' : 'linux';
    const message =
      other === 'windows'
        ? l10n.t('A Windows path among Linux paths: check which system the files come from and go to.')
        : l10n.t('A Linux path among Windows paths: check which system the files come from and go to.');
    for (const list of lists) {
      const path = first.get(list)?.[other];
      if (path) report(path, message);
    }
  },
});
