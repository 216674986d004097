/** The keys of a structured parameter, from the schema. */
import { stringAt, type SpecDocument } from './specDocument.ts';
import { schemaOf, resolved, type SchemaPart } from './schema.ts';

/** A key of a structured parameter: what completion and hover need of it. */
export type EmbeddedKey = SchemaPart & { readonly examples?: readonly unknown[] };

export interface EmbeddedKeys {
  readonly required: readonly string[];
  /** In the order of filling in: the required ones first. */
  readonly keys: ReadonlyMap<string, EmbeddedKey>;
}

/** @param name a structured parameter; its keys depend on the spec's `RestoreType` where that makes a difference */
export function embeddedKeysOf(spec: SpecDocument, name: string): EmbeddedKeys {
  const { required = [], properties = {} } = schemaOf(name, stringAt(spec, 'RestoreType')) ?? {};
  const first = required.flatMap((key) => (Object.hasOwn(properties, key) ? [key] : []));
  const keys = [...first, ...Object.keys(properties).filter((key) => !first.includes(key))];
  return {
    required: first,
    keys: new Map(
      keys.flatMap((key) => {
        const part = properties[key];
        return part ? [[key, resolved(part)] as const] : [];
      }),
    ),
  };
}

/** The values to choose from, as JSON texts with their explanation (markdown). */
export function valueChoices(part: EmbeddedKey): { readonly json: string; readonly text?: string }[] {
  if (part.type === 'boolean') return [{ json: 'false' }, { json: 'true' }];
  return (part.enum ?? part.examples ?? []).map((value, index) => {
    const text = part.enum && part.markdownEnumDescriptions?.[index];
    return { json: JSON.stringify(value), ...(text && { text }) };
  });
}
