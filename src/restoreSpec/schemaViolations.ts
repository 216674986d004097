/** What the validator compiled from the schema refuses, as findings of the rules that speak for its keywords. */
import * as l10n from '@vscode/l10n';
import schema from '../../schemas/restore.schema.json' with { type: 'json' };
import { propertiesOf, toValue, type Node } from './jsonTree.ts';
import type { Rule, SchemaFinding } from './rules/rule.ts';
import { rules } from './rules/index.ts';
import { wrongType } from './rules/wrongType.ts';
import makeValidator from './generated/validate.cjs';
import { quoteLine } from './messageQuotes.ts';

/** A broken rule of the schema: where in the data, and in words. */
export interface SchemaProblem extends SchemaFinding {
  readonly rule: Rule<(typeof rules)[number]['code']>;
  /** The parameter whose string holds the JSON that `node` is a part of; then its offsets are those of that JSON. */
  readonly embeddedIn?: string;
}

/** The sentences that the schema has for what breaks it. */
interface SchemaObject {
  readonly errorMessage?: string;
  readonly patternErrorMessage?: string;
}

const validate = makeValidator(schema);

const ruleByKeyword = new Map<string, SchemaProblem['rule']>(
  rules.flatMap((rule) => (rule.schema?.keywords ?? []).map((keyword) => [keyword, rule] as const)),
);

const segments = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

function parentOf(pointer: string): [parent: string, name: string] {
  const cut = pointer.lastIndexOf('/');
  return [pointer.slice(0, cut), segments(pointer).at(-1) ?? ''];
}

/** The `then` whose property schema is `false`, by ajv's path `#/allOf/2/then/properties/X/false schema`. */
function thenOf(schemaPath: string): SchemaObject {
  return schema.allOf[Number(segments(schemaPath)[1])]?.then ?? {};
}

function englishMessageOf({ keyword, schemaPath = '', parentSchema }: makeValidator.SchemaError): string | undefined {
  const part: SchemaObject = parentSchema ?? {};
  if (keyword === 'false schema') return thenOf(schemaPath).errorMessage;
  return (keyword === 'pattern' ? part.patternErrorMessage : undefined) ?? part.errorMessage;
}

/** The schema's own sentence for an error. */
function messageOf(error: makeValidator.SchemaError): string | undefined {
  const message = englishMessageOf(error);
  return message === undefined ? undefined : l10n.t(message);
}

/** Finds nodes by JSON pointer; remembers each object's keys, so that many findings in a large file stay cheap. */
function nodeFinder(root: Node, embeddedRoots: ReadonlyMap<string, Node>) {
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
      return (depth === 0 ? (embeddedRoots.get(segment) ?? child) : child) ?? node;
    }, root);
  const key = (pointer: string, name: string): Node => property(value(pointer), name)?.key ?? value(pointer);
  return { value, key };
}

function describeError(
  error: makeValidator.SchemaError,
  root: Node,
  find: ReturnType<typeof nodeFinder>,
): SchemaProblem | undefined {
  const { keyword, instancePath } = error;
  // It says only that a `then` failed, which has an error of its own.
  if (keyword === 'if') return undefined;
  const rule = ruleByKeyword.get(keyword) ?? wrongType;
  const node = find.value(instancePath);
  const message = messageOf(error);
  const describe = rule.schema?.describe;
  if (!describe)
    return { rule, node, message: message ?? l10n.t("Incorrect value, by the schema's {0}.", quoteLine(keyword)) };
  const violation = {
    node,
    get key() {
      return find.key(...parentOf(instancePath));
    },
    memberKey: (name: string) => find.key(instancePath, name),
    isRoot: node === root || node.parent === undefined,
    params: error.params,
    limit: error.parentSchema?.[keyword],
    message,
  };
  return { rule, ...describe(violation) };
}

/** Whether a node is a part of the spec's own text; the tree of some JSON in a string has a root of its own. */
function isDescendant(root: Node, node: Node): boolean {
  let at = node;
  while (at.parent) at = at.parent;
  return at === root;
}

/** Everything in which a spec breaks the schema, each said once. */
export function schemaProblems(root: Node): SchemaProblem[] {
  return problemsIn(toValue(root), root, new Map());
}

/**
 * What breaks the schema in the JSON that strings of a spec hold, as if it stood in the spec itself.
 *
 * @param embeddedRoots the trees of that JSON, by parameter
 */
export function embeddedSchemaProblems(root: Node, embeddedRoots: ReadonlyMap<string, Node>): SchemaProblem[] {
  if (embeddedRoots.size === 0) return [];
  const expanded = toValue(root) as Record<string, unknown>;
  for (const [name, embedded] of embeddedRoots) expanded[name] = toValue(embedded);
  return problemsIn(expanded, root, embeddedRoots).filter(({ embeddedIn }) => embeddedIn !== undefined);
}

function problemsIn(data: unknown, root: Node, embeddedRoots: ReadonlyMap<string, Node>): SchemaProblem[] {
  if (validate(data)) return [];
  const find = nodeFinder(root, embeddedRoots);
  const problems = new Map<string, SchemaProblem>();
  for (const error of validate.errors ?? []) {
    const problem = describeError(error, root, find);
    if (!problem) continue;
    const [parameter = ''] = segments(error.instancePath);
    const isEmbedded = embeddedRoots.has(parameter) && !isDescendant(root, problem.node);
    const key = `${parameter} ${problem.node.offset} ${problem.message}`;
    problems.set(key, { ...problem, ...(isEmbedded && { embeddedIn: parameter }) });
  }
  return [...problems.values()];
}
