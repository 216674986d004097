import * as l10n from '@vscode/l10n';
import { pathsOf, pathText, systemOf, type PathValue, type System } from './paths.ts';
import { defineRule } from './rule.ts';

/** In the order in which they decide the system of the backup's files. */
const lists = ['Include', 'Exclude', 'TargetPath'] as const;

/** Of each list the first path that names a system, whichever it is, and the first path of either system. */
function firstPaths(paths: readonly PathValue[]) {
  const first = new Map<PathValue['list'], Partial<Record<System | 'any', PathValue>>>();
  for (const path of paths) {
    const system = systemOf(pathText(path));
    if (!system) continue;
    const known = first.get(path.list);
    if (!known) first.set(path.list, { any: path, [system]: path });
    else known[system] ??= path;
  }
  return first;
}

/** Paths of Windows and of Linux in one spec. Only the first path of each list that is of the other system is reported. */
export const mixedPaths = defineRule({
  code: 'mixedPaths',
  severity: 'warning',
  checkSpec(spec, report) {
    const first = firstPaths(pathsOf(spec));
    const [leading] = lists.flatMap((list) => first.get(list)?.any ?? []);
    // A NAS file system has no drives, whatever it is mounted on.
    const source = spec.value('RestoreType')?.value === 'NAS' ? 'linux' : leading && systemOf(pathText(leading));
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
