/** The outline of a spec. Its groups are those of a restore: from where, to where, what, and with which options. */
import * as l10n from '@vscode/l10n';
import type { SpecDocument } from './specDocument.ts';
import { readEmbeddedJson, type EmbeddedJson } from './embeddedJson.ts';
import { propertiesOf, sourceOf, type Node, type Property } from './jsonTree.ts';
import { singleLine } from './invisibleCharacters.ts';
import { parameterNames, parameters, type ParameterFacts } from './parameters.ts';
import { plural } from './plural.ts';

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** One line of the outline. Offsets and lengths are UTF-16 code units. `name` and the children lie within `range`. */
export interface OutlineItem {
  readonly kind: 'group' | 'value' | 'paths' | 'object';
  readonly label: string;
  readonly detail: string;
  readonly range: Place;
  readonly name: Place;
  readonly children: readonly OutlineItem[];
}

/** The most UTF-16 code units of a text, and the most items of one group, that the outline shows. */
const maxTextLength = 80;
const maxItems = 500;

const firstWord = (name: string) => /^[A-Z][a-z]*/.exec(name)?.[0];

/** The group in which a key of the spec is shown; undefined where it is not shown. */
function groupOf(name: string): ParameterFacts['group'] | undefined {
  if (name === '$region') return 'to';
  if (name === '$schema') return undefined;
  const group = parameters.get(name)?.group;
  if (group) return group;
  // An unknown name is likely a typing error. It is shown in the group of a parameter that begins with the same word.
  const like = parameterNames.find((known) => firstWord(known) === firstWord(name)) ?? '';
  const alike = parameters.get(like)?.group ?? 'options';
  return alike === 'kind' ? 'options' : alike;
}

/** Shortens any text to one line. */
function line(text: string): string {
  const one = singleLine(text.slice(0, maxTextLength + 1)).trim();
  const isCut = text.length > maxTextLength + 1 || one.length > maxTextLength;
  return isCut ? `${one.slice(0, maxTextLength - 1).replace(/[\ud800-\udbff]$/, '')}…` : one;
}

const hull = (items: readonly OutlineItem[]): Place => {
  const offset = Math.min(...items.map(({ range }) => range.offset));
  return { offset, length: Math.max(...items.map(({ range }) => range.offset + range.length)) - offset };
};

function countText(node: Node): string {
  const count = node.children?.length ?? 0;
  return plural(count, l10n.t('1 path'), l10n.t('{0} paths', count));
}

/** @param embedded the string of the spec whose JSON has the property; undefined where the spec itself has it */
function itemOf(
  { key, name, value }: Property,
  spec: string,
  embedded: EmbeddedJson | undefined,
  children: readonly OutlineItem[],
): OutlineItem {
  const text = embedded?.text ?? spec;
  const place = (start: number, end: number): Place => {
    const offset = embedded ? embedded.toSpecOffset(start) : start;
    return { offset, length: (embedded ? embedded.toSpecOffset(end) : end) - offset };
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

/** A parameter. The keys of a structured one are its children, whether it is written as JSON or as a string. */
function parameterItem(property: Property, spec: string): OutlineItem {
  const { name, value } = property;
  const read = readEmbeddedJson(name, value, spec);
  const embedded = read?.isValid ? read : undefined;
  const structured = embedded?.root ?? value;
  const inner = structured.type === 'object' ? propertiesOf(structured).slice(0, maxItems) : [];
  const children = inner.map((below) => itemOf(below, spec, embedded, []));
  const item = itemOf(property, spec, undefined, children);
  if (!embedded) return item;
  const isPaths = structured.type === 'array';
  return { ...item, kind: isPaths ? 'paths' : 'object', detail: isPaths ? countText(structured) : '' };
}

/** The groups of a spec in the order of the text, each with its parameters. */
export function outlineOf({ root, text }: SpecDocument): OutlineItem[] {
  const groups = new Map<string, OutlineItem[]>();
  for (const property of propertiesOf(root)) {
    const group = groupOf(property.name);
    if (group === undefined) continue;
    const items = groups.get(group) ?? [];
    if (items.length < maxItems) items.push(parameterItem(property, text));
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
