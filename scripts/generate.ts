/** Writes what is derived from `schemas/restore.schema.json`: validator, TypeScript types, parameter table, regions. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { compactValidator } from './compactValidator.ts';
import { parameterKeywords, parameterTable, type Json } from './parameterTable.ts';

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

/** What a TypeScript interface can't say, or has no need to. */
const notOfTheShape = new Set([
  ...['allOf', 'not', 'if', 'then', 'pattern', 'minLength', 'maxLength', 'minItems', 'definitions'],
  ...editorKeywords,
  ...parameterKeywords,
]);

/** The schema reduced to what a TypeScript interface can say: without conditions, patterns and limits. */
function shapeOf(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (schema === null || typeof schema !== 'object') return schema;
  const shape: { [key: string]: Json } = {};
  // Of the members of an `allOf`, some describe a parameter or list the keys of its object. The others are rules.
  const members = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  for (const member of members) {
    const { markdownDescription, properties } = Object(member) as { [key: string]: Json };
    if (markdownDescription ?? properties) Object.assign(shape, shapeOf(member));
  }
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'markdownDescription') shape['description'] = value;
    else if (!notOfTheShape.has(key)) shape[key] = shapeOf(value);
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

/** Far more errors than are shown of a spec, and few enough to be collected quickly. */
const maxErrors = 5000;

/**
 * Makes a standalone validator stop looking at further items and keys once it has {@link maxErrors} errors. For each refused
 * item of a list, ajv copies all errors so far: without a limit, that takes time by the square of a list that may be as long
 * as a spec. A valid spec stays valid, and an invalid one stays invalid.
 *
 * @param code a standalone validator
 * @throws where ajv writes a loop in a way that is not known here
 */
function withErrorLimit(code: string): string {
  const enough = `if(errors >= ${maxErrors}){break;}`;
  const loops = /for\((?:let (i\d+)=0; \1<len\d+; \1\+\+|const key\d+ in data)\)\{/g;
  const known = code.match(loops)?.length ?? 0;
  if (known === 0 || known !== code.match(/\bfor\(/g)?.length) throw new Error("a loop of ajv's code is not known");
  return code.replaceAll(loops, (loop) => loop + enough);
}

/** ajv's validator of the schema. @throws where the schema is wrong or holds a keyword that nobody knows */
export function validatorOf(schema: { [key: string]: Json }) {
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
  for (const keyword of [...editorKeywords, ...parameterKeywords]) ajv.addKeyword(keyword);
  return { ajv, validate: ajv.compile(schema) };
}

/** The code of that validator, see `compactValidator`. */
function validatorCode(schema: { [key: string]: Json }): string {
  const { ajv, validate } = validatorOf(schema);
  return compactValidator(withErrorLimit(standalone.default(ajv, validate)), schema);
}

const validatorTypes = `declare namespace makeValidator {
  /** Where the data break the schema, and by which keyword of which of its parts. */
  interface SchemaError {
    /** A JSON pointer into the data. */
    readonly instancePath: string;
    readonly keyword: string;
    readonly params: Readonly<Record<string, unknown>>;
    /** The part of the schema that holds the keyword; absent where that part is \`false\`. */
    readonly parentSchema?: Readonly<Record<string, unknown>>;
    /** Where the part stands that is \`false\`. */
    readonly schemaPath?: string;
  }
  interface Validator {
    (data: unknown): boolean;
    /** Of the last call. */
    errors?: SchemaError[] | null;
  }
}
/** @param schema the one that the code was made of */
declare const makeValidator: (schema: object) => makeValidator.Validator;
export = makeValidator;
`;

function regionsModule(schema: { [key: string]: Json }): string {
  const { $region } = schema['properties'] as { $region: { examples: string[] } };
  const list = $region.examples.map((region) => `  ${JSON.stringify(region)},\n`).join('');
  return `/** Regions known to have the service, as the schema offers them. */\nexport const regions: readonly string[] = [\n${list}];\n`;
}

function specTypes(schema: { [key: string]: Json }): Promise<string> {
  const flat = inline(schema, schema['definitions'] as { [key: string]: Json });
  return compile({ ...(shapeOf(flat) as JSONSchema), title: 'RestoreSpec' }, 'RestoreSpec', {
    additionalProperties: false,
    bannerComment: '/** Generated from schemas/restore.schema.json; change that file instead. */',
  });
}

/**
 * @param root the project's folder; the generated files go into its `src/restoreSpec/generated`
 * @throws where the schema has a keyword that nobody knows or a parameter without its facts, or ajv's code is not as known
 */
export async function generate(root: string): Promise<void> {
  const text = await readFile(resolve(root, 'schemas/restore.schema.json'), 'utf8');
  const schema = JSON.parse(text) as { [key: string]: Json };
  const files = {
    'parameterTable.ts': parameterTable(schema),
    'validate.cjs': validatorCode(schema),
    'validate.d.cts': validatorTypes,
    'regions.ts': regionsModule(schema),
    'restoreSpec.ts': await specTypes(schema),
  };
  const folder = resolve(root, 'src/restoreSpec/generated');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = resolve(folder, name);
    // A file that would stay the same is not written: another process may be reading it.
    if ((await readFile(path, 'utf8').catch(() => undefined)) !== text) await writeFile(path, text);
  }
}
