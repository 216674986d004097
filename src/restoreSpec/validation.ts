/** Checks a spec with all rules, in one walk over its tree. */
import { embeddedScope, rangeInSpec, readEmbeddedJson, type EmbeddedJson, type JsonScope } from './embeddedJson.ts';
import { maxDiagnostics, type Diagnostic } from './diagnostic.ts';
import { propertiesOf, type Node } from './jsonTree.ts';
import { messageLine } from './messageQuotes.ts';
import { regions } from './regions.ts';
import { rules } from './rules/index.ts';
import type { Member, Parameter, Report, Rule, SpecFacts } from './rules/rule.ts';
import { pathListsOf } from './rules/paths.ts';
import { tooMany, tooManyText } from './rules/tooMany.ts';
import { embeddedSchemaProblems, schemaProblems } from './schemaViolations.ts';
import { readableRoot, type SpecDocument } from './specDocument.ts';

type AnyRule = Rule<Diagnostic['code']>;

/** The rules with a function of one kind, in the order of all rules. */
function rulesWith<Run>(select: (rule: AnyRule) => Run | undefined): readonly { rule: AnyRule; run: Run }[] {
  return (rules as readonly AnyRule[]).flatMap((rule) => {
    const run = select(rule);
    return run ? [{ rule, run }] : [];
  });
}

const unreadable = rulesWith((rule) => rule.checkUnreadable);
const visits = {
  object: rulesWith((rule) => rule.visit?.object),
  number: rulesWith((rule) => rule.visit?.number),
  string: rulesWith((rule) => rule.visit?.string),
};
const parameterChecks = rulesWith((rule) => rule.checkParameter);
const specChecks = rulesWith((rule) => rule.checkSpec);

function diagnosticOf(
  { code, severity, isDestructive = false }: AnyRule,
  message: string,
  { offset, length }: Pick<Node, 'offset' | 'length'>,
  foundBy: Diagnostic['foundBy'] = 'rule',
): Diagnostic {
  // A message may contain names from the text.
  return { code, message: messageLine(message), severity, isDestructive, offset, length, foundBy };
}

function checkUnreadable(document: SpecDocument): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { rule, run } of unreadable) {
    run(document, (range, message) => {
      found.push(diagnosticOf(rule, message, range, rule.isFoundInJson ? 'json' : 'rule'));
    });
  }
  return found;
}

function membersOf(name: string, value: Node, scope: JsonScope): Member[] {
  if (value.type === 'array') return (value.children ?? []).map((node) => ({ name, node, scope }));
  return propertiesOf(value).map(({ name, value: node }) => ({ name, node, scope }));
}

function parametersIn(scope: JsonScope): Parameter[] {
  return propertiesOf(scope.root).map(({ name, key, value }) => {
    const embedded = readEmbeddedJson(name, value, scope.text);
    const inner = embedded && embeddedScope(embedded);
    const content = embedded && !inner ? undefined : { node: inner?.root ?? value, scope: inner ?? scope };
    let members: Member[] | undefined;
    return {
      name,
      key,
      value,
      embedded,
      content,
      members: () => (members ??= content ? membersOf(name, content.node, content.scope) : []),
    };
  });
}

/** The schema problems of the JSON in strings. Where a key is repeated, the last one counts. */
function embeddedSchemaDiagnostics(root: Node, embedded: readonly EmbeddedJson[]): Diagnostic[] {
  if (embedded.length === 0) return [];
  const scopes = new Map<string, JsonScope>();
  for (const each of embedded) {
    const scope = embeddedScope(each);
    if (scope) scopes.set(each.name, scope);
  }
  const roots = new Map([...scopes].map(([name, scope]) => [name, scope.root]));
  return embeddedSchemaProblems(root, roots).flatMap(({ rule, message, node, atStart, embeddedIn = '' }) => {
    const scope = scopes.get(embeddedIn);
    if (!scope) return [];
    const range = rangeInSpec(scope, { offset: node.offset, length: atStart ? 1 : node.length });
    return [diagnosticOf(rule, message, range)];
  });
}

export interface ValidationOptions {
  /** The present, in ms since 1970. */
  readonly now?: number;
  /** Whether a text contains a secret. No part of such a text may be shown, since a part of a secret is not recognised as one. */
  readonly hasSecret?: (text: string) => boolean;
  /** The regions that the service has listed, in addition to those that this version knows. */
  readonly knownRegions?: readonly string[];
}

/** The problems of a readable spec. They are unordered, but those at one place are in the order of the rules. */
function checkSpec(
  scope: JsonScope,
  { now = Date.now(), hasSecret = () => false, knownRegions = [] }: ValidationOptions,
): Diagnostic[] {
  const { root } = scope;
  const found = schemaProblems(root).map(({ rule, message, node, atStart }) =>
    diagnosticOf(rule, message, { offset: node.offset, length: atStart ? 1 : node.length }, 'schema'),
  );
  const refused = new Set(found.map(({ offset }) => offset));
  // Rules are asked one after the other, so one function reports for all.
  let asked: AnyRule | undefined;
  const report: Report = ({ node, scope: within }, message) => {
    const range = rangeInSpec(within, node);
    if (!asked || (asked.yieldsToSchema && refused.has(range.offset))) return;
    found.push(diagnosticOf(asked, message, range));
  };
  const visit = (node: Node, type: keyof typeof visits, within: JsonScope, parameter: string) => {
    for (const { rule, run } of visits[type]) {
      asked = rule;
      run(node, within, parameter, report);
    }
  };
  /** The one walk over the tree that all rules share. */
  const visitAll = (node: Node, within: JsonScope, parameter: string) => {
    const { type, children } = node;
    if (type === 'object' || type === 'number' || type === 'string') visit(node, type, within, parameter);
    if (children) for (const child of children) visitAll(child, within, parameter);
  };

  const parameters = parametersIn(scope);
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  const spec: SpecFacts = {
    scope,
    parameters,
    pathLists: pathListsOf(parameters, scope),
    value: (name) => values.get(name),
    now,
    hasSecret,
    isKnownRegion: (region) => regions.includes(region) || knownRegions.includes(region),
  };
  visit(root, 'object', scope, '');
  for (const { name, key, value } of parameters) {
    visitAll(key, scope, name);
    visitAll(value, scope, name);
  }
  const embedded = parameters.flatMap((parameter) => parameter.embedded ?? []);
  found.push(...embeddedSchemaDiagnostics(root, embedded));
  for (const each of embedded) {
    const inner = embeddedScope(each);
    if (inner) visitAll(inner.root, inner, each.name);
  }
  for (const parameter of parameters) {
    for (const { rule, run } of parameterChecks) {
      asked = rule;
      run(parameter, spec, report);
    }
  }
  for (const { rule, run } of specChecks) {
    asked = rule;
    run(spec, report);
  }
  return found;
}

/**
 * Keeps the first problems of each severity, in the order of the text, so that many warnings can't hide an error or a warning of
 * destroyed data. Where more follow, one last problem says so.
 */
function limited(problems: readonly Diagnostic[]): Diagnostic[] {
  const counts = new Map<string, number>();
  return problems.flatMap((problem) => {
    const kind = problem.isDestructive ? 'destructive' : problem.severity;
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    if (before < maxDiagnostics) return problem;
    if (before > maxDiagnostics) return [];
    const message = tooManyText(maxDiagnostics);
    return [{ ...problem, code: tooMany.code, message, isDestructive: false, foundBy: 'rule' as const }];
  });
}

/**
 * The problems of a spec and the remarks about it, in the order of the text. Of each severity there are at most
 * {@link maxDiagnostics}, and one more that says that others follow. A spec without a problem of severity `error` may be sent.
 */
export function validateSpec(document: SpecDocument, options: ValidationOptions = {}): Diagnostic[] {
  const root = readableRoot(document);
  if (!root) return limited(checkUnreadable(document));
  const found = checkSpec({ text: document.text, root }, options);
  return limited(found.sort((a, b) => a.offset - b.offset));
}
