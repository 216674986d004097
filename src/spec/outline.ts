/** A spec as the restore it describes: from where, to where, what, and how. */
import * as l10n from '@vscode/l10n';
import type { SpecDocument } from './document.ts';
import { readInside, type Inside } from './inside.ts';
import { propertiesOf, sourceOf, type Node } from './json.ts';
import { oneLine } from './oneLine.ts';

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** One line of the outline. Offsets and lengths in UTF-16 code units; `name` lies in `range`, children do too. */
export interface OutlineItem {
  readonly kind: 'group' | 'value' | 'paths' | 'object';
  readonly label: string;
  readonly detail: string;
  readonly range: Place;
  readonly name: Place;
  readonly children: readonly OutlineItem[];
}

/** The most of a value, and of one group, that an outline shows. */
const shownText = 80;
const shownItems = 500;

const groupOf = (name: string): 'from' | 'to' | 'what' | 'options' => {
  if (/^(SourceType|VaultId|Snapshot\w*|CrossAccount\w*|Edition)$/.test(name)) return 'from';
  if (/^(Target\w*|UdmRegionId|UdmDetail|OtsDetail|\$region)$/.test(name)) return 'to';
  return /^(Include|Exclude)$/.test(name) ? 'what' : 'options';
};

/** One short line of a text that may hold anything. */
function line(text: string): string {
  const one = oneLine(text.slice(0, shownText + 1)).trim();
  const isCut = text.length > shownText + 1 || one.length > shownText;
  return isCut ? `${one.slice(0, shownText - 1).replace(/[\ud800-\udbff]$/, '')}…` : one;
}

const hull = (items: readonly OutlineItem[]): Place => {
  const offset = Math.min(...items.map(({ range }) => range.offset));
  return { offset, length: Math.max(...items.map(({ range }) => range.offset + range.length)) - offset };
};

function countText(node: Node): string {
  const count = node.children?.length ?? 0;
  return count === 1 ? l10n.t('1 path') : l10n.t('{0} paths', count);
}

/** @param inside the string of the spec that holds the property, where it doesn't stand in the spec itself */
function itemOf(
  { key, name, value }: { key: Node; name: string; value: Node },
  spec: string,
  inside: Inside | undefined,
  children: readonly OutlineItem[],
): OutlineItem {
  const text = inside?.text ?? spec;
  const place = (start: number, end: number): Place => {
    const offset = inside ? inside.outer(start) : start;
    return { offset, length: (inside ? inside.outer(end) : end) - offset };
  };
  const kind = value.type === 'array' ? 'paths' : value.type === 'object' ? 'object' : 'value';
  const own = value.type === 'string' ? String(value.value) : sourceOf(value, text);
  return {
    kind,
    label: line(name) || '""',
    detail: kind === 'value' ? line(own) : kind === 'paths' ? countText(value) : '',
    range: place(key.offset, value.offset + value.length),
    name: place(key.offset, key.offset + key.length),
    children,
  };
}

/** A parameter, with the keys of a structured one below it, however that is written. */
function parameterItem(property: { key: Node; name: string; value: Node }, spec: string): OutlineItem {
  const { name, value } = property;
  const read = readInside(name, value, spec);
  const inside = read?.sound ? read : undefined;
  const structured = inside?.root ?? value;
  const inner = structured.type === 'object' ? propertiesOf(structured).slice(0, shownItems) : [];
  const children = inner.map((below) => itemOf(below, spec, inside, []));
  const item = itemOf(property, spec, undefined, children);
  if (!inside) return item;
  const isPaths = structured.type === 'array';
  return { ...item, kind: isPaths ? 'paths' : 'object', detail: isPaths ? countText(structured) : '' };
}

/** The groups of a spec in the order of the text, each with its parameters; RestoreType is the restore itself. */
export function outlineOf({ root, text }: SpecDocument): OutlineItem[] {
  const groups = new Map<string, OutlineItem[]>();
  for (const property of propertiesOf(root)) {
    if (property.name === 'RestoreType' || property.name === '$schema') continue;
    const group = groupOf(property.name);
    const items = groups.get(group) ?? [];
    if (items.length < shownItems) items.push(parameterItem(property, text));
    groups.set(group, items);
  }
  const labels = { from: l10n.t('From'), to: l10n.t('To'), what: l10n.t('What'), options: l10n.t('Options') };
  return Object.entries(labels).flatMap(([group, label]) => {
    const children = groups.get(group) ?? [];
    const [first] = children;
    if (!first) return [];
    const detail = children
      .map(({ detail }) => detail)
      .filter(Boolean)
      .slice(0, 3)
      .join(', ');
    return { kind: 'group' as const, label, detail: line(detail), range: hull(children), name: first.name, children };
  });
}
