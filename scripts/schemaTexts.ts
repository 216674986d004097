/** The texts of the schema that a person reads, and the schema with them in another language. */
import { isSchema, type Json } from './parameterTable.ts';

type Schema = { [key: string]: Json };

/** Keywords whose value is such a text, or a list of them. */
const textKeywords: ReadonlySet<string> = new Set([
  'title',
  'label',
  'description',
  'markdownDescription',
  'markdownEnumDescriptions',
  'errorMessage',
  'patternErrorMessage',
  'completionDetail',
]);

/** Keywords whose value maps names to schemas: a name in it is no keyword. */
const mapKeywords: ReadonlySet<string> = new Set(['properties', 'definitions']);

/** Keywords whose value is data of a spec, which stays as it is in each language. */
const dataKeywords: ReadonlySet<string> = new Set(['body', 'const', 'enum', 'examples', 'required']);

const inText = (value: Json, change: (text: string) => string): Json =>
  Array.isArray(value) ? value.map((each) => inText(each, change)) : typeof value === 'string' ? change(value) : value;

function inSchema(part: Json, change: (text: string) => string): Json {
  if (Array.isArray(part)) return part.map((each) => inSchema(each, change));
  if (!isSchema(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([keyword, value]): [string, Json] => {
      if (textKeywords.has(keyword)) return [keyword, inText(value, change)];
      if (dataKeywords.has(keyword) || keyword.startsWith('x-')) return [keyword, value];
      if (!mapKeywords.has(keyword) || !isSchema(value)) return [keyword, inSchema(value, change)];
      const members = Object.entries(value).map(([name, each]): [string, Json] => [name, inSchema(each, change)]);
      return [keyword, Object.fromEntries(members)];
    }),
  );
}

/** Each text once, in the order of the schema. */
export function schemaTexts(schema: Schema): string[] {
  const found = new Set<string>();
  inSchema(schema, (text) => {
    found.add(text);
    return text;
  });
  return [...found];
}

/** @param texts by the schema's own ones; one that is missing stays as it is */
export function translatedSchema(schema: Schema, texts: Readonly<Record<string, string>>): Schema {
  return inSchema(schema, (text) => texts[text] ?? text) as Schema;
}
