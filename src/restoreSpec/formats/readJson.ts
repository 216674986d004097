/** Reads a request as JSON. */
import * as l10n from '@vscode/l10n';
import { compactJson, parseJson, propertiesOf, sourceOf, type Node } from '../jsonTree.ts';
import { nullNotSent, UnreadableTextError, type Skipped, type ParsedRequest } from './format.ts';
import { readPairs } from './requestPairs.ts';

type Pair = readonly [name: string, value: string, json?: boolean];

/** A member as a parameter; none where it is null. */
function pairOf(name: string, value: Node, text: string): Pair[] {
  if (value.type === 'string') return [[name, String(value.value)]];
  if (value.type === 'null') return [];
  const isOpen = value.type === 'array' || value.type === 'object';
  return [[name, isOpen ? compactJson(value, text) : sourceOf(value, text), isOpen]];
}

/**
 * Reads parameters as JSON: one flat object, or `query` and `body` of one. Comments and trailing commas are allowed.
 * @throws UnreadableTextError where it is no such JSON
 */
export function readJson(source: string): ParsedRequest {
  const { root, errors, text } = parseJson(source, { lenient: true });
  if (root?.type !== 'object' || errors.length > 0) {
    throw new UnreadableTextError(l10n.t("The text looks like JSON but can't be read."));
  }
  const skipped: Skipped[] = [];
  const read = ({ name, value }: { readonly name: string; readonly value: Node }): Pair[] => {
    if (value.type === 'null') skipped.push({ name, reason: nullNotSent() });
    return pairOf(name, value, text);
  };
  const pairs = propertiesOf(root).flatMap(({ name, value }) => {
    if (value.type === 'object' && /^(query|body)$/.test(name)) {
      return propertiesOf(value).flatMap(read);
    }
    return read({ name, value });
  });
  const parsed = readPairs(pairs);
  return { ...parsed, skipped: [...skipped, ...parsed.skipped] };
}
