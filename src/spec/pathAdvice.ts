/** Warnings about paths: those that shut each other out, and those of two systems in one spec. */
import * as l10n from '@vscode/l10n';
import type { Node } from './json.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** A path of the spec. */
export interface PathValue {
  readonly list: 'TargetPath' | 'Include' | 'Exclude';
  readonly node: Node;
  /** Where it stands in the spec, in UTF-16 code units. */
  readonly place: Pick<Node, 'offset' | 'length'>;
}

type System = 'windows' | 'linux';

/** Of which system a path is, as far as it says so itself: a relative one doesn't. */
export function systemOf(path: string): System | undefined {
  if (path.startsWith('/')) return 'linux';
  if (/^(?:[A-Za-z]:(?:[\\/]|$)|\\\\)/.test(path)) return 'windows';
  return undefined;
}

/** One spelling for each path: no slash at its end; of Windows, where case says nothing, in lower case with slashes. */
function normal(path: string): string {
  const spelt = systemOf(path) === 'windows' ? path.replaceAll('\\', '/').toLowerCase() : path;
  return spelt.length > 1 && spelt.endsWith('/') ? spelt.slice(0, -1) : spelt;
}

/** In UTF-16 code units: a longer path is of no system, and its many folders would take time. */
const longest = 1024;

/** The excluded paths as they are written, by their normal form, with the lengths of those. */
interface Excluded {
  readonly paths: ReadonlyMap<string, string>;
  readonly lengths: ReadonlySet<number>;
}

/** The nearest excluded folder of a path, or the path itself; both normal. */
function excludedBy(path: string, { paths, lengths }: Excluded): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    // Of 10,000 paths with their folders, few are worth cutting out to look them up.
    const found = lengths.has(end) ? paths.get(path.slice(0, end)) : undefined;
    if (found !== undefined) return found;
  }
  return path.startsWith('/') ? paths.get('/') : undefined;
}

function warning(code: ProblemCode, message: string, { place }: PathValue): Problem {
  return { code, message, severity: 'warning', offset: place.offset, length: place.length, saidBy: 'own' };
}

const stringOf = ({ node }: PathValue) => (node.type === 'string' ? String(node.value).slice(0, longest + 1) : '');

function shutOut(paths: readonly PathValue[]): Problem[] {
  const written = new Map<string, string>();
  for (const path of paths) {
    const text = stringOf(path);
    if (path.list === 'Exclude' && text !== '') written.set(normal(text), text);
  }
  if (written.size === 0) return [];
  const excluded = { paths: written, lengths: new Set([...written.keys()].map(({ length }) => length)) };
  return paths.flatMap((path) => {
    const text = stringOf(path);
    if (path.list !== 'Include' || text === '' || text.length > longest) return [];
    const by = excludedBy(normal(text), excluded);
    if (by === undefined) return [];
    const message =
      normal(by) === normal(text)
        ? l10n.t('Exclude has this path as well: nothing of it would be restored.')
        : l10n.t('This path lies in "{0}", which Exclude leaves out: nothing of it would be restored.', by);
    return [warning('includedAndExcluded', message, path)];
  });
}

const lists = ['Include', 'Exclude', 'TargetPath'] as const;

/** The first path of each list that is of another system than the files of the backup. */
function mixed(paths: readonly PathValue[], restoreType: string): Problem[] {
  const first = new Map<PathValue['list'], Partial<Record<System | 'any', PathValue>>>();
  for (const path of paths) {
    const system = systemOf(stringOf(path));
    if (!system) continue;
    const known = first.get(path.list);
    if (!known) first.set(path.list, { any: path, [system]: path });
    else known[system] ??= path;
  }
  // A NAS file system has no drives, whatever it is mounted on.
  const told = lists.flatMap((list) => first.get(list)?.any ?? [])[0];
  const from = restoreType === 'NAS' ? 'linux' : told && systemOf(stringOf(told));
  const other: System = from === 'linux' ? 'windows' : 'linux';
  const message =
    other === 'windows'
      ? l10n.t('A Windows path among Linux paths: check which system the files come from and go to.')
      : l10n.t('A Linux path among Windows paths: check which system the files come from and go to.');
  return lists.flatMap((list) => {
    const path = from && first.get(list)?.[other];
    return path ? [warning('mixedPaths', message, path)] : [];
  });
}

/** @param restoreType the spec's, empty where it has none */
export function pathAdvice(paths: readonly PathValue[], restoreType: string): Problem[] {
  return [...shutOut(paths), ...mixed(paths, restoreType)];
}
