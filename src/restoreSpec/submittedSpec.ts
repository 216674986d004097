/** Restores a spec as it was when it was sent, from the request that was kept. */
import { readableRoot, readSpec, stringAt, type SpecDocument } from './specDocument.ts';
import { applyEdits, type Edit } from './fixes/fix.ts';
import { eolOf, insertMembers, removeMembers } from './fixes/members.ts';
import { specFromParsed, specValue } from './formats/specText.ts';
import { parseJsonOfKind } from './formats/jsonLayout.ts';
import { propertiesOf, sourceOf, type Node } from './jsonTree.ts';
import { parameterNames, parametersOf, structuredParameters, type RestoreRequest } from './parameters.ts';
import { toRequest } from './restoreRequest.ts';

/** JSON text of a node without differences in layout and in the order of keys. Numbers keep every digit. */
function canonical(node: Node, text: string): string {
  if (node.type === 'array') return `[${(node.children ?? []).map((item) => canonical(item, text)).join(',')}]`;
  if (node.type !== 'object') return node.type === 'string' ? JSON.stringify(node.value) : sourceOf(node, text);
  const members = propertiesOf(node).map(({ name, value }) => `${JSON.stringify(name)}:${canonical(value, text)}`);
  return `{${members.sort().join(',')}}`;
}

/** Equal for values of a parameter that mean the same. */
function canonicalValue(name: string, value: string): string {
  const kind = structuredParameters.get(name);
  const json = kind && parseJsonOfKind(value, kind);
  return json ? canonical(json.node, json.text) : value;
}

const isSame = (name: string, a: string | undefined, b: string | undefined) =>
  a === b || (a !== undefined && b !== undefined && canonicalValue(name, a) === canonicalValue(name, b));

/** Applies edits to the text of a spec. A text that can't be read stays as it is. */
function editSpecText(text: string, edits: (root: Node, spec: SpecDocument) => Edit[]): string {
  const spec = readSpec(text);
  const root = readableRoot(spec);
  return root ? applyEdits(text, edits(root, spec)) : text;
}

/** The last property of those that come before `name` in the order of filling in. */
function lastPropertyBefore(root: Node, name: string): Node | undefined {
  const place = parameterNames.indexOf(name);
  const isBefore = (other: string) => other.startsWith('$') || place < 0 || parameterNames.indexOf(other) < place;
  return propertiesOf(root).findLast((property) => isBefore(property.name))?.key.parent;
}

/** The value as JSON text: as a string where the spec has a string, else in the form of a new spec. */
function valueText(name: string, value: string, old: Node): string {
  if (old.type === 'string' && structuredParameters.has(name)) return JSON.stringify(value);
  return specValue(name, { value });
}

/** Writes a new spec for a request. @param region the value of `$region`; undefined for a spec without it */
export function specFromRequest(request: RestoreRequest, region: string | undefined): string {
  const found = Object.entries(parametersOf(request)).map(([name, value]) => ({ name, value }));
  return specFromParsed({ parameters: found, region, skipped: [] }).text;
}

/**
 * Changes in the text of a spec only the values that were sent differently. Comments and layout stay, and so does a structured value
 * of the same meaning. Where the text can't be read, the spec is written anew.
 *
 * @param region where the request was sent; it replaces a different `$region`, and is not added where the spec has none
 */
export function submittedSpec(text: string, request: RestoreRequest, region: string | undefined): string {
  const sent = parametersOf(request);
  const eol = eolOf(text);
  const replaced = editSpecText(text, (root, spec) => {
    const now = parametersOf(toRequest(spec));
    // Where a key is repeated, the last one counts.
    const last = new Map(propertiesOf(root).map((property) => [property.name, property.value]));
    return [...last].flatMap(([name, { offset, length, type, value }]): Edit[] => {
      if (name === '$region' && region !== undefined && value !== region)
        return [{ offset, length, text: JSON.stringify(region) }];
      const wanted = Object.hasOwn(sent, name) ? sent[name] : undefined;
      if (wanted === undefined || isSame(name, now[name], wanted)) return [];
      return [{ offset, length, text: valueText(name, wanted, { type, offset, length }).replaceAll('\n', eol) }];
    });
  });
  const reduced = editSpecText(replaced, (root) => {
    const isDoomed = (name: string) => !name.startsWith('$') && !Object.hasOwn(sent, name);
    const doomed = propertiesOf(root).flatMap(({ name, key }) => (isDoomed(name) && key.parent) || []);
    return removeMembers(replaced, root, new Set(doomed));
  });
  const whole = editSpecText(reduced, (root, spec) => {
    const now = parametersOf(toRequest(spec));
    const members = Object.entries(sent).flatMap(([name, text]) => {
      const value = specValue(name, { value: text }).replaceAll('\n', eol);
      return Object.hasOwn(now, name) ? [] : [{ name, value, snippet: value, after: lastPropertyBefore(root, name) }];
    });
    return insertMembers(reduced, root, members, true);
  });
  return makesRequest(whole, sent) ? whole : specFromRequest(request, region);
}

/** The parameters that a spec sends otherwise than they were sent. Undefined where it can't be read. */
function changedParameters(spec: SpecDocument, sent: Readonly<Record<string, string>>): string[] | undefined {
  if (!readableRoot(spec)) return undefined;
  const now = parametersOf(toRequest(spec));
  return [...new Set([...Object.keys(now), ...Object.keys(sent)])].filter(
    (name) => !isSame(name, now[name], sent[name]),
  );
}

/** Whether the spec makes a request with exactly these parameters. */
function makesRequest(text: string, sent: Readonly<Record<string, string>>): boolean {
  return changedParameters(readSpec(text), sent)?.length === 0;
}

/**
 * What the text of a spec says otherwise than what was sent: the names of parameters, and `$region`. Layout, comments and the order of
 * keys don't count. Undefined where the text makes no request.
 *
 * @param region where the request was sent; undefined where that doesn't depend on the spec
 */
export function changedSince(text: string, request: RestoreRequest, region: string | undefined): string[] | undefined {
  const spec = readSpec(text);
  const changed = changedParameters(spec, parametersOf(request));
  const ownRegion = stringAt(spec, '$region');
  const isElsewhere = region !== undefined && ownRegion !== undefined && ownRegion !== region;
  return changed && (isElsewhere ? ['$region', ...changed] : changed);
}
