/** The short texts that are drawn beside the values of a spec. */
import * as l10n from '@vscode/l10n';
import type { SpecDocument } from './specDocument.ts';
import { readEmbeddedJson } from './embeddedJson.ts';
import { compactJson, countCodePoints, propertiesOf, type Node } from './jsonTree.ts';
import { parameters } from './parameters.ts';
import { endOfSpanText, isEndOfSpan, timeOf } from './times.ts';
import { localText, utcText } from './dateFormat.ts';
import { plural } from './plural.ts';

export interface InlayHint {
  readonly text: string;
  readonly tooltip: string;
  /** In UTF-16 code units. */
  readonly offset: number;
}

/** The number of paths, and of characters of the JSON string that is sent; undefined unless every item is a path. */
function countPaths(name: string, value: Node, text: string): { paths: number; length: number } | undefined {
  const embedded = value.type === 'string' ? readEmbeddedJson(name, value, text) : undefined;
  if (embedded && !embedded.isValid) return undefined;
  const array = embedded?.root ?? value;
  const items = array.type === 'array' ? (array.children ?? []) : [];
  if (items.length === 0 || !items.every(({ type, value }) => type === 'string' && value !== '')) return undefined;
  return { paths: items.length, length: countCodePoints(embedded?.text ?? compactJson(array, text)) };
}

function pathsHint(name: string, value: Node, text: string): InlayHint | undefined {
  const { json, documentedLength } = parameters.get(name) ?? {};
  if (json !== 'array') return undefined;
  const count = countPaths(name, value, text);
  if (!count) return undefined;
  const { paths, length } = count;
  const number = plural(paths, l10n.t('1 path'), l10n.t('{0} paths', paths));
  // At the end of the value's first line, so that it is visible beside a long list too.
  const first = /^\[[ \t]*(?=\r?\n)/.exec(text.slice(value.offset, value.offset + 100))?.[0].length;
  return {
    text:
      documentedLength === undefined ? number : l10n.t('{0}, {1} of {2} characters', number, length, documentedLength),
    tooltip: l10n.t('{0} is sent as a JSON string: the characters are those of that string.', name),
    offset: value.offset + (first ?? value.length),
  };
}

function timeHint(name: string, value: Node, text: string): InlayHint | undefined {
  const seconds = timeOf(name, value, text);
  if (seconds === undefined) return undefined;
  const isEnd = isEndOfSpan(name, seconds);
  const tooltip = isEnd ? endOfSpanText() : utcText(seconds);
  return { text: isEnd ? endOfSpanText() : localText(seconds), tooltip, offset: value.offset + value.length };
}

/** The hints of a spec, in the order of the text. */
export function inlayHintsOf({ root, text }: SpecDocument): InlayHint[] {
  return propertiesOf(root).flatMap(
    ({ name, value }) => timeHint(name, value, text) ?? pathsHint(name, value, text) ?? [],
  );
}
