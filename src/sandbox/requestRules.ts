/**
 * What CreateRestoreJob takes, by rules written from the page of 2024-03-03 and what came after it
 * (later pages and the SDK). Independent of the extension's schema on purpose: tests hold the two against each other.
 */
import { checkObject } from './objectRules.ts';
import { createParameters } from './apiParameters.ts';
import type { ParameterType } from './apiParameters.ts';
import { checkAccountId, checkFlag, checkPaths, checkSeconds, checkText, checkAllowedValue } from './valueRules.ts';
import type { Finding } from './valueRules.ts';

export interface RuleProblem {
  /** The service's code: `MissingTargetBucket`, `InvalidVaultId`, `UnknownParameter`. */
  readonly code: string;
  /** The parameter at fault. A problem inside a structured value counts for the whole parameter. */
  readonly parameter: string;
  readonly message: string;
  readonly kind: 'missing' | 'type' | 'value' | 'unknown' | 'combination';
}

const alwaysRequired = ['RestoreType', 'SourceType', 'VaultId', 'SnapshotId'];

interface TypeRule {
  readonly sourceType: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const ofInstance: TypeRule = { sourceType: 'UDM_ECS', required: ['UdmRegionId'], optional: ['UdmDetail'] };

/** Each RestoreType: the SourceType that goes with it, and the parameters that belong to some types only. */
const typeRules: ReadonlyMap<string, TypeRule> = new Map([
  ['ECS_FILE', { sourceType: 'ECS_FILE', required: ['TargetInstanceId', 'TargetPath'], optional: [] }],
  ['OSS', { sourceType: 'OSS', required: ['TargetBucket', 'TargetPrefix'], optional: [] }],
  ['NAS', { sourceType: 'NAS', required: ['TargetFileSystemId', 'TargetCreateTime'], optional: ['TargetPath'] }],
  [
    'OTS_TABLE',
    {
      sourceType: 'OTS_TABLE',
      required: ['TargetInstanceName', 'TargetTableName'],
      optional: ['TargetTime', 'OtsDetail'],
    },
  ],
  ['UDM_ECS_ROLLBACK', ofInstance],
  ['UDM_ECS', ofInstance],
  ['UDM_ECS_DISK', ofInstance],
  ['UDM_ECS_DISK_ROLLBACK', ofInstance],
]);

/** The service accepts this type, but no page says which target parameters it needs. So none is required and all are accepted. */
const undocumentedType = 'COMMON_FILE_SYSTEM';

export const restoreTypes: readonly string[] = [...typeRules.keys(), undocumentedType];
const sourceTypes = [...new Set([...typeRules.values()].map((rule) => rule.sourceType)), undocumentedType];

/** The parameters that some RestoreTypes don't take. */
const typeSpecificParameters = new Set([...typeRules.values()].flatMap((rule) => [...rule.required, ...rule.optional]));

const allowedValues: ReadonlyMap<string, readonly string[]> = new Map([
  ['RestoreType', restoreTypes],
  ['SourceType', sourceTypes],
  ['CrossAccountType', ['SELF_ACCOUNT', 'CROSS_ACCOUNT']],
  ['Edition', ['STANDARD', 'BASIC']],
]);

/**
 * Every problem of a request to create a restore job; none means that the service takes it.
 *
 * `parameters` are JSON-typed: strings, numbers or bigints, booleans; a structured parameter as JSON or as its text.
 * A member that is undefined counts as absent. Unknown names come first, then what is missing, then wrong values, then
 * what doesn't fit together.
 */
export function checkParameters(parameters: Record<string, unknown>): RuleProblem[] {
  const given = new Map(Object.entries(parameters).filter(([, value]) => value !== undefined));
  const restoreType = asWord(given.get('RestoreType'), restoreTypes);
  const typeRule = typeRules.get(restoreType ?? '');

  const problems: RuleProblem[] = [];
  for (const name of given.keys()) {
    if (!createParameters.has(name)) {
      problems.push({
        code: 'UnknownParameter',
        parameter: name,
        kind: 'unknown',
        message: `The parameter ${JSON.stringify(name)} is not known.`,
      });
    }
  }
  problems.push(...missing(given, alwaysRequired, ''));
  if (typeRule) problems.push(...missing(given, typeRule.required, ` when RestoreType is ${restoreType}`));
  if (given.get('CrossAccountType') === 'CROSS_ACCOUNT') {
    const names = ['CrossAccountUserId', 'CrossAccountRoleName'];
    problems.push(...missing(given, names, ' when CrossAccountType is CROSS_ACCOUNT'));
  }
  for (const [name, value] of given) {
    const type = createParameters.get(name)?.type;
    if (!type) continue;
    for (const { kind, message } of checkValue(name, type, value, restoreType)) {
      problems.push({ code: `Invalid${name}`, parameter: name, kind, message: `${name} ${message}` });
    }
  }
  if (restoreType !== undefined) problems.push(...conflicts(given, restoreType, typeRule));
  return problems;
}

function checkValue(name: string, type: ParameterType, value: unknown, restoreType: string | undefined): Finding[] {
  const allowed = allowedValues.get(name);
  if (allowed) return listOf(checkAllowedValue(value, allowed));
  switch (type) {
    case 'name':
      return listOf(checkText(value));
    case 'path':
      return listOf(checkText(value, { controls: true }));
    case 'prefix':
      return listOf(checkText(value, { controls: true, empty: true }));
    case 'seconds':
      return listOf(checkSeconds(value));
    case 'account':
      return listOf(checkAccountId(value));
    case 'flag':
      return listOf(checkFlag(value));
    case 'paths':
      return listOf(checkPaths(value));
    case 'object':
      return checkObject(name, value, restoreType);
  }
}

/** `condition` completes the sentence `… is required`. */
function missing(given: ReadonlyMap<string, unknown>, names: readonly string[], condition: string): RuleProblem[] {
  return names
    .filter((name) => !given.has(name))
    .map((name) => ({
      code: `Missing${name}`,
      parameter: name,
      kind: 'missing',
      message: `${name} is required${condition}.`,
    }));
}

/** Parameters that conflict with the RestoreType. `rule` is undefined for the type without known rules. */
function conflicts(
  given: ReadonlyMap<string, unknown>,
  restoreType: string,
  rule: TypeRule | undefined,
): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const add = (parameter: string, message: string) =>
    problems.push({ code: `Invalid${parameter}`, parameter, kind: 'combination', message });

  const sourceType = asWord(given.get('SourceType'), sourceTypes);
  const expected = rule?.sourceType ?? restoreType;
  if (sourceType !== undefined && sourceType !== expected) {
    add('SourceType', `SourceType must be ${expected} when RestoreType is ${restoreType}: both must be of one kind.`);
  }
  if (rule) {
    for (const name of given.keys()) {
      if (typeSpecificParameters.has(name) && !rule.required.includes(name) && !rule.optional.includes(name)) {
        add(name, `${name} is not taken when RestoreType is ${restoreType}.`);
      }
    }
  }
  return problems;
}

const asWord = (value: unknown, allowed: readonly string[]): string | undefined =>
  typeof value === 'string' && allowed.includes(value) ? value : undefined;

const listOf = (finding: Finding | undefined): Finding[] => (finding ? [finding] : []);
