/** Writes what is derived from `schemas/restore.schema.json`: the standalone validator, the TypeScript types, the regions. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

/** Keywords that only editors read; the validator has to know their names to stay strict about all others. */
const editorKeywords = [
  'allowComments',
  'allowTrailingCommas',
  'completionDetail',
  'defaultSnippets',
  'doNotSuggest',
  'enumDetails',
  'enumSortTexts',
  'errorMessage',
  'markdownDescription',
  'markdownEnumDescriptions',
  'patternErrorMessage',
  'suggestSortText',
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The shape alone: what conditions and patterns add can't be said by a TypeScript interface. */
function shapeOf(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (schema === null || typeof schema !== 'object') return schema;
  const shape: { [key: string]: Json } = {};
  // The members that say what a parameter is, or which keys its object has; the others are rules.
  const members = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  for (const member of members) {
    const { markdownDescription, properties } = Object(member) as { [key: string]: Json };
    if (markdownDescription ?? properties) Object.assign(shape, shapeOf(member));
  }
  for (const [key, value] of Object.entries(schema)) {
    if (['allOf', 'not', 'if', 'then', 'pattern', 'minLength', 'maxLength', 'minItems', 'definitions'].includes(key))
      continue;
    if (key === 'markdownDescription') shape['description'] = value;
    else if (!editorKeywords.includes(key)) shape[key] = shapeOf(value);
  }
  return shape;
}

/** Replaces each `$ref` by what it names, so that the interface reads as one flat list of parameters. */
function inline(schema: Json, definitions: { [key: string]: Json }): Json {
  if (Array.isArray(schema)) return schema.map((item) => inline(item, definitions));
  if (schema === null || typeof schema !== 'object') return schema;
  const { $ref, ...rest } = schema;
  const own = Object.entries(rest).map(([key, value]) => [key, inline(value, definitions)] as const);
  const named =
    typeof $ref === 'string' ? inline(definitions[$ref.replace('#/definitions/', '')] ?? {}, definitions) : {};
  return { ...(named as { [key: string]: Json }), ...Object.fromEntries(own) };
}

/** Far more findings than are shown of a spec, few enough for what ajv does with them. */
const mostFindings = 5000;

/**
 * ajv joins what each item of a list is refused for by copying all findings so far, which takes time by the square of the
 * list, and a list may be as long as a spec. So no further item or key is looked at once there are {@link mostFindings}:
 * what is valid stays so, and what is not is refused as before.
 *
 * @param code a standalone validator
 * @throws where ajv writes its loops otherwise than this knows
 */
function bounded(code: string): string {
  const enough = `if(errors >= ${mostFindings}){break;}`;
  const loops = /for\((?:let (i\d+)=0; \1<len\d+; \1\+\+|const key\d+ in data)\)\{/g;
  const known = code.match(loops)?.length ?? 0;
  if (known === 0 || known !== code.match(/\bfor\(/g)?.length) throw new Error("a loop of ajv's code is not known");
  return code.replaceAll(loops, (loop) => loop + enough);
}

/**
 * @param root the project's folder; writes `validate.cjs`, `restoreSpec.ts` and `regions.ts` into its `src/spec/generated`
 * @throws where the schema holds a keyword that neither the validator nor an editor knows, or ajv's code is not as known
 */
export async function generate(root: string): Promise<void> {
  const schema = JSON.parse(await readFile(resolve(root, 'schemas/restore.schema.json'), 'utf8')) as {
    [key: string]: Json;
  };
  const out = resolve(root, 'src/spec/generated');
  await mkdir(out, { recursive: true });

  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true },
  });
  for (const keyword of editorKeywords) ajv.addKeyword(keyword);
  // What is the same stays as it is: another process may be reading it.
  const write = async (name: string, text: string) => {
    const path = resolve(out, name);
    if ((await readFile(path, 'utf8').catch(() => undefined)) !== text) await writeFile(path, text);
  };
  const { $region } = schema['properties'] as { $region: { examples: string[] } };
  const list = $region.examples.map((region) => `  ${JSON.stringify(region)},\n`).join('');
  await write(
    'regions.ts',
    `/** Regions known to have the service, as the schema offers them. */\nexport const regions: readonly string[] = [\n${list}];\n`,
  );
  await write('validate.cjs', bounded(standalone.default(ajv, ajv.compile(schema))));
  await write(
    'validate.d.cts',
    "import type { ErrorObject } from 'ajv';\ndeclare const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };\nexport = validate;\n",
  );

  const flat = inline(schema, schema['definitions'] as { [key: string]: Json });
  const types = await compile({ ...(shapeOf(flat) as JSONSchema), title: 'RestoreSpec' }, 'RestoreSpec', {
    additionalProperties: false,
    bannerComment: '/** Generated from schemas/restore.schema.json; change that file instead. */',
  });
  await write('restoreSpec.ts', types);
}
