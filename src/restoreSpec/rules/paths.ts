/** The paths of a spec, for the rules about them. */
import type { ScopedNode, SpecFacts } from './rule.ts';
import type { Node } from '../jsonTree.ts';

export interface PathValue extends ScopedNode {
  /** The parameter that has the path; `includes` and `excludes` are lists in `Options`. */
  readonly list: 'TargetPath' | 'TargetPrefix' | 'Include' | 'Exclude' | 'includes' | 'excludes';
  readonly node: Node;
}

/** The types whose paths are those of a file system. Of OSS they are the beginnings of names, of Tablestore a table. */
const fileTypes: ReadonlySet<unknown> = new Set(['ECS_FILE', 'NAS', 'COMMON_FILE_SYSTEM']);

/** Whether a spec restores files of a file system. */
export function restoresFiles({ value }: SpecFacts): boolean {
  return fileTypes.has(value('RestoreType')?.value);
}

const cache = new WeakMap<SpecFacts, readonly PathValue[]>();

/** All paths of a spec in the order of the text; a `TargetPath` or `TargetPrefix` is there whatever its value is. */
export function pathsOf(spec: SpecFacts): readonly PathValue[] {
  const known = cache.get(spec);
  if (known) return known;
  const paths: PathValue[] = [];
  for (const { name, value, members } of spec.parameters) {
    if (name === 'TargetPath' || name === 'TargetPrefix') paths.push({ list: name, node: value, scope: spec.scope });
    if (name === 'Include' || name === 'Exclude') {
      for (const { node, scope } of members()) if (node.type === 'string') paths.push({ list: name, node, scope });
    }
    if (name !== 'Options') continue;
    for (const { name: list, node: items, scope } of members()) {
      if ((list !== 'includes' && list !== 'excludes') || items.type !== 'array') continue;
      for (const node of items.children ?? []) if (node.type === 'string') paths.push({ list, node, scope });
    }
  }
  cache.set(spec, paths);
  return paths;
}

/** In UTF-16 code units. A longer text is no path of any system, and its many folders would take time. */
export const maxPathLength = 1024;

/** The text of a path, cut where it is longer than any; empty where the value is no string. */
export const pathText = ({ node }: PathValue): string =>
  node.type === 'string' ? String(node.value).slice(0, maxPathLength + 1) : '';

export type System = 'windows' | 'linux';

/** The system of a path; undefined for a relative path, which doesn't show it. */
export function systemOf(path: string): System | undefined {
  if (path.startsWith('/')) return 'linux';
  if (/^(?:[A-Za-z]:(?:[\\/]|$)|\\\\)/.test(path)) return 'windows';
  return undefined;
}
