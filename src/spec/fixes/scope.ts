/** The JSON that a problem is in: the spec itself, or what a string of it holds. */
import { insidesOf } from '../beyond.ts';
import type { SpecDocument } from '../document.ts';
import type { Inside } from '../inside.ts';
import { propertiesOf, walk, type Node } from '../json.ts';
import type { Problem } from '../problem.ts';
import { applyEdits, type Edit } from './fix.ts';
import { rulesAt, type Facts, type Path, type Rules } from './rules.ts';

export interface Scope {
  readonly text: string;
  readonly root: Node;
  /** The string that holds it; absent where it is the spec itself. */
  readonly inside?: Inside;
  readonly facts: Facts;
  /** By offset; of nodes that begin at one place the innermost, so of a property its key. */
  readonly nodes: () => ReadonlyMap<number, Node>;
}

/** Where a problem is. */
export interface Place {
  readonly problem: Problem;
  readonly scope: Scope;
  /** The key or the value that is underlined, or the object that lacks a key. */
  readonly node: Node;
}

/** Made on first use, and once, so that many problems in a large file stay cheap. */
function nodesOf(root: Node): () => ReadonlyMap<number, Node> {
  let nodes: Map<number, Node> | undefined;
  return () => {
    if (!nodes) {
      const made = new Map<number, Node>();
      walk(root, (node) => made.set(node.offset, node));
      nodes = made;
    }
    return nodes;
  };
}

export interface Scopes {
  readonly whole: Scope;
  readonly insides: readonly Scope[];
}

const known = new WeakMap<SpecDocument, Scopes>();

/** The texts of a spec that fixes work on; undefined where the spec can't be read. */
export function scopesOf(document: SpecDocument): Scopes | undefined {
  const { root, text, problems } = document;
  if (!root || problems.length > 0) return undefined;
  let scopes = known.get(document);
  if (!scopes) {
    const facts = new Map(propertiesOf(root).map(({ name, value }): [string, unknown] => [name, value.value]));
    const whole = { text, root, facts, nodes: nodesOf(root) };
    const insides = insidesOf(root, text).flatMap((inside) =>
      inside.root && inside.sound
        ? [{ text: inside.text, root: inside.root, inside, facts, nodes: nodesOf(inside.root) }]
        : [],
    );
    scopes = { whole, insides };
    known.set(document, scopes);
  }
  return scopes;
}

/** The place of a problem; undefined where the tree has nothing there. */
export function placeOf({ whole, insides }: Scopes, problem: Problem): Place | undefined {
  const { offset } = problem;
  const within = insides.find(({ inside }) => inside && inside.at.offset < offset && offset < endOf(inside.at));
  const scope = within ?? whole;
  const node = scope.nodes().get(within?.inside ? within.inside.inner(offset) : offset);
  return node && { problem, scope, node };
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
export function pathOf({ inside }: Pick<Scope, 'inside'>, value: Node): Path {
  const path: (string | 0)[] = [];
  for (let node: Node | undefined = value; node?.parent; node = node.parent) {
    if (node.parent.type === 'array') path.unshift(0);
    else if (node.parent.type === 'property') path.unshift(String(node.parent.children?.[0]?.value));
  }
  return inside ? [inside.name, ...path] : path;
}

export function rulesOfNode(scope: Scope, value: Node): Rules {
  return rulesAt(pathOf(scope, value), scope.facts);
}

/** Edits of a scope's text as edits of the spec: a string that holds JSON is written anew. */
export function inSpec({ inside, text }: Scope, edits: readonly Edit[]): readonly Edit[] {
  if (!inside) return edits;
  const { offset, length } = inside.at;
  return [{ offset, length, text: JSON.stringify(applyEdits(text, edits)) }];
}
