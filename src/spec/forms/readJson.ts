import * as l10n from '@vscode/l10n';
import { compact, parseJson, propertiesOf, sourceOf, type Node } from '../json.ts';
import { Unreadable, type Left, type Reading } from './form.ts';
import { readPairs } from './readQuery.ts';

type Pair = readonly [name: string, value: string, json?: boolean];

function pair(name: string, value: Node, text: string): Pair[] {
  if (value.type === 'string') return [[name, String(value.value)]];
  if (value.type === 'null') return [];
  const isOpen = value.type === 'array' || value.type === 'object';
  return [[name, isOpen ? compact(value, text) : sourceOf(value, text), isOpen]];
}

/**
 * Reads parameters as JSON: one flat object, or `query` and `body` of one. Comments and trailing commas are allowed.
 * @throws Unreadable where it is no such JSON
 */
export function readJson(source: string): Reading {
  const { root, errors, text } = parseJson(source, { lenient: true });
  if (root?.type !== 'object' || errors.length > 0) {
    throw new Unreadable(l10n.t('The text begins like JSON and is none that could be read.'));
  }
  const left: Left[] = [];
  const pairs = propertiesOf(root).flatMap(({ name, value }) => {
    if (value.type === 'object' && /^(query|body)$/.test(name)) {
      return propertiesOf(value).flatMap((inner) => pair(inner.name, inner.value, text));
    }
    if (value.type === 'null') left.push({ name, why: l10n.t('it is null, which is not sent') });
    return pair(name, value, text);
  });
  const reading = readPairs(pairs);
  return { ...reading, left: [...left, ...reading.left] };
}
