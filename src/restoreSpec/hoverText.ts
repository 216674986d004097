/** Hover texts beyond those of VS Code's JSON support. */
import { embeddedJsonAt, valueAt } from './cursor.ts';
import type { SpecDocument } from './specDocument.ts';
import { embeddedKeysOf, valueChoices } from './embeddedKeys.ts';
import { propertiesOf, type Node } from './jsonTree.ts';
import { explainRegions } from './specRegions.ts';
import { endOfSpanText, isEndOfSpan, timeOf } from './times.ts';
import { localText, utcText } from './dateFormat.ts';

/** An explanation (markdown) of a place; offset and length in UTF-16 code units. */
export interface HoverText {
  readonly markdown: string;
  readonly offset: number;
  readonly length: number;
}

const touches = ({ offset, length }: Node, at: number) => offset <= at && at < offset + length;

function explainTime(spec: SpecDocument, offset: number): HoverText | undefined {
  const { name, value } = valueAt(spec, offset) ?? {};
  const seconds = name === undefined || !value ? undefined : timeOf(name, value, spec.text);
  if (!value || seconds === undefined) return undefined;
  const isEnd = name !== undefined && isEndOfSpan(name, seconds);
  const lines = isEnd ? [endOfSpanText()] : [localText(seconds), utcText(seconds)];
  return { markdown: lines.join('  \n'), offset: value.offset, length: value.length };
}

function explainEmbedded(spec: SpecDocument, offset: number): HoverText | undefined {
  const embedded = embeddedJsonAt(spec, offset);
  if (!embedded || 'empty' in embedded) return undefined;
  const at = embedded.toEmbeddedOffset(offset);
  const property = propertiesOf(embedded.root).find(({ key, value }) => touches(key, at) || touches(value, at));
  if (!property) return undefined;
  const { key, name, value } = property;
  const part = embeddedKeysOf(spec, embedded.name).keys.get(name);
  if (!part?.markdownDescription) return undefined;
  const node = touches(key, at) ? key : value;
  const chosen = valueChoices(part).find(({ json, text }) => text && json === JSON.stringify(value.value));
  const about = node === value && chosen?.text ? `\n\n${chosen.json}: ${chosen.text}` : '';
  const start = embedded.toSpecOffset(node.offset);
  return {
    markdown: `\`${name}\`: ${part.markdownDescription}${about}`,
    offset: start,
    length: embedded.toSpecOffset(node.offset + node.length) - start,
  };
}

function explainRegion({ root }: SpecDocument, offset: number): HoverText | undefined {
  const property = propertiesOf(root).find(({ key, value }) => touches(key, offset) || touches(value, offset));
  const markdown = property && explainRegions(root, property.name);
  if (!property || markdown === undefined) return undefined;
  const node = touches(property.key, offset) ? property.key : property.value;
  return { markdown, offset: node.offset, length: node.length };
}

/** The explanation at an offset of the spec, where there is one. */
export function hoverAt(spec: SpecDocument, offset: number): HoverText | undefined {
  return explainTime(spec, offset) ?? explainRegion(spec, offset) ?? explainEmbedded(spec, offset);
}
