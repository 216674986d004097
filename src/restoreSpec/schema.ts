/** Looks up facts in the schema, the one place where the rules of values are defined. */
import * as l10n from '@vscode/l10n';
import schema from '../../schemas/restore.schema.json' with { type: 'json' };

/** A part of the schema: the keywords that are used here. */
export interface SchemaPart {
  readonly type?: string | readonly string[];
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
  readonly const?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart | false>>;
  readonly allOf?: readonly SchemaPart[];
  readonly $ref?: string;
  readonly errorMessage?: string;
  readonly defaultSnippets?: readonly { readonly body: unknown }[];
}

interface Branch {
  readonly if: { readonly properties?: Readonly<Record<string, { readonly pattern?: string }>> };
  readonly then: SchemaPart;
}

const root = schema as unknown as Omit<SchemaPart, 'allOf'> & {
  readonly allOf: readonly Branch[];
  readonly definitions: Readonly<Record<string, SchemaPart>>;
};

/** What the schema adds for this `RestoreType`; undefined for an unknown one. */
function branchOf(restoreType: string): SchemaPart | undefined {
  return root.allOf.find(({ if: { properties } }) => properties?.['RestoreType']?.pattern === `^${restoreType}$`)?.then;
}

/** Every `RestoreType` with its explanation (markdown), documented ones first. */
export function restoreTypes(): { readonly word: string; readonly text: string }[] {
  const { enum: words = [], markdownEnumDescriptions: texts = [] } = schemaOf('RestoreType') ?? {};
  return words.map((word, index) => ({ word, text: texts[index] ?? '' }));
}

/** A whole spec to start from. */
interface WholeSpec {
  readonly label: string;
  /** The label in English, which is typed where the keyboard has no other letters. */
  readonly englishLabel: string;
  readonly description: string;
  /** In VS Code's syntax. */
  readonly snippet: string;
}

/** One of each documented kind. */
export function wholeSpecs(): WholeSpec[] {
  return schema.defaultSnippets.map(({ label, description, body }) => {
    // A text that begins with `^` stands for a value without quotes.
    const snippet = JSON.stringify(body, null, '\t').replace(/"\^([^"]*)"/g, '$1');
    return { label: l10n.t(label), englishLabel: label, description: l10n.t(description), snippet };
  });
}

/** The only `SourceType` that goes with a `RestoreType`. */
export function sourceTypeOf(restoreType: string): string | undefined {
  const part = branchOf(restoreType)?.properties?.['SourceType'];
  return part ? part.const : undefined;
}

/** The keys that every spec of a `RestoreType` must have, in the order of filling in. */
export function requiredKeys(restoreType: string): string[] {
  return [...(root.required ?? []), ...(branchOf(restoreType)?.required ?? [])];
}

function merged(part: SchemaPart): SchemaPart {
  const { $ref, allOf = [], ...own } = part;
  const named = $ref ? [root.definitions[$ref.replace('#/definitions/', '')] ?? {}] : [];
  return [...named, ...allOf].map(merged).reduce((above, more) => ({ ...more, ...above }), own);
}

/**
 * Merges a part with its `$ref` and its `allOf`. For a keyword that several of them have, the first one wins. Its explanations are in
 * the language of the display.
 */
export function resolved(part: SchemaPart): SchemaPart {
  const { markdownDescription: text, markdownEnumDescriptions: texts, ...rest } = merged(part);
  return {
    ...rest,
    ...(text !== undefined && { markdownDescription: l10n.t(text) }),
    ...(texts && { markdownEnumDescriptions: texts.map((each) => l10n.t(each)) }),
  };
}

/** What the schema says of a parameter, which may depend on the `RestoreType`; undefined where it is not accepted. */
export function schemaOf(key: string, restoreType?: string): SchemaPart | undefined {
  const byType = restoreType === undefined ? undefined : branchOf(restoreType)?.properties?.[key];
  if (byType === false) return undefined;
  const part = byType ?? root.properties?.[key];
  return part ? resolved(part) : undefined;
}

/** The prefix of a value by its schema, such as the `v-` of a vault's ID; empty where the schema has none. */
export function valuePrefix({ defaultSnippets }: SchemaPart = {}): string {
  const body = defaultSnippets?.[0]?.body;
  return typeof body === 'string' ? (/^\$\{1:([a-z]+-)\}$/.exec(body)?.[1] ?? '') : '';
}
