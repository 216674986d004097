/** Questions to the schema, the one place where the rules stand. */
import schema from '../../schemas/restore.schema.json' with { type: 'json' };

/** A part of the schema, as far as it is asked about here. */
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

/** What the schema says once the spec has this `RestoreType`; undefined for a word that it doesn't know. */
function branchOf(restoreType: string): SchemaPart | undefined {
  return root.allOf.find(({ if: { properties } }) => properties?.['RestoreType']?.pattern === `^${restoreType}$`)?.then;
}

/** Every `RestoreType` with its explanation (markdown), documented ones first. */
export function restoreTypes(): { readonly word: string; readonly text: string }[] {
  const { enum: words = [], markdownEnumDescriptions: texts = [] } = partOf('RestoreType') ?? {};
  return words.map((word, index) => ({ word, text: texts[index] ?? '' }));
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

/** A part with what it refers to and what its `allOf` adds, in one; the first to say something wins. */
export function resolved(part: SchemaPart): SchemaPart {
  const { $ref, allOf = [], ...own } = part;
  const named = $ref ? [root.definitions[$ref.replace('#/definitions/', '')] ?? {}] : [];
  return [...named, ...allOf].map(resolved).reduce((merged, more) => ({ ...more, ...merged }), own);
}

/** What the schema says of a parameter, by `RestoreType` where that makes a difference; undefined if it is not taken. */
export function partOf(key: string, restoreType?: string): SchemaPart | undefined {
  const byType = restoreType === undefined ? undefined : branchOf(restoreType)?.properties?.[key];
  if (byType === false) return undefined;
  const part = byType ?? root.properties?.[key];
  return part ? resolved(part) : undefined;
}
