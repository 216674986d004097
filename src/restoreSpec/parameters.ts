/** The parameters of CreateRestoreJob: the facts about each except the rules of its value, and how they form a request. */
import type { RestoreSpec } from './generated/restoreSpec.ts';
import { parameterTable, type ParameterFacts, type ParameterName } from './generated/parameterTable.ts';

export type { ParameterFacts, ParameterName } from './generated/parameterTable.ts';

/** The name of a parameter, or of a key that is never sent. */
export type SpecKey = keyof RestoreSpec;

/** The names of the parameters with this fact in the table, such as `{ jobField: 'text' }`. */
export type ParameterWith<Fact extends Partial<ParameterFacts>> = {
  [Name in ParameterName]: (typeof parameterTable)[Name] extends Fact ? Name : never;
}[ParameterName];

/** The facts about each parameter, in the order of filling in. */
export const parameters: ReadonlyMap<string, ParameterFacts> = new Map(Object.entries(parameterTable));

/** The names of all parameters, in the order of filling in. */
export const parameterNames: readonly string[] = [...parameters.keys()];

const plain = (name: string) => name.replace(/[-_]/g, '').toLowerCase();
const byPlainName = new Map(parameterNames.map((name) => [plain(name), name]));

/** The parameter that a text means: Terraform writes `vault_id`, the SDKs `vaultId`, the CLI's plugins `vault-id`. */
export function parameterNamed(name: string): string | undefined {
  return byPlainName.get(plain(name));
}

/** One fact of each parameter, by name. Parameters without this fact are left out. */
function mapOf<Fact>(factOf: (facts: ParameterFacts) => Fact | undefined): ReadonlyMap<string, Fact> {
  return new Map(
    [...parameters].flatMap(([name, facts]): [string, Fact][] => {
      const fact = factOf(facts);
      return fact === undefined ? [] : [[name, fact]];
    }),
  );
}

/** The parameters that are sent as one JSON string, with the kind of JSON. */
export const structuredParameters = mapOf(({ json }) => json);

/** The parameters that are a UNIX time in whole seconds. */
export const timeParameters: ReadonlySet<string> = new Set(
  mapOf(({ format }) => (format === 'unixSeconds' ? format : undefined)).keys(),
);

/** The most digits of a 64-bit account ID. */
export const maxIdDigits = 19;

/** The parameters, and the values of parameters, that are newer than the documented page of 2024-03-03. */
export const newerParameters: ReadonlySet<string> = new Set(mapOf(({ since }) => since).keys());
export const newerValues: ReadonlyMap<string, ReadonlySet<string>> = mapOf(
  ({ newerValues }) => newerValues && new Set(newerValues),
);

/** The parameters of one CreateRestoreJob call, as strings, each where the API takes it. */
export interface RestoreRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** A request with these parameters, each where the API takes it. An unknown parameter goes into the query. */
export function requestWith(values: Iterable<readonly [name: string, value: string]>): RestoreRequest {
  const request = { query: {} as Record<string, string>, body: {} as Record<string, string> };
  for (const [name, value] of values) request[parameters.get(name)?.place ?? 'query'][name] = value;
  return request;
}

/** All parameters of a request, those of the query and those of the body. */
export function parametersOf(request: RestoreRequest): Record<string, string> {
  return { ...request.query, ...request.body };
}

/** The two spellings of one key of `Options`. Sources disagree on which one the service reads. */
export const conflictPolicyKeys: ReadonlySet<string> = new Set(['conflictPolicy', 'ConflictPolicy']);

/** The filters: each as a parameter, and as a key of `Options`. */
export const filterNames = [
  ['Include', 'includes'],
  ['Exclude', 'excludes'],
] as const;

/** The values of `RestoreType` with which sources disagree whether `Include` and `Exclude` count, or the keys of `Options`. */
export const optionsTypes: ReadonlySet<string> = new Set(['OSS', 'NAS']);
