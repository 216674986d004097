/**
 * The facts of each parameter that are no rules of its value: where it travels, since when it exists, how it is shown. The
 * schema carries them as `x-…` keywords beside the parameter; editors ignore those. Here they are checked and written as one
 * typed table.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Fact {
  readonly means: string;
  readonly values: readonly string[];
  /** The value of most parameters: the schema states it, the table leaves it out to stay small. */
  readonly usual?: string;
  /** Whether each parameter must say it. */
  readonly isRequired?: true;
}

/** Every fact by its name in the table; the keyword is the name after `x-`. */
const facts: Readonly<Record<string, Fact>> = {
  place: {
    means: 'Where it travels: `body` is the form body, absent means the query.',
    values: ['query', 'body'],
    usual: 'query',
    isRequired: true,
  },
  json: {
    means: 'The kind of JSON that the value is; it travels as one string. Absent means that it is no JSON.',
    values: ['array', 'object'],
  },
  format: {
    means:
      'What the value is, where its type does not tell: a path or prefix, a UNIX time in whole seconds, the 64-bit ID of an account, JSON whose keys no page fixes.',
    values: ['path', 'unixSeconds', 'accountId', 'anyJson'],
  },
  since: {
    means:
      'Since when the API has it: `newer` than the documented page of 2024-03-03. Absent means that the page has it.',
    values: ['2024-03-03', 'newer'],
    usual: '2024-03-03',
    isRequired: true,
  },
  group: {
    means:
      'Which part of a restore it belongs to: the kind of restore, where from, where to, what of the snapshot, options.',
    values: ['kind', 'from', 'to', 'what', 'options'],
    isRequired: true,
  },
  reconciliation: {
    means:
      'How a job of the service is compared with what was sent. The service may reword the value, so a difference in it does not prove that the job is another one. Absent means that it does.',
    values: ['exact', 'reworded'],
    usual: 'exact',
    isRequired: true,
  },
  absence: {
    means:
      'What it means that it is not sent: that everything in the snapshot is restored. A job that has it may then be another one.',
    values: ['everything'],
  },
  jobField: {
    means:
      'As what DescribeRestoreJobs2 gives it back. Absent means that the pages do not say that it does, or that it comes in another structure.',
    values: ['text', 'number'],
  },
  summary: {
    means:
      'How the summary of a restore tells it: with the words for the target of that kind of restore, in a sentence of its own, or not at all. Absent means that its name and its value are shown.',
    values: ['target', 'sentence', 'omitted'],
  },
  terraform: {
    means:
      'How the resource alicloud_hbr_restore_job of Terraform takes it. Absent means that it has no such attribute.',
    values: ['text', 'date', 'number', 'block'],
  },
};

/** The keywords whose values are no words: the newer values of a parameter, and the length that the page of 2024-03-03 allows. */
const otherKeywords = ['x-newerValues', 'x-documentedLength'];

type Schema = Readonly<Record<string, Json>>;

export const isSchema = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const partsOf = (value: Json | undefined): Schema => (isSchema(value) ? value : {});
const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : typeof value === 'string' ? [value] : [];

/** A part of the schema, and every part that it refers to. */
function withReferences(part: Json | undefined, schema: Schema): Schema[] {
  if (!isSchema(part)) return [];
  const [reference] = textsOf(part['$ref']);
  const named = reference && partsOf(schema['definitions'])[reference.replace('#/definitions/', '')];
  const members = Array.isArray(part['allOf']) ? part['allOf'] : [];
  return [part, ...[named || undefined, ...members].flatMap((other) => withReferences(other, schema))];
}

/** Every part of the schema that says something of a parameter: for all restores, and for those of one kind. */
function partsAbout(name: string, schema: Schema): Schema[] {
  const branches = Array.isArray(schema['allOf']) ? schema['allOf'].map((branch) => partsOf(branch)['then']) : [];
  return [schema, ...branches].flatMap((part) => withReferences(partsOf(partsOf(part)['properties'])[name], schema));
}

/** The facts of one parameter, the usual ones left out. @throws where one is wrong or missing, with the parameter's name */
function factsOf(name: string, schema: Schema): Readonly<Record<string, Json>> {
  const wrong = (what: string) => new Error(`schemas/restore.schema.json, parameter ${name}: ${what}`);
  // The parameter itself, with what it refers to: beside a `$ref`, newer editors and validators read no keyword.
  const parts = withReferences(partsOf(schema['properties'])[name], schema);
  const own: Schema = Object.fromEntries(parts.reverse().flatMap((part) => Object.entries(part)));
  const about = partsAbout(name, schema);
  const found: Record<string, Json> = {};

  for (const [fact, { values, usual, isRequired }] of Object.entries(facts)) {
    const value = own[`x-${fact}`];
    if (value === undefined && !isRequired) continue;
    if (typeof value !== 'string' || !values.includes(value)) {
      throw wrong(`x-${fact} must be one of ${values.join(', ')}, and is ${JSON.stringify(value) ?? 'missing'}`);
    }
    if (value !== usual) found[fact] = value;
  }
  const types = new Set(about.flatMap(({ type }) => textsOf(type)));
  const structure = ['array', 'object'].find((kind) => types.has(kind));
  if (found['json'] !== structure) {
    throw wrong(`x-json is ${JSON.stringify(found['json']) ?? 'missing'}, and its type is ${[...types].join(' or ')}`);
  }
  const isNumber = found['format'] === 'unixSeconds' || found['format'] === 'accountId';
  if (isNumber !== types.has('integer')) {
    throw wrong('an integer has x-format unixSeconds or accountId, and nothing else has');
  }
  const newer = textsOf(own['x-newerValues']);
  const words = new Set(about.flatMap((part) => [...textsOf(part['enum']), ...textsOf(part['const'])]));
  const strange = newer.find((word) => !words.has(word));
  if (strange !== undefined) throw wrong(`x-newerValues has ${strange}, which is no value of it`);
  if (newer.length > 0) found['newerValues'] = newer;
  const length = own['x-documentedLength'];
  if (length !== undefined && typeof length !== 'number') throw wrong('x-documentedLength must be a number');
  if (length !== undefined) found['documentedLength'] = length;

  const known = new Set([...otherKeywords, ...Object.keys(facts).map((fact) => `x-${fact}`)]);
  const unknown = Object.keys(own).find((key) => key.startsWith('x-') && !known.has(key));
  if (unknown !== undefined) throw wrong(`${unknown} is no keyword that is known`);
  return found;
}

/** The keywords, for a validator that is strict about those that it doesn't know. */
export const parameterKeywords: readonly string[] = [
  ...otherKeywords,
  ...Object.keys(facts).map((fact) => `x-${fact}`),
];

/** One member of the table's type. */
function member(name: string, type: string, means: string): string {
  return `  /** ${means} */\n  readonly ${name}?: ${type};\n`;
}

/**
 * @param schema the root of the schema
 * @returns the text of a TypeScript module: the type of a parameter's facts, and the table in the order of filling in
 * @throws where a parameter lacks a fact or has a wrong one, with the parameter's name
 */
export function parameterTable(schema: Schema): string {
  const names = Object.keys(partsOf(schema['properties'])).filter((name) => !name.startsWith('$'));
  const rows = names.map((name) => `  ${name}: ${JSON.stringify(factsOf(name, schema))},\n`);
  const members = Object.entries(facts).map(([name, { means, values, usual }]) => {
    const type = values.filter((value) => value !== usual).map((value) => `'${value}'`);
    const text = member(name, type.join(' | '), means);
    return usual === undefined && facts[name]?.isRequired ? text.replace('?:', ':') : text;
  });
  return [
    '/** Generated from schemas/restore.schema.json; change that file instead. */\n',
    "import type { RestoreSpec } from './restoreSpec.ts';\n\n",
    '/** The name of a parameter of CreateRestoreJob. */\n',
    'export type ParameterName = Exclude<keyof RestoreSpec, `$${string}`>;\n\n',
    '/** What is known of a parameter beside the rules of its value. */\n',
    'export interface ParameterFacts {\n',
    ...members,
    member('newerValues', 'readonly string[]', 'Its values that came after the documented page of 2024-03-03.'),
    member(
      'documentedLength',
      'number',
      'The most characters of the value as the string that the API gets, by the page of 2024-03-03. Newer pages limit each path in it.',
    ),
    '}\n\n',
    'export const parameterTable = {\n',
    ...rows,
    '} as const satisfies Readonly<Record<ParameterName, ParameterFacts>>;\n',
  ].join('');
}
