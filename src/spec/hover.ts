/** What a hover explains beyond VS Code's JSON support. */
import * as l10n from '@vscode/l10n';
import { insideAt, valueAt } from './cursor.ts';
import type { SpecDocument } from './document.ts';
import { innerParts, innerValues } from './insideParts.ts';
import { propertiesOf, type Node } from './json.ts';
import { explainRegions } from './regions.ts';
import { localText, timeOf } from './times.ts';
import { utcText } from './utcText.ts';

/** An explanation (markdown) of a place; offset and length in UTF-16 code units. */
export interface Explained {
  readonly markdown: string;
  readonly offset: number;
  readonly length: number;
}

const touches = ({ offset, length }: Node, at: number) => offset <= at && at < offset + length;

function explainTime(spec: SpecDocument, offset: number): Explained | undefined {
  const { name, value } = valueAt(spec, offset) ?? {};
  const seconds = name === undefined || !value ? undefined : timeOf(name, value, spec.text);
  if (!value || seconds === undefined) return undefined;
  const lines = [utcText(seconds), l10n.t('{0} (local)', localText(seconds))];
  return { markdown: lines.join('  \n'), offset: value.offset, length: value.length };
}

function explainInside(spec: SpecDocument, offset: number): Explained | undefined {
  const inside = insideAt(spec, offset);
  if (!inside || 'empty' in inside) return undefined;
  const at = inside.inner(offset);
  const property = propertiesOf(inside.root).find(({ key, value }) => touches(key, at) || touches(value, at));
  if (!property) return undefined;
  const { key, name, value } = property;
  const part = innerParts(spec, inside.name).parts.get(name);
  if (!part?.markdownDescription) return undefined;
  const node = touches(key, at) ? key : value;
  const chosen = innerValues(part).find(({ json, text }) => text && json === JSON.stringify(value.value));
  const about = node === value && chosen?.text ? `\n\n${chosen.json}: ${chosen.text}` : '';
  const start = inside.outer(node.offset);
  return {
    markdown: `\`${name}\`: ${part.markdownDescription}${about}`,
    offset: start,
    length: inside.outer(node.offset + node.length) - start,
  };
}

function explainRegion({ root }: SpecDocument, offset: number): Explained | undefined {
  const property = propertiesOf(root).find(({ key, value }) => touches(key, offset) || touches(value, offset));
  const markdown = property && explainRegions(root, property.name);
  if (!property || markdown === undefined) return undefined;
  const node = touches(property.key, offset) ? property.key : property.value;
  return { markdown, offset: node.offset, length: node.length };
}

/** The explanation at an offset of the spec, where there is one. */
export function explainAt(spec: SpecDocument, offset: number): Explained | undefined {
  return explainTime(spec, offset) ?? explainRegion(spec, offset) ?? explainInside(spec, offset);
}
