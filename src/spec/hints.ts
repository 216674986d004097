/** The short texts that stand beside the values of a spec. */
import * as l10n from '@vscode/l10n';
import type { SpecDocument } from './document.ts';
import { readInside } from './inside.ts';
import { characters, compact, propertiesOf, type Node } from './json.ts';
import { maxPathsLength, structuredParameters } from './parameters.ts';
import { localText, timeOf } from './times.ts';
import { utcText } from './utcText.ts';

export interface Hint {
  readonly text: string;
  readonly tooltip: string;
  /** Where it stands, in UTF-16 code units. */
  readonly offset: number;
}

/** The number of paths, and of characters as they are sent; undefined unless every one is a path. */
function countPaths(name: string, value: Node, text: string): { paths: number; length: number } | undefined {
  const inside = value.type === 'string' ? readInside(name, value, text) : undefined;
  if (inside && !inside.sound) return undefined;
  const array = inside?.root ?? value;
  const items = array.type === 'array' ? (array.children ?? []) : [];
  if (items.length === 0 || !items.every(({ type, value }) => type === 'string' && value !== '')) return undefined;
  return { paths: items.length, length: characters(inside?.text ?? compact(array, text)) };
}

function pathsHint(name: string, value: Node, text: string): Hint | undefined {
  if (structuredParameters.get(name) !== 'array') return undefined;
  const count = countPaths(name, value, text);
  if (!count) return undefined;
  const { paths, length } = count;
  const number = paths === 1 ? l10n.t('1 path') : l10n.t('{0} paths', paths);
  // At the end of the line that begins the value, so that a long list needs no scrolling.
  const first = /^\[[ \t]*(?=\r?\n)/.exec(text.slice(value.offset, value.offset + 100))?.[0].length;
  return {
    text: l10n.t('{0}, {1} of {2} characters', number, length, maxPathsLength),
    tooltip: l10n.t('{0} is sent as a JSON string: the characters are those of that string.', name),
    offset: value.offset + (first ?? value.length),
  };
}

function timeHint(name: string, value: Node, text: string): Hint | undefined {
  const seconds = timeOf(name, value, text);
  if (seconds === undefined) return undefined;
  const tooltip = l10n.t('{0} (local)', localText(seconds));
  return { text: utcText(seconds), tooltip, offset: value.offset + value.length };
}

/** The hints of a spec, in the order of the text. */
export function hintsOf({ root, text }: SpecDocument): Hint[] {
  return propertiesOf(root).flatMap(
    ({ name, value }) => timeHint(name, value, text) ?? pathsHint(name, value, text) ?? [],
  );
}
