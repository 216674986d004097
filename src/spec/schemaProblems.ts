/** The validator compiled from the schema, with its findings put into words and places. */
import * as l10n from '@vscode/l10n';
import type { ErrorObject } from 'ajv';
import schema from '../../schemas/restore.schema.json' with { type: 'json' };
import validate from './generated/validate.cjs';
import { propertiesOf, toValue, type Node } from './json.ts';
import type { ProblemCode } from './problem.ts';

/** A broken rule of the schema: where in the data, and in words. */
export interface SchemaProblem {
  readonly code: ProblemCode;
  readonly message: string;
  /** The node that an editor underlines: a key, a value, or the opening brace that lacks a key. */
  readonly node: Node;
  /** True where only the node's first character is meant. */
  readonly atStart: boolean;
  /** The parameter whose string holds the JSON that `node` is a part of; then its offsets are those of that JSON. */
  readonly inside?: string;
}

interface SchemaObject {
  readonly errorMessage?: string;
  readonly patternErrorMessage?: string;
  readonly [keyword: string]: unknown;
}

/** The rules that the schema words itself, by keyword. */
const codes: Readonly<Record<string, ProblemCode>> = {
  type: 'wrongType',
  enum: 'unknownValue',
  const: 'mismatch',
  not: 'outOfRange',
};

const segments = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The `then` whose property schema is `false`, by ajv's path `#/allOf/2/then/properties/X/false schema`. */
function thenOf(schemaPath: string): SchemaObject {
  return schema.allOf[Number(segments(schemaPath)[1])]?.then ?? {};
}

/** Finds nodes by JSON pointer; remembers each object's keys, so that many findings in a large file stay cheap. */
function nodeFinder(root: Node, insides: ReadonlyMap<string, Node>) {
  const keys = new Map<Node, Map<string, { key: Node; value: Node }>>();
  const property = (node: Node, name: string) => {
    let known = keys.get(node);
    if (!known) {
      known = new Map(propertiesOf(node).map(({ key, name, value }) => [name, { key, value }]));
      keys.set(node, known);
    }
    return known.get(name);
  };
  const value = (pointer: string): Node =>
    segments(pointer).reduce((node, segment, depth) => {
      const child = node.type === 'array' ? node.children?.[Number(segment)] : property(node, segment)?.value;
      return (depth === 0 ? (insides.get(segment) ?? child) : child) ?? node;
    }, root);
  const key = (pointer: string, name: string): Node => property(value(pointer), name)?.key ?? value(pointer);
  return { value, key };
}

function parentOf(pointer: string): [parent: string, name: string] {
  const cut = pointer.lastIndexOf('/');
  return [pointer.slice(0, cut), segments(pointer).at(-1) ?? ''];
}

function describe(error: ErrorObject, root: Node, find: ReturnType<typeof nodeFinder>): SchemaProblem | undefined {
  const rule = (error.parentSchema ?? {}) as SchemaObject;
  const at = find.value(error.instancePath);
  const problem = (code: ProblemCode, message: string, node = at, atStart = false) => ({
    code,
    message,
    node,
    atStart,
  });
  switch (error.keyword) {
    case 'if':
      return undefined; // Says only that a `then` failed, which says so itself.
    case 'required': {
      const { missingProperty } = error.params as { missingProperty: string };
      // An object at the root of something has no key that could be underlined.
      const isRoot = at === root || at.parent === undefined;
      const [node, atStart] = isRoot ? [at, true] : [find.key(...parentOf(error.instancePath)), false];
      return problem('missing', l10n.t('Missing property "{0}".', missingProperty), node, atStart);
    }
    case 'additionalProperties': {
      const { additionalProperty } = error.params as { additionalProperty: string };
      return problem(
        'unknownKey',
        l10n.t('Property {0} is not allowed.', additionalProperty),
        find.key(error.instancePath, additionalProperty),
      );
    }
    case 'false schema': {
      const [parent, name] = parentOf(error.instancePath);
      return problem(
        'notTaken',
        thenOf(error.schemaPath).errorMessage ?? l10n.t('Property {0} is not allowed.', name),
        find.key(parent, name),
      );
    }
    case 'pattern':
      return problem('pattern', rule.patternErrorMessage ?? rule.errorMessage ?? error.message ?? error.keyword);
    case 'maxLength':
      return problem('tooLong', l10n.t('String is longer than the maximum length of {0}.', Number(rule['maxLength'])));
    case 'minItems':
      return problem('tooFew', l10n.t('Array has too few items. Expected {0} or more.', Number(rule['minItems'])));
    default:
      return problem(
        codes[error.keyword] ?? 'wrongType',
        rule.errorMessage ?? l10n.t('Incorrect value: it {0}.', error.message ?? error.keyword),
      );
  }
}

/** Whether a node is a part of the spec's own text; the tree of some JSON in a string has a root of its own. */
function isOf(root: Node, node: Node): boolean {
  let at = node;
  while (at.parent) at = at.parent;
  return at === root;
}

/** Every rule of the schema that the tree breaks, each said once. */
export function schemaProblems(root: Node): SchemaProblem[] {
  return problemsOf(toValue(root), root);
}

/**
 * The same for a spec in which some parameters are strings that hold JSON.
 *
 * @param data the spec with those strings read
 * @param insides the trees of that JSON, by parameter
 */
export function problemsOf(data: unknown, root: Node, insides: ReadonlyMap<string, Node> = new Map()): SchemaProblem[] {
  if (validate(data)) return [];
  const find = nodeFinder(root, insides);
  const problems = new Map<string, SchemaProblem>();
  for (const error of validate.errors ?? []) {
    const problem = describe(error, root, find);
    if (!problem) continue;
    const [parameter = ''] = segments(error.instancePath);
    const within = insides.has(parameter) && !isOf(root, problem.node) ? { inside: parameter } : {};
    problems.set(`${parameter} ${problem.node.offset} ${problem.message}`, { ...problem, ...within });
  }
  return [...problems.values()];
}
