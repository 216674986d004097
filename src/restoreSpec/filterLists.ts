/** The lists of paths that a spec restores and leaves out: reads them from both of the places that the API has, and writes them. */
import { memberOf, propertiesOf, toValue, type Node } from './jsonTree.ts';
import { readEmbeddedJson, type EmbeddedJson } from './embeddedJson.ts';
import { applyEdits, withoutSnippet, type Edit } from './fixes/fix.ts';
import { eolOf, hasComment, insertItems, insertMembers, lineIndent, removeMembers } from './fixes/members.ts';
import { filterNames, optionsTypes } from './parameters.ts';
import { readableRoot, readSpec, type SpecDocument } from './specDocument.ts';

export interface FilterLists {
  /** Empty where everything is restored. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Each list: its name here, as a parameter, and as a key of `Options`. */
const names = [
  ['include', ...filterNames[0]],
  ['exclude', ...filterNames[1]],
] as const;

/** A value that is an array or object, and the text that it stands in; undefined where it is something else. */
function structureOf(
  name: string,
  value: Node,
  text: string,
): { readonly node: Node; readonly text: string; readonly embedded?: EmbeddedJson } | undefined {
  if (value.type === 'array' || value.type === 'object') return { node: value, text };
  const embedded = readEmbeddedJson(name, value, text);
  return embedded?.isValid && embedded.root ? { node: embedded.root, text: embedded.text, embedded } : undefined;
}

/** The texts of a list; undefined where it is none. */
function textsOf(list: Node | undefined): string[] | undefined {
  if (list?.type !== 'array') return undefined;
  const values = toValue(list) as unknown[];
  return values.every((value): value is string => typeof value === 'string') ? values : undefined;
}

/** The paths of a spec, each once; undefined where they or the spec can't be read. */
export function filterListsOf(spec: SpecDocument): FilterLists | undefined {
  const root = readableRoot(spec);
  if (!root) return undefined;
  const optionsValue = memberOf(root, 'Options');
  const options = optionsValue && structureOf('Options', optionsValue, spec.text);
  // An empty string holds nothing, and is refused by the schema.
  if (optionsValue && !options) return undefined;
  const lists: { include: string[]; exclude: string[] } = { include: [], exclude: [] };
  for (const [list, parameter, key] of names) {
    const value = memberOf(root, parameter);
    const inOptions = memberOf(options?.node, key);
    const own = value && textsOf(structureOf(parameter, value, spec.text)?.node);
    const others = inOptions && textsOf(inOptions);
    if ((value && !own) || (inOptions && !others)) return undefined;
    lists[list] = [...new Set([...(own ?? []), ...(others ?? [])])];
  }
  return lists;
}

/** A list as JSON text: a line for each path where the members of the object have lines of their own. */
function layOut(text: string, object: Node, list: readonly string[]): string {
  const [first] = object.children ?? [];
  const isLines = first ? text.slice(object.offset, first.offset).includes('\n') : false;
  const items = list.map((path) => JSON.stringify(path));
  if (!first || !isLines) return `[${items.join(', ')}]`;
  const [indent, outer] = [lineIndent(text, first.offset), lineIndent(text, object.offset)];
  const unit = indent.slice(outer.length) || '  ';
  const line = `${eolOf(text)}${indent}${unit}`;
  return `[${line}${items.join(`,${line}`)}${eolOf(text)}${indent}]`;
}

function addMember(text: string, object: Node, name: string, value: string): Edit[] {
  const after = object.children?.at(-1);
  return insertMembers(text, object, [{ name, value, snippet: value, after }], false).map(withoutSnippet);
}

const replaced = (node: Node, text: string): Edit[] => [{ offset: node.offset, length: node.length, text }];

/** The edits of a list that is there. What stays keeps its place, its lines and its comments. */
function listEdits(text: string, object: Node, array: Node, list: readonly string[]): Edit[] {
  const wanted = new Set(list);
  const doomed = new Set<Node>();
  for (const item of array.children ?? []) if (!wanted.delete(String(item.value))) doomed.add(item);
  const kept = (array.children ?? []).length - doomed.size;
  const added = [...wanted].map((path) => JSON.stringify(path));
  if (kept === 0 && !hasComment(text, array)) return replaced(array, layOut(text, object, list));
  // Both at once could meet at one place, so what goes is a step of its own.
  if (doomed.size > 0 && kept > 0) return removeMembers(text, array, doomed);
  // A comment stays where it is, so what is new comes before what goes.
  if (!array.children?.length) return [{ offset: array.offset + 1, length: 0, text: added.join(', ') }];
  return insertItems(text, array, added);
}

/** The edits that bring a list of an object one step nearer to what is wanted; none where it is so. */
function stepTo(text: string, object: Node, name: string, list: readonly string[]): Edit[] {
  const property = object.children?.findLast(({ children: [key] = [] }) => key?.value === name);
  const value = property?.children?.[1];
  if (!property || !value) return list.length === 0 ? [] : addMember(text, object, name, layOut(text, object, list));
  if (list.length === 0) return removeMembers(text, object, new Set([property]));
  if (value.type === 'array') return listEdits(text, object, value, list);
  const written = JSON.stringify(JSON.stringify(list));
  return text.slice(value.offset, value.offset + value.length) === written ? [] : replaced(value, written);
}

/** The same for a list in `Options`, which may be a string. Options that were made for lists alone go with the last of them. */
function stepInOptions(text: string, root: Node, key: string, list: readonly string[]): Edit[] {
  const value = memberOf(root, 'Options');
  const structure = value && structureOf('Options', value, text);
  if (!value || !structure) {
    return list.length === 0 ? [] : addMember(text, root, 'Options', `{ "${key}": ${JSON.stringify(list)} }`);
  }
  const edits = stepTo(structure.text, structure.node, key, list);
  if (edits.length === 0) return [];
  const isLast = list.length === 0 && (structure.node.children ?? []).length === 1;
  if (isLast && value.parent && !hasComment(structure.text, structure.node)) {
    return removeMembers(text, root, new Set([value.parent]));
  }
  return structure.embedded ? replaced(value, JSON.stringify(applyEdits(structure.text, edits))) : edits;
}

/** More steps than a list takes: it is emptied of what goes, then gets what is new. */
const mostSteps = 4;

function inSteps(text: string, step: (text: string, root: Node) => Edit[]): string {
  let now = text;
  for (let count = 0; count < mostSteps; count++) {
    const { root } = readSpec(now);
    const edits = root ? step(now, root) : [];
    if (edits.length === 0) break;
    now = applyEdits(now, edits);
  }
  return now;
}

/**
 * The text of a spec with other paths. Restores to OSS and NAS get them in `Options`, where both of the sources that disagree take them; all
 * others in `Include` and `Exclude`, and also in `Options` where it has such a list. The spec must be one whose lists can be read.
 */
export function withFilterLists(text: string, lists: FilterLists): string {
  const { root } = readSpec(text);
  const inOptions = optionsTypes.has(String(memberOf(root, 'RestoreType')?.value));
  let now = text;
  for (const [list, parameter, key] of names) {
    const paths = lists[list];
    const value = memberOf(root, 'Options');
    const options = value && structureOf('Options', value, text);
    const hasList = memberOf(options?.node, key) !== undefined;
    if (inOptions || hasList) now = inSteps(now, (text, root) => stepInOptions(text, root, key, paths));
    now = inSteps(now, (text, root) => stepTo(text, root, parameter, inOptions ? [] : paths));
  }
  return now;
}

const contains = ({ offset, length }: Node, at: number) => offset <= at && at <= offset + length;

/** The path of Include, Exclude or of a list in Options that an offset is in. */
export function filterPathAt(spec: SpecDocument, offset: number): string | undefined {
  for (const { name, value } of propertiesOf(spec.root)) {
    if (!contains(value, offset)) continue;
    const structure = structureOf(name, value, spec.text);
    if (!structure) return undefined;
    const at = structure.embedded ? structure.embedded.toEmbeddedOffset(offset) : offset;
    const found = names.flatMap(([, parameter, key]) => {
      const list = name === parameter ? structure.node : name === 'Options' ? memberOf(structure.node, key) : undefined;
      return list?.children?.filter((item) => item.type === 'string' && contains(item, at)) ?? [];
    });
    return found[0] && String(found[0].value);
  }
  return undefined;
}
