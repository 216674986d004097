/**
 * The schema that VS Code's JSON support gets: it completes and explains, and reports no problem.
 *
 * That support calls every violation of a schema a warning, underlines a whole object where a key is missing, and offers no fix.
 * The extension's own diagnostics say all of it better, so each problem would appear twice.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSchema, type Json } from './parameterTable.ts';
import { translatedSchema } from './schemaTexts.ts';

type Schema = { [key: string]: Json };

/** Whether a keyword says something to those alone that the editor's build is not for. */
const isUnused = (keyword: string) =>
  keyword.startsWith('x-') || keyword === 'errorMessage' || keyword === 'patternErrorMessage';

/** The rest of the sort text of a key that has none: its name, after all others. */
const unsorted = (key: string) => `x${key}`;

/** A key of an object, marked and sorted by whether the object must have it. */
function memberSchema(key: string, part: Schema, isRequired: boolean, definitions: Schema): Schema {
  const { $ref, ...own } = part;
  const name = typeof $ref === 'string' ? $ref.replace('#/definitions/', '') : undefined;
  // Newer editors read nothing beside a `$ref`, so what it names is put in its place.
  const named = name === undefined ? {} : completing(definitions[name] ?? {}, definitions);
  const member = { ...(named as Schema), ...own };
  const { suggestSortText = unsorted(key) } = member;
  return {
    ...member,
    suggestSortText: `${isRequired ? '0' : '1'}${suggestSortText as string}`,
    ...(isRequired && { completionDetail: 'required' }),
  };
}

/** A part of the schema with the keywords that complete and explain. */
function completing(part: Json, definitions: Schema): Json {
  if (Array.isArray(part)) return part.map((each) => completing(each, definitions));
  if (!isSchema(part)) return part;
  const required = new Set(Array.isArray(part['required']) ? part['required'] : []);
  return Object.fromEntries(
    Object.entries(part).flatMap(([keyword, value]): [string, Json][] => {
      if (isUnused(keyword)) return [];
      // A condition offers and explains nothing: it stays as it is.
      if (keyword === 'if') return [[keyword, value]];
      if (keyword !== 'properties' || !isSchema(value)) return [[keyword, completing(value, definitions)]];
      const members = Object.entries(value).map(([key, each]): [string, Json] => {
        const member = completing(each, definitions);
        return [key, isSchema(member) ? memberSchema(key, member, required.has(key), definitions) : member];
      });
      return [[keyword, Object.fromEntries(members)]];
    }),
  );
}

/**
 * A value whose words the extension offers itself, since it writes more than the word. Under `if`, the words are explained and not
 * offered. Of two empty snippets none is offered, and VS Code asks for suggestions once the key is inserted.
 */
function withoutWords({ type, enum: words, markdownEnumDescriptions, ...others }: Schema): Schema {
  const rest = { ...others };
  delete rest['enumSortTexts'];
  return { ...rest, defaultSnippets: [{}, {}], if: { type, enum: words, markdownEnumDescriptions } as Schema };
}

/** The schema with the keys that every spec must have named in each condition too, where some of them are described. */
function withRequiredKeys({ required = [], allOf = [], ...rest }: Schema): Schema {
  const branches = (allOf as Schema[]).map(({ then, ...branch }) => {
    const { required: more = [], ...part } = then as Schema;
    return { ...branch, then: { ...part, required: [...(required as Json[]), ...(more as Json[])] } };
  });
  return { ...rest, required, allOf: branches };
}

/** @param schema `schemas/restore.schema.json` */
export function editorSchema(schema: Schema): Schema {
  const definitions = schema['definitions'] as Schema;
  const { $schema = '', allowComments = true, allowTrailingCommas = true } = schema;
  // The extension offers whole specs itself: VS Code would filter them by their JSON text in the place of their labels.
  const whole = ['$schema', 'allowComments', 'allowTrailingCommas', 'definitions', 'defaultSnippets'];
  const rules = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !whole.includes(keyword)));
  const completed = completing(withRequiredKeys(rules), definitions) as Schema;
  const properties = completed['properties'] as Schema;
  properties['RestoreType'] = withoutWords(properties['RestoreType'] as Schema);
  return {
    $schema,
    allowComments,
    allowTrailingCommas,
    // What a condition says is completed and explained, and its violation is no problem.
    if: completed,
    definitions: completing(definitions, definitions),
  };
}

/** The vendor's page about the operation, by the language of who reads it; the English one for every other. */
const pages: Readonly<Record<string, string>> = {
  en: 'https://www.alibabacloud.com/help/en/cloud-backup/developer-reference/api-hbr-2017-09-08-createrestorejob',
  'zh-cn': 'https://help.aliyun.com/zh/cloud-backup/developer-reference/api-hbr-2017-09-08-createrestorejob',
};

/** The schema with a link to the operation's page after the text of each parameter; what starts with `$` isn't on that page. */
function withPage(schema: Schema, language: string): Schema {
  const link = `\n\n[CreateRestoreJob](${pages[language] ?? pages['en'] ?? ''})`;
  const linked = ({ properties = {}, ...part }: Schema): Schema => ({
    ...part,
    properties: Object.fromEntries(
      Object.entries(properties as Schema).map(([name, each]): [string, Json] => {
        const text = isSchema(each) && !name.startsWith('$') ? each['markdownDescription'] : undefined;
        return [name, typeof text === 'string' ? { ...(each as Schema), markdownDescription: text + link } : each];
      }),
    ),
  });
  const whole = schema['if'] as Schema;
  const allOf = (whole['allOf'] as Schema[]).map(({ then, ...branch }) => ({
    ...branch,
    then: linked(then as Schema),
  }));
  return { ...schema, if: { ...linked(whole), allOf } };
}

/** The schema of each language that has a bundle of texts, by the name of its file in `dist`. Each is JSON without blanks. */
export async function editorSchemas(root: string): Promise<Readonly<Record<string, string>>> {
  const read = async (path: string) => JSON.parse(await readFile(join(root, path), 'utf8')) as Schema;
  const english = editorSchema(await read('schemas/restore.schema.json'));
  const schemas = { 'editor.schema.json': JSON.stringify(withPage(english, 'en')) };
  for (const name of (await readdir(join(root, 'l10n'))).sort()) {
    const language = /^bundle\.l10n\.([\w-]+)\.json$/.exec(name)?.[1];
    if (language === undefined) continue;
    const texts = (await read(`l10n/${name}`)) as Record<string, string>;
    const translated = withPage(translatedSchema(english, texts), language);
    Object.assign(schemas, { [`editor.schema.${language}.json`]: JSON.stringify(translated) });
  }
  return schemas;
}
