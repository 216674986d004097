/** The keys of a structured parameter, from the schema. */
import { stringAt, type SpecDocument } from './document.ts';
import { partOf, resolved } from './schema.ts';
import type { InnerPart } from './suggestion.ts';

export interface InnerParts {
  readonly required: readonly string[];
  /** In the order of filling in: the required ones first. */
  readonly parts: ReadonlyMap<string, InnerPart>;
}

/** @param name a structured parameter; its keys depend on the spec's `RestoreType` where that makes a difference */
export function innerParts(spec: SpecDocument, name: string): InnerParts {
  const { required = [], properties = {} } = partOf(name, stringAt(spec, 'RestoreType')) ?? {};
  const first = required.flatMap((key) => (Object.hasOwn(properties, key) ? [key] : []));
  const keys = [...first, ...Object.keys(properties).filter((key) => !first.includes(key))];
  return {
    required: first,
    parts: new Map(
      keys.flatMap((key) => {
        const part = properties[key];
        return part ? [[key, resolved(part)] as const] : [];
      }),
    ),
  };
}

/** What a value of this key begins with, such as `vsw-`. */
export function innerPrefix({ defaultSnippets }: InnerPart): string {
  const body = defaultSnippets?.[0]?.body;
  return typeof body === 'string' && body.endsWith('-$1') ? body.slice(0, -2) : '';
}

/** The values to choose from, as JSON texts with their explanation (markdown). */
export function innerValues(part: InnerPart): { readonly json: string; readonly text?: string }[] {
  if (part.type === 'boolean') return [{ json: 'false' }, { json: 'true' }];
  return (part.enum ?? part.examples ?? []).map((value, index) => {
    const text = part.enum && part.markdownEnumDescriptions?.[index];
    return { json: JSON.stringify(value), ...(text && { text }) };
  });
}
