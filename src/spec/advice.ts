/** What is allowed and may be sent, but destroys data or is likely a mistake: warnings. */
import * as l10n from '@vscode/l10n';
import { placesIn } from './beyond.ts';
import { dotAdvice } from './dotSegments.ts';
import type { Inside } from './inside.ts';
import { propertiesOf, type Node } from './json.ts';
import { pathAdvice, type PathValue } from './pathAdvice.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** A value anywhere in the spec, in JSON or in a string that holds JSON. */
interface Value {
  readonly name: string;
  /** With offsets of the text it was read from; `place` has those of the spec. */
  readonly node: Node;
  readonly place: Pick<Node, 'offset' | 'length'>;
}

function warning(code: ProblemCode, message: string, { place }: Pick<Value, 'place'>): Problem {
  return { code, message, severity: 'warning', offset: place.offset, length: place.length, saidBy: 'own' };
}

/** Members of an object, or items of an array under the name of the array. */
function childrenOf(name: string, node: Node, placeOf = (child: Node): Value['place'] => child): Value[] {
  if (node.type === 'array')
    return (node.children ?? []).map((child) => ({ name, node: child, place: placeOf(child) }));
  return propertiesOf(node).map(({ name, value }) => ({ name, node: value, place: placeOf(value) }));
}

/** The JSON of a structured parameter, whichever way it is written. */
function contentOf({ name, node }: Value, insides: ReadonlyMap<Node, Inside>): Value[] {
  const inside = insides.get(node);
  if (!inside) return childrenOf(name, node);
  return inside.sound && inside.root ? childrenOf(name, inside.root, placesIn(inside)) : [];
}

/** Flags and words that overwrite data, by parameter and key. */
function destroys(parameter: string, { name, node }: Value): [ProblemCode, string] | undefined {
  if (parameter === 'UdmDetail' && name === 'forceRestore' && node.value === true) {
    const message = l10n.t(
      'forceRestore overwrites the disk even if it was detached or now belongs to another instance: what is on it there is lost.',
    );
    return ['forceRestore', message];
  }
  if (parameter === 'OtsDetail' && name === 'OverwriteExisting' && node.value === true) {
    const message = l10n.t(
      'OverwriteExisting replaces rows that are in the target table now: what was written since the backup is lost.',
    );
    return ['overwriteExisting', message];
  }
  if (parameter === 'Options' && name === 'conflictPolicy' && node.value === 'OVERWRITE_EXISTING') {
    const message = l10n.t(
      'conflictPolicy OVERWRITE_EXISTING replaces files that exist at the target: what was written since the backup is lost.',
    );
    return ['overwriteExisting', message];
  }
  return undefined;
}

function future({ name, node, place }: Value, now: number): Problem[] {
  // What looks like milliseconds is refused as such.
  if (!/^Target(Create)?Time$/.test(name) || typeof node.value !== 'number' || node.value >= 1e11) return [];
  if (node.value * 1000 <= now) return [];
  const message =
    name === 'TargetTime'
      ? l10n.t("TargetTime is in the future: a table can't be restored to a moment that has not been.")
      : l10n.t("TargetCreateTime is in the future: the file system can't have been created then.");
  return [warning('inFuture', message, { place })];
}

/** A part left out or masked, as in `v-****`, `f2fe...` and `158975xxxxx4625`; and a prefix with nothing after it. */
const masked = /\*{2,}|…|\.{3}|[xX]{5,}|^(?:v|s|i|cc|sg|vsw)-$/;
/** Names that the page gives as examples and nobody means; a masked ID is told by its form. */
const examples: Readonly<Record<string, string>> = {
  TargetInstanceName: 'instancename',
  TargetTableName: 'tablename',
  TargetContainerClusterId: 'cc-000amjsc7o1h9506oob7',
};
/** Where such characters are a person's own. */
const freeText = new Set(['TargetPath', 'TargetPrefix', 'Include', 'Exclude', 'Options', 'FailbackDetail']);

function placeholder({ name, node, place }: Value): Problem[] {
  if (node.type !== 'string' || name.startsWith('$')) return [];
  const value = String(node.value);
  if (!masked.test(value) && examples[name] !== value) return [];
  return [
    warning('placeholder', l10n.t('This is an example or half of an ID: put the real one in its place.'), { place }),
  ];
}

/**
 * The warnings, in no particular order.
 *
 * @param insides every structured parameter of the spec that is written as a string
 * @param now the present, in ms since 1970
 * @param hasSecret whether a text may not be shown in parts
 */
export function advise(
  root: Node,
  insides: readonly Inside[],
  now: number,
  hasSecret: (text: string) => boolean,
): Problem[] {
  const found: Problem[] = [];
  const paths: PathValue[] = [];
  const byNode = new Map(insides.map((inside) => [inside.at, inside]));
  let kind = '';
  for (const { name, value: node } of propertiesOf(root)) {
    const parameter = { name, node, place: node };
    if (name === 'RestoreType') kind = String(node.value);
    found.push(...future(parameter, now), ...dotAdvice(name, node, hasSecret));
    if (name === 'TargetPath') paths.push({ ...parameter, list: name });
    if (!freeText.has(name)) found.push(...placeholder(parameter));
    const content = contentOf(parameter, byNode);
    if (name === 'Include' || name === 'Exclude') {
      for (const { node, place } of content) if (node.type === 'string') paths.push({ list: name, node, place });
      continue;
    }
    for (const value of content) {
      if (!freeText.has(name)) found.push(...placeholder(value));
      const said = destroys(name, value);
      if (said) found.push(warning(...said, value));
    }
  }
  return [...found, ...pathAdvice(paths, kind)];
}
