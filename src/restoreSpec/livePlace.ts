/** Where in a spec a value of the account can stand, and how it is written there with what it decides of other parameters. */
import type { CompletionItem } from './completionItem.ts';
import { commaAfter, gapBefore, valueAt, type ValuePlace } from './cursor.ts';
import type { Edit } from './fixes/fix.ts';
import { propertiesOf, type Node } from './jsonTree.ts';
import type { OfferedValue } from './liveValues.ts';
import { schemaOf, valuePrefix } from './schema.ts';
import type { SpecDocument } from './specDocument.ts';

/** A place for a value of the account. */
export interface LivePlace extends ValuePlace {
  /** `VaultId`, or `UdmDetail.sourceInstanceId` for a key inside of a parameter. */
  readonly name: string;
  /** The text before the cursor, without its quotation mark. */
  readonly typed: string;
  /** What else the spec says, by name, those inside of `UdmDetail` too. */
  readonly values: Readonly<Record<string, string>>;
}

const scalarsOf = (root: Node | undefined, prefix = ''): [string, string][] =>
  propertiesOf(root).flatMap(({ name, value }): [string, string][] => {
    if (value.type === 'object' && prefix === '' && name === 'UdmDetail') return scalarsOf(value, 'UdmDetail.');
    return value.type === 'string' || value.type === 'number' ? [[prefix + name, String(value.value)]] : [];
  });

/** The place of a value at an offset. JSON inside of a string is left to the schema. */
export function livePlaceAt(spec: SpecDocument, offset: number): LivePlace | undefined {
  let place = valueAt(spec, offset);
  let prefix = '';
  if (place?.name === 'UdmDetail' && place.value?.type === 'object') {
    place = valueAt({ ...spec, root: place.value }, offset);
    prefix = 'UdmDetail.';
  }
  if (!place || place.value?.type === 'object' || place.value?.type === 'array') return undefined;
  const typed = spec.text.slice(place.offset, offset).replace(/^"/, '');
  return { ...place, name: prefix + place.name, typed, values: Object.fromEntries(scalarsOf(spec.root)) };
}

/** Whether a value says nothing yet: it is empty, or the prefix that a snippet leaves. */
const isOpen = (name: string, value: Node): boolean =>
  value.type === 'string' && ['', valuePrefix(schemaOf(name))].includes(String(value.value));

/** What belongs to one snapshot alone. It is wrong once another one is chosen, so it is replaced. All else that a person wrote stays. */
const ofSnapshot = new Set(['SnapshotHash']);

/** How the other parameters are filled: those that are there are edited, the others follow the value at the cursor. */
function fill(
  spec: SpecDocument,
  place: LivePlace,
  fills: Readonly<Record<string, unknown>>,
): { readonly added: string; readonly edits: readonly Edit[] } {
  const restoreType = place.values['RestoreType'];
  const present = new Map(propertiesOf(spec.root).map(({ name, value }) => [name, value]));
  const separator = spec.text.slice(spec.root?.offset, place.offset).includes('\n') ? ',\n' : ', ';
  let added = '';
  const edits: Edit[] = [];
  for (const [name, value] of Object.entries(fills)) {
    if (value === undefined || name === place.name || schemaOf(name, restoreType) === undefined) continue;
    const text = JSON.stringify(value);
    const written = present.get(name);
    if (!written) added += `${separator}${JSON.stringify(name)}: ${text}`;
    else if (isOpen(name, written) || ofSnapshot.has(name)) {
      edits.push({ offset: written.offset, length: written.length, text });
    }
  }
  return { added, edits };
}

/** The values as suggestions, in their order. */
export function offeredCompletions(
  spec: SpecDocument,
  place: LivePlace,
  offers: readonly OfferedValue[],
): CompletionItem[] {
  const { offset, end } = place;
  const gap = gapBefore(spec, offset);
  const comma = commaAfter(spec, end);
  const isNested = place.name.includes('.');
  return offers.map(({ value, label, description, detail, words = '', fills = {} }) => {
    const { added, edits } = isNested ? { added: '', edits: [] } : fill(spec, place, fills);
    return {
      label,
      kind: 'value' as const,
      description,
      detail,
      offset,
      length: end - offset,
      insert: [`${gap}${JSON.stringify(value)}${added}${comma}`],
      filter: `"${[value, label, description, words].join(' ')}"`,
      ...(edits.length > 0 && { edits }),
    };
  });
}

/** An ID of the spec at an offset: where it stands, and what else the spec says. */
export function idAt(
  spec: SpecDocument,
  offset: number,
): (Pick<LivePlace, 'name' | 'values'> & { readonly value: Node }) | undefined {
  const place = livePlaceAt(spec, offset);
  return place?.value ? { name: place.name, values: place.values, value: place.value } : undefined;
}
