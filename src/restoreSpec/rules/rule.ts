/** The shape of a rule of restore specs. What all rules have in common is done by `validation.ts` and `fixes/`. */
import type { EmbeddedJson, JsonScope } from '../embeddedJson.ts';
import type { Draft } from '../fixes/fix.ts';
import type { FixPlace } from '../fixes/fixPlace.ts';
import type { Node } from '../jsonTree.ts';
import type { SpecDocument } from '../specDocument.ts';

/** An `error` keeps a spec from being sent; a `warning` says what the restore would destroy or what is likely a mistake. */
export type Severity = 'error' | 'warning' | 'information';

/** Where and how a schema is broken, as the validator compiled from it says. */
export interface SchemaViolation {
  /** The value that breaks the schema. */
  readonly node: Node;
  /** The key of that value; the value itself where it has none. */
  readonly key: Node;
  /** The key of a member of that value; the value itself where it has no such member. */
  readonly memberKey: (name: string) => Node;
  /** Whether the value is a whole text of JSON: the spec, or what a string of it holds. */
  readonly isRoot: boolean;
  /** What the validator says of the keyword, such as `{ missingProperty: 'VaultId' }`. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The limit that the schema sets by this keyword, such as that of `maxLength`. */
  readonly limit: unknown;
  /** The schema's own sentence; undefined where it has none. */
  readonly message: string | undefined;
}

/** What a rule says of a broken schema; `atStart` where only the first character of the node is meant. */
export interface SchemaFinding {
  readonly node: Node;
  readonly atStart?: boolean;
  readonly message: string;
}

/** A value that a rule looks at, with the text that its offsets are of. */
export interface ScopedNode {
  readonly node: Pick<Node, 'offset' | 'length'>;
  readonly scope: JsonScope;
}

/** A key of the object that a parameter's value is, or an item of its list. An item has the name of the parameter. */
export interface Member {
  readonly name: string;
  readonly node: Node;
  readonly scope: JsonScope;
}

/** A key at the root of a spec, with its value. */
export interface Parameter {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
  /** The string that the value of a structured parameter is written as. */
  readonly embedded: EmbeddedJson | undefined;
  /** The value, or what the JSON in its string is; undefined where that string should hold JSON and doesn't. */
  readonly content: { readonly node: Node; readonly scope: JsonScope } | undefined;
  /** The members of that. */
  readonly members: () => readonly Member[];
}

/** The values of a parameter, its own and those of its members, that stand at one of some keys. */
export function valuesAt(
  keys: { readonly has: (name: string) => boolean },
  { name, value, content, members }: Parameter,
  scope: JsonScope,
): Member[] {
  const own = keys.has(name);
  // Items have the name of their list, which may be long: there is none to find in a list of another name.
  const isOtherList = !own && content?.node.type === 'array';
  const inside = isOtherList ? [] : members().filter((member) => keys.has(member.name));
  return own ? [{ name, node: value, scope }, ...inside] : inside;
}

/** Paths of one kind. A spec may have thousands, so nothing is made for each of them. */
export interface PathList {
  /** The parameter that has the paths; `includes` and `excludes` are lists in `Options`. */
  readonly list: 'TargetPath' | 'TargetPrefix' | 'Include' | 'Exclude' | 'includes' | 'excludes';
  /** At least one. */
  readonly nodes: readonly Node[];
  readonly scope: JsonScope;
}

/** A spec as rules see it that look at several parameters at once. */
export interface SpecFacts {
  /** The spec's own text. */
  readonly scope: JsonScope;
  /** In the order of the text; a key that is repeated is there as often. */
  readonly parameters: readonly Parameter[];
  /** All paths, in the order of the text; a `TargetPath` or `TargetPrefix` is there whatever its value is. */
  readonly pathLists: readonly PathList[];
  /** The value of a parameter: of a repeated key the last one, which is the one that counts. */
  readonly value: (name: string) => Node | undefined;
  /** The present, in ms since 1970. */
  readonly now: number;
  /** Whether a text may not be shown in parts, since a part of a secret would not be recognised as one. */
  readonly hasSecret: (text: string) => boolean;
  /** Whether a region is one of those that this version or the service lists. */
  readonly isKnownRegion: (region: string) => boolean;
}

export type Report = (at: ScopedNode, message: string) => void;

/** A function for a node of one type, called for each such node of the spec and of the JSON in its strings. */
type Visit = (node: Node, scope: JsonScope, parameterName: string, report: Report) => void;

/**
 * One rule: a code, how grave it is, what breaks it, and what can be done about it.
 *
 * A rule says what it looks at by the functions that it has. None of them walks through the whole tree by itself: there is
 * one walk for all rules, since it runs at every keystroke.
 */
export interface Rule<Code extends string = string> {
  /** Shown in the Problems panel; `docs/diagnostics.md` has a section of this name. */
  readonly code: Code;
  readonly severity: Severity;
  /** Whether it warns that data is lost, or written to an unexpected place. It is shown however many other warnings there are. */
  readonly isDestructive?: boolean;
  /** Whether VS Code's own JSON support reports it as an error as well, since the text is not JSON. */
  readonly isFoundInJson?: boolean;
  /** Whether it reports nothing for a value that the schema refuses already. */
  readonly yieldsToSchema?: boolean;

  /** The keywords of the schema whose violations this rule reports. `describe` is needed where the schema has no message of its own. */
  readonly schema?: {
    readonly keywords: readonly string[];
    readonly describe?: (violation: SchemaViolation) => SchemaFinding;
  };
  /** For a text that can't be read as a spec. No other rule is asked about such a text. */
  readonly checkUnreadable?: (
    document: SpecDocument,
    report: (range: ScopedNode['node'], message: string) => void,
  ) => void;
  readonly visit?: { readonly [Type in 'object' | 'number' | 'string']?: Visit };
  readonly checkParameter?: (parameter: Parameter, spec: SpecFacts, report: Report) => void;
  /** Called once, after all parameters. */
  readonly checkSpec?: (spec: SpecFacts, report: Report) => void;

  /** The changes that make the problem go away, the best one first. */
  readonly fixes?: (place: FixPlace) => Draft[];
  /** Whether a fix may be `safe`: it is applied on save where the settings say so. See `fixAll`. */
  readonly hasSafeFixes?: boolean;
  /** Whether the fixes are offered anywhere in the spec, since the problem has no place of its own. */
  readonly isFixableAnywhere?: boolean;
}

/** A rule with its code as a type of its own, from which the type of all codes is made. */
export const defineRule = <const Code extends string>(rule: Rule<Code>): Rule<Code> => rule;
