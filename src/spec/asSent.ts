/** A spec as it was when it was sent, as far as the request that was kept can tell. */
import { readSpec, type SpecDocument } from './document.ts';
import { applyEdits, type Edit } from './fixes/fix.ts';
import { insertMembers, removeMembers } from './fixes/members.ts';
import { specValue, toSpec } from './forms/importText.ts';
import { jsonIn } from './forms/layout.ts';
import { parameterNames } from './forms/names.ts';
import { propertiesOf, sourceOf, type Node } from './json.ts';
import { parametersOf, structuredParameters, type RestoreRequest } from './parameters.ts';
import { toRequest } from './request.ts';

/** JSON text of a node that is the same however it was laid out and its keys were ordered; every digit counts. */
function canonical(node: Node, text: string): string {
  if (node.type === 'array') return `[${(node.children ?? []).map((item) => canonical(item, text)).join(',')}]`;
  if (node.type !== 'object') return node.type === 'string' ? JSON.stringify(node.value) : sourceOf(node, text);
  const members = propertiesOf(node).map(({ name, value }) => `${JSON.stringify(name)}:${canonical(value, text)}`);
  return `{${members.sort().join(',')}}`;
}

/** Equal for values of a parameter that mean the same. */
function meaning(name: string, value: string): string {
  const kind = structuredParameters.get(name);
  const json = kind && jsonIn(value, kind);
  return json ? canonical(json.node, json.text) : value;
}

const isSame = (name: string, a: string | undefined, b: string | undefined) =>
  a === b || (a !== undefined && b !== undefined && meaning(name, a) === meaning(name, b));

/** A text as its next step makes it; as it is where it can't be read. */
function step(text: string, edits: (root: Node, spec: SpecDocument) => Edit[]): string {
  const spec = readSpec(text);
  return spec.root && spec.problems.length === 0 ? applyEdits(text, edits(spec.root, spec)) : text;
}

/** The property that comes last of those that stand before `name` in the order of filling in. */
function before(root: Node, name: string): Node | undefined {
  const place = parameterNames.indexOf(name);
  const isBefore = (other: string) => other.startsWith('$') || place < 0 || parameterNames.indexOf(other) < place;
  return propertiesOf(root).findLast((property) => isBefore(property.name))?.key.parent;
}

/** The value as JSON text: a string where the spec has one, else as a new spec would have it. */
function written(name: string, value: string, old: Node): string {
  if (old.type === 'string' && structuredParameters.has(name)) return JSON.stringify(value);
  return specValue(name, { value });
}

/** A spec that makes a request, written anew. @param region for `$region`, where it is to have one */
export function specOfRequest(request: RestoreRequest, region: string | undefined): string {
  const found = Object.entries(parametersOf(request)).map(([name, value]) => ({ name, value }));
  return toSpec({ found, region, left: [] }).text;
}

/**
 * The text of a spec with just those values changed that were sent otherwise. Comments and layout stay, and so does a
 * structured value that means the same. Written anew where the text can't be read.
 *
 * @param region where it was sent; it takes the place of a `$region` that says otherwise, and is not added
 */
export function specAsSent(text: string, request: RestoreRequest, region: string | undefined): string {
  const sent = parametersOf(request);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const replaced = step(text, (root, spec) => {
    const now = parametersOf(toRequest(spec));
    // Of a key that stands there twice the last one counts.
    const last = new Map(propertiesOf(root).map((property) => [property.name, property.value]));
    return [...last].flatMap(([name, { offset, length, type, value }]): Edit[] => {
      if (name === '$region' && region !== undefined && value !== region)
        return [{ offset, length, text: JSON.stringify(region) }];
      const wanted = Object.hasOwn(sent, name) ? sent[name] : undefined;
      if (wanted === undefined || isSame(name, now[name], wanted)) return [];
      return [{ offset, length, text: written(name, wanted, { type, offset, length }).replaceAll('\n', eol) }];
    });
  });
  const reduced = step(replaced, (root) => {
    const isDoomed = (name: string) => !name.startsWith('$') && !Object.hasOwn(sent, name);
    const doomed = propertiesOf(root).flatMap(({ name, key }) => (isDoomed(name) && key.parent) || []);
    return removeMembers(replaced, root, new Set(doomed));
  });
  const whole = step(reduced, (root, spec) => {
    const now = parametersOf(toRequest(spec));
    const members = Object.entries(sent).flatMap(([name, text]) => {
      const value = specValue(name, { value: text }).replaceAll('\n', eol);
      return Object.hasOwn(now, name) ? [] : [{ name, value, snippet: value, after: before(root, name) }];
    });
    return insertMembers(reduced, root, members, true);
  });
  return says(whole, sent) ? whole : specOfRequest(request, region);
}

/** Whether a text makes a request of just these parameters. */
function says(text: string, sent: Readonly<Record<string, string>>): boolean {
  const spec = readSpec(text);
  if (!spec.root || spec.problems.length > 0) return false;
  const now = parametersOf(toRequest(spec));
  return [...new Set([...Object.keys(now), ...Object.keys(sent)])].every((name) => isSame(name, now[name], sent[name]));
}
