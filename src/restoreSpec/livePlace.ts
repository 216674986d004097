/** Where in a spec a value of the account can stand, and how it is written there with what it decides of other parameters. */
import type { CompletionItem } from './completionItem.ts';
import { missingCommaAfter, embeddedJsonAt, gapBefore, valueAt, type ValuePlace } from './cursor.ts';
import { readEmbeddedJson } from './embeddedJson.ts';
import { applyEdits, type Edit } from './fixes/fix.ts';
import { insertMembers } from './fixes/members.ts';
import { memberOf, type Node, propertiesOf } from './jsonTree.ts';
import type { OfferedValue } from './liveValues.ts';
import { schemaOf, valuePrefix } from './schema.ts';
import { readableRoot, readSpec, type SpecDocument } from './specDocument.ts';

/** A place for a value of the account. Its offsets are those of the spec. */
export interface LivePlace extends ValuePlace {
  /** `VaultId`, or `UdmDetail.sourceInstanceId` for a key inside of a parameter. */
  readonly name: string;
  /** The text before the cursor, without its quotation mark. */
  readonly typed: string;
  /** What else the spec says, by name, those inside of `UdmDetail` too. */
  readonly values: Readonly<Record<string, string>>;
  /** What stands before and after the value where it is written. */
  readonly gap: string;
  readonly comma: string;
  /** Whether it is in JSON that a string holds, in which quotation marks are escaped. */
  readonly isEmbedded: boolean;
}

/** The parameter whose keys have values of the account, too. */
const nested = 'UdmDetail';

const scalarsOf = (root: Node | undefined, text: string, prefix = ''): [string, string][] =>
  propertiesOf(root).flatMap(({ name, value }): [string, string][] => {
    if (name === nested && prefix === '') {
      const object = value.type === 'object' ? value : readEmbeddedJson(name, value, text)?.root;
      return scalarsOf(object, text, `${nested}.`);
    }
    return value.type === 'string' || value.type === 'number' ? [[prefix + name, String(value.value)]] : [];
  });

const isStructure = ({ value }: ValuePlace) => value?.type === 'object' || value?.type === 'array';

/** The place of a value at an offset, in a spec or in an object of it. */
function placeIn(
  scope: SpecDocument,
  offset: number,
): Pick<LivePlace, Exclude<keyof LivePlace, 'values' | 'isEmbedded'>> | undefined {
  const place = valueAt(scope, offset);
  if (!place || isStructure(place)) return undefined;
  const typed = scope.text.slice(place.offset, offset).replace(/^"/, '');
  return { ...place, typed, gap: gapBefore(scope, place.offset), comma: missingCommaAfter(scope, place.end) };
}

/** The place in the JSON that the string of the nested parameter holds. */
function embeddedPlaceAt(spec: SpecDocument, offset: number) {
  const embedded = embeddedJsonAt(spec, offset);
  if (!embedded || 'empty' in embedded || !embedded.root) return undefined;
  const { root, text, toEmbeddedOffset, toSpecOffset } = embedded;
  const at = toEmbeddedOffset(offset);
  // Within an escape such as `\"` nothing can be typed.
  if (toSpecOffset(at) !== offset) return undefined;
  const place = placeIn({ ...spec, root, text }, at);
  const ofSpec = (start: number, end: number) => ({
    offset: toSpecOffset(start),
    length: toSpecOffset(end) - toSpecOffset(start),
  });
  if (!place) return undefined;
  const { value } = place;
  return {
    ...place,
    offset: toSpecOffset(place.offset),
    end: toSpecOffset(place.end),
    ...(value && { value: { ...value, ...ofSpec(value.offset, value.offset + value.length) } }),
  };
}

/** The place of a value at an offset. */
export function livePlaceAt(spec: SpecDocument, offset: number): LivePlace | undefined {
  const outer = valueAt(spec, offset);
  if (!outer) return undefined;
  const isNested = outer.name === nested && outer.value !== undefined;
  const isEmbedded = isNested && outer.value.type === 'string';
  const place = isEmbedded
    ? embeddedPlaceAt(spec, offset)
    : placeIn(isNested ? { ...spec, root: outer.value } : spec, offset);
  if (!place) return undefined;
  const values = Object.fromEntries(scalarsOf(spec.root, spec.text));
  return { ...place, name: isNested ? `${nested}.${place.name}` : place.name, values, isEmbedded };
}

/** Whether a value says nothing yet: it is empty, or the prefix that a snippet leaves. */
const isOpen = (name: string, value: Node): boolean =>
  value.type === 'string' && ['', valuePrefix(schemaOf(name))].includes(String(value.value));

/** What belongs to one snapshot alone. It is wrong once another one is chosen, so it is replaced. All else that a person wrote stays. */
const ofSnapshot = new Set(['SnapshotHash']);

/** The edits that fill the keys of an object that were left open. */
function openKeys(written: Node, wanted: unknown): Edit[] {
  const values = new Map(Object.entries(wanted ?? {}));
  return propertiesOf(written).flatMap(({ name, value }) => {
    const text = JSON.stringify(values.get(name));
    const isPrefix = value.type === 'string' && /^(?:[a-z]+-)?$/.test(String(value.value));
    return values.has(name) && isPrefix ? [{ offset: value.offset, length: value.length, text }] : [];
  });
}

/** Where the values go of the keys of the root that have a colon and no value yet, as a snippet leaves the key of a number. By key. */
function unwrittenValues({ root, text }: SpecDocument): ReadonlyMap<string, number> {
  const unwritten = (root?.children ?? []).flatMap(
    ({ colonOffset, children: [key, value] = [] }): [string, number][] =>
      key && !value && colonOffset !== undefined
        ? [[String(key.value), colonOffset + (text[colonOffset + 1] === ' ' ? 2 : 1)]]
        : [],
  );
  return new Map(unwritten);
}

/** How the other parameters are filled: those that are there are edited, the others follow the value at the cursor. */
function fill(
  spec: SpecDocument,
  place: LivePlace,
  fills: Readonly<Record<string, unknown>>,
): { readonly added: string; readonly edits: readonly Edit[] } {
  const restoreType = place.values['RestoreType'];
  const present = new Map(propertiesOf(spec.root).map(({ name, value }) => [name, value]));
  const unwritten = unwrittenValues(spec);
  const separator = spec.text.slice(spec.root?.offset, place.offset).includes('\n') ? ',\n' : ', ';
  let added = '';
  const edits: Edit[] = [];
  for (const [name, value] of Object.entries(fills)) {
    if (value === undefined || name === place.name || schemaOf(name, restoreType) === undefined) continue;
    const text = JSON.stringify(value);
    const written = present.get(name);
    const openAt = unwritten.get(name);
    if (openAt !== undefined) edits.push({ offset: openAt, length: 0, text: gapBefore(spec, openAt) + text });
    else if (!written) added += `${separator}${JSON.stringify(name)}: ${text}`;
    else if (isOpen(name, written) || ofSnapshot.has(name)) {
      edits.push({ offset: written.offset, length: written.length, text });
    } else if (written.type === 'object') edits.push(...openKeys(written, value));
  }
  return { added, edits };
}

/** The values as suggestions, in their order. */
export function offeredCompletions(
  spec: SpecDocument,
  place: LivePlace,
  offers: readonly OfferedValue[],
): CompletionItem[] {
  const { offset, end, gap, comma, isEmbedded } = place;
  const isNested = place.name.includes('.');
  /** As it stands in the spec: in JSON inside of a string, without that string's own quotation marks. */
  const written = (text: string) => (isEmbedded ? JSON.stringify(text).slice(1, -1) : text);
  return offers.map(({ value, label, description, detail, words = '', fills = {} }) => {
    const { added, edits } = isNested ? { added: '', edits: [] } : fill(spec, place, fills);
    return {
      label,
      kind: 'value' as const,
      description,
      detail,
      offset,
      length: end - offset,
      insert: [written(`${gap}${JSON.stringify(value)}${added}${comma}`)],
      filter: written(`"${[value, label, description, words].join(' ')}"`),
      ...(edits.length > 0 && { edits }),
    };
  });
}

/**
 * The text of a spec in which a parameter has a value of the account, with what that decides of others. Undefined where the spec has no place
 * for it, as where it can't be read.
 */
export function withOfferedValue(text: string, name: string, offer: OfferedValue): string | undefined {
  const spec = readSpec(text);
  const root = readableRoot(spec);
  const found = memberOf(root, name);
  if (!root) return undefined;
  if (!found) {
    const member = { name, value: '""', snippet: '""', after: root.children?.at(-1) };
    return withOfferedValue(applyEdits(text, insertMembers(text, root, [member], false)), name, offer);
  }
  const place = livePlaceAt(spec, found.offset + 1);
  const [item] = place ? offeredCompletions(spec, place, [offer]) : [];
  if (!item) return undefined;
  const { offset, length, insert, edits = [] } = item;
  return applyEdits(text, [{ offset, length, text: insert.join('') }, ...edits]);
}

/** An ID of the spec at an offset: where it stands, and what else the spec says. */
export function idAt(
  spec: SpecDocument,
  offset: number,
): (Pick<LivePlace, 'name' | 'values'> & { readonly value: Node }) | undefined {
  const place = livePlaceAt(spec, offset);
  return place?.value ? { name: place.name, values: place.values, value: place.value } : undefined;
}
