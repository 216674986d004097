/** The `Query` of SearchHistoricalSnapshots: a JSON list of conditions, all of which must hold. */
import { refusal } from '../apiResponse.ts';
import type { Refusal } from '../apiResponse.ts';
import type { SnapshotTime } from './snapshots.ts';

interface Condition {
  readonly field: string;
  readonly operation: string;
  readonly values: readonly (string | number)[];
}

/** The fields of a condition, by what of a snapshot they are compared with. */
const fields: Readonly<Record<string, (snapshot: SnapshotTime) => string | number | undefined>> = {
  VaultId: ({ source }) => source.vaultId,
  InstanceId: ({ source }) => (source.kind === 'ECS_FILE' ? source.resource : undefined),
  Bucket: ({ source }) => (source.kind === 'OSS' ? source.resource : undefined),
  FileSystemId: ({ source }) => (source.kind === 'NAS' ? source.resource : undefined),
  CreateTime: ({ source }) => source.createTime,
  CompleteTime: ({ completed }) => completed,
  PlanId: ({ source }) => source.planId,
  Status: ({ status }) => status,
};

/** The field that names the source, besides the vault. */
const sourceFields: Readonly<Record<string, readonly string[]>> = {
  ECS_FILE: ['InstanceId'],
  OSS: ['Bucket'],
  NAS: ['FileSystemId', 'CreateTime'],
};

const operations: Readonly<Record<string, (value: string | number, values: readonly (string | number)[]) => boolean>> =
  {
    MATCH_TERM: (value, [wanted]) => value === wanted,
    GREATER_THAN: (value, [bound = 0]) => value > bound,
    GREATER_THAN_OR_EQUAL: (value, [bound = 0]) => value >= bound,
    LESS_THAN: (value, [bound = 0]) => value < bound,
    LESS_THAN_OR_EQUAL: (value, [bound = 0]) => value <= bound,
    BETWEEN: (value, [low = 0, high = 0]) => value >= low && value <= high,
    IN: (value, values) => values.includes(value),
    NOT_IN: (value, values) => !values.includes(value),
  };
const isOrder = (operation: string) => /THAN|BETWEEN/.test(operation);
const isTime = (field: string) => field === 'CompleteTime' || field === 'CreateTime';

export type SnapshotFilter = (snapshot: SnapshotTime) => boolean;

const wrong = (message: string) => refusal(400, 'InvalidQuery', `Query ${message}`);

function readCondition(value: unknown): Condition | string {
  if (typeof value !== 'object' || value === null) return 'must be a list of objects.';
  const { field, operation, value: given } = value as Record<string, unknown>;
  if (typeof field !== 'string' || !Object.hasOwn(fields, field)) return `doesn't know the field ${String(field)}.`;
  if (typeof operation !== 'string' || !Object.hasOwn(operations, operation)) {
    return `doesn't know the operation ${String(operation)}.`;
  }
  const isList = ['BETWEEN', 'IN', 'NOT_IN'].includes(operation);
  if (isList !== Array.isArray(given)) return `has ${isList ? 'no list' : 'a list'} of values for ${operation}.`;
  const values = Array.isArray(given) ? (given as readonly unknown[]) : [given];
  if (operation === 'BETWEEN' && values.length !== 2) return 'has BETWEEN without two values.';
  if (isOrder(operation) && !isTime(field)) return `has ${operation} for ${field}, which has no order.`;
  const type = isTime(field) ? 'number' : 'string';
  if (values.length === 0 || !values.every((each) => typeof each === type)) return `has no ${type} for ${field}.`;
  return { field, operation, values: values as (string | number)[] };
}

/** What is asked for: the vault, and a test that each snapshot must pass. A vault alone is refused, as the service does. */
export function readSnapshotQuery(
  sourceType: string,
  text: string,
): { readonly vaultId: string; readonly passes: SnapshotFilter } | Refusal {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    // The only way in which JSON.parse says that a text is none.
    return wrong('must be JSON.');
  }
  if (!Array.isArray(list)) return wrong('must be a JSON list.');
  const conditions: Condition[] = [];
  for (const each of list as readonly unknown[]) {
    const read = readCondition(each);
    if (typeof read === 'string') return wrong(read);
    conditions.push(read);
  }
  const termOf = (name: string) =>
    conditions.find(({ field, operation }) => field === name && ['MATCH_TERM', 'IN'].includes(operation))?.values;
  const missing = ['VaultId', ...(sourceFields[sourceType] ?? [])].find((name) => termOf(name) === undefined);
  if (missing !== undefined) return wrong(`must have a condition for ${missing}.`);
  return {
    vaultId: String(termOf('VaultId')?.[0]),
    passes: (snapshot) =>
      conditions.every(({ field, operation, values }) => {
        const value = fields[field]?.(snapshot);
        return value !== undefined && operations[operation]?.(value, values) === true;
      }),
  };
}
