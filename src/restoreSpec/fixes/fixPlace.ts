/** The places that fixes work on: a node of the spec itself, or of the JSON that a string of it holds. */
import { embeddedJsonOf, embeddedScope, type JsonScope } from '../embeddedJson.ts';
import { propertiesOf, visitNodes, type Node } from '../jsonTree.ts';
import { readableRoot, type SpecDocument } from '../specDocument.ts';
import { applyEdits, type Edit } from './fix.ts';
import { constraintsAt, type Constraints, type Path, type RootValues } from './schemaConstraints.ts';

export interface FixScope extends JsonScope {
  readonly rootValues: RootValues;
  /** By offset. Where several nodes begin at one offset, it is the innermost one, so the key of a property. */
  readonly nodes: () => ReadonlyMap<number, Node>;
}

/** The place of a problem. */
export interface FixPlace {
  readonly scope: FixScope;
  /** The key or the value that is underlined, or the object in which a key is missing. */
  readonly node: Node;
}

/** Computed once, on first use, so that many problems in a large file take little time. */
function nodesByOffset(root: Node): () => ReadonlyMap<number, Node> {
  let nodes: Map<number, Node> | undefined;
  return () => {
    if (!nodes) {
      const found = new Map<number, Node>();
      visitNodes(root, (node) => void found.set(node.offset, node));
      nodes = found;
    }
    return nodes;
  };
}

export interface FixScopes {
  readonly spec: FixScope;
  readonly embedded: readonly FixScope[];
}

const cache = new WeakMap<SpecDocument, FixScopes>();

/** The texts of a spec that fixes work on; undefined where the spec can't be read. */
export function fixScopesOf(document: SpecDocument): FixScopes | undefined {
  const root = readableRoot(document);
  if (!root) return undefined;
  let scopes = cache.get(document);
  if (!scopes) {
    const rootValues = new Map(propertiesOf(root).map(({ name, value }): [string, unknown] => [name, value.value]));
    const fixScope = (scope: JsonScope): FixScope => ({ ...scope, rootValues, nodes: nodesByOffset(scope.root) });
    const embedded = embeddedJsonOf(root, document.text).flatMap((each) => embeddedScope(each) ?? []);
    scopes = { spec: fixScope({ text: document.text, root }), embedded: embedded.map(fixScope) };
    cache.set(document, scopes);
  }
  return scopes;
}

/** The place of a problem; undefined where the tree has no node there. */
export function findFixPlace({ spec, embedded }: FixScopes, offset: number): FixPlace | undefined {
  const holder = embedded.find((scope) => {
    const string = scope.embedded?.value;
    return string && string.offset < offset && offset < endOf(string);
  });
  const scope = holder ?? spec;
  const node = scope.nodes().get(holder?.embedded ? holder.embedded.toEmbeddedOffset(offset) : offset);
  return node && { scope, node };
}

export function endOf({ offset, length }: Pick<Node, 'offset' | 'length'>): number {
  return offset + length;
}

/** The property that a key or a value belongs to. */
export function propertyOf(node: Node): { key: Node; value: Node; property: Node; object: Node } | undefined {
  const property = node.parent;
  const [key, value] = property?.type === 'property' ? (property.children ?? []) : [];
  return property?.parent && key && value ? { key, value, property, object: property.parent } : undefined;
}

/** The path of a value from the root of the spec. */
export function pathOf({ embedded }: Pick<JsonScope, 'embedded'>, value: Node): Path {
  const path: (string | 0)[] = [];
  for (let node: Node | undefined = value; node?.parent; node = node.parent) {
    if (node.parent.type === 'array') path.unshift(0);
    else if (node.parent.type === 'property') path.unshift(String(node.parent.children?.[0]?.value));
  }
  return embedded ? [embedded.name, ...path] : path;
}

export function constraintsOfNode(scope: FixScope, value: Node): Constraints {
  return constraintsAt(pathOf(scope, value), scope.rootValues);
}

/** Converts edits of a scope's text to edits of the spec. A string that holds JSON is replaced as a whole. */
export function editsInSpec({ embedded, text }: JsonScope, edits: readonly Edit[]): readonly Edit[] {
  if (!embedded) return edits;
  const { offset, length } = embedded.value;
  return [{ offset, length, text: JSON.stringify(applyEdits(text, edits)) }];
}
