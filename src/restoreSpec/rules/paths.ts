/** The paths of a spec, for the rules about them. */
import type { JsonScope } from '../embeddedJson.ts';
import type { Parameter, PathList, SpecFacts } from './rule.ts';
import { propertiesOf, type Node } from '../jsonTree.ts';

/** The types whose paths are those of a file system. Of OSS they are the beginnings of names, of Tablestore a table. */
const fileTypes: ReadonlySet<unknown> = new Set(['ECS_FILE', 'NAS', 'COMMON_FILE_SYSTEM']);

/** Whether a spec restores files of a file system. */
export function restoresFiles({ value }: SpecFacts): boolean {
  return fileTypes.has(value('RestoreType')?.value);
}

const textsIn = (node: Node): Node[] =>
  (node.type === 'array' ? (node.children ?? []) : propertiesOf(node).map(({ value }) => value)).filter(
    ({ type }) => type === 'string',
  );

/** All paths of a spec in the order of the text; a `TargetPath` or `TargetPrefix` is there whatever its value is. */
export function pathListsOf(parameters: readonly Parameter[], spec: JsonScope): PathList[] {
  const lists: PathList[] = [];
  const add = (list: PathList['list'], nodes: readonly Node[], scope: JsonScope) => {
    if (nodes.length > 0) lists.push({ list, nodes, scope });
  };
  for (const { name, value, content, members } of parameters) {
    if (name === 'TargetPath' || name === 'TargetPrefix') add(name, [value], spec);
    if ((name === 'Include' || name === 'Exclude') && content) add(name, textsIn(content.node), content.scope);
    if (name !== 'Options') continue;
    for (const { name: list, node, scope } of members()) {
      if ((list === 'includes' || list === 'excludes') && node.type === 'array') add(list, textsIn(node), scope);
    }
  }
  return lists;
}

/** In UTF-16 code units. A longer text is no path of any system, and its many folders would take time. */
export const maxPathLength = 1024;

/** The text of a path, cut where it is longer than any; empty where the value is no string. */
export const pathText = ({ type, value }: Node): string =>
  type === 'string' ? String(value).slice(0, maxPathLength + 1) : '';

export type System = 'windows' | 'linux';

/** The system of a path; undefined for a relative path, which doesn't show it. */
export function systemOf(path: string): System | undefined {
  if (path.startsWith('/')) return 'linux';
  if (/^(?:[A-Za-z]:(?:[\\/]|$)|\\\\)/.test(path)) return 'windows';
  return undefined;
}
