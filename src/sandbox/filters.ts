/** The filters of DescribeRestoreJobs2, by the keys and operators of its page. */
import type { JsonObject } from './apiResponse.ts';
import { filterName } from './apiParameters.ts';
import type { Form } from './requestForm.ts';

export type JobFilter = (job: JsonObject) => boolean;

/** The fields of a job that each key is compared with. A job passes where one of them matches. */
const fields: ReadonlyMap<string, readonly string[]> = new Map([
  // A sandbox stands for every region. A job that CreateRestoreJob made has no plan, so no filter by plan or job matches.
  ['RegionId', []],
  ['PlanId', []],
  ['JobId', []],
  ['VaultId', ['VaultId']],
  ['InstanceId', ['TargetInstanceId', 'SourceInstanceId']],
  ['Bucket', ['TargetBucket']],
  ['FileSystemId', ['TargetFileSystemId']],
  ['Status', ['Status']],
  ['CompleteTime', ['CompleteTime']],
]);

/** How many values each operator takes, and whether it compares by order, which only works for times. */
const operators = new Map([
  ['IN', { values: Infinity, orders: false }],
  ['EQUAL', { values: 1, orders: false }],
  ['NOT_EQUAL', { values: 1, orders: false }],
  ['GREATER_THAN', { values: 1, orders: true }],
  ['GREATER_THAN_OR_EQUAL', { values: 1, orders: true }],
  ['LESS_THAN', { values: 1, orders: true }],
  ['LESS_THAN_OR_EQUAL', { values: 1, orders: true }],
  ['BETWEEN', { values: 2, orders: true }],
]);

/** Every filter of a request, or a message that says what is wrong with one. */
export function readFilters(query: Form): readonly JobFilter[] | string {
  const written = new Map<number, { key?: string; operator?: string; values: [number, string][] }>();
  for (const [name, text] of query) {
    const [matched, index, member, place] = filterName.exec(name) ?? [];
    if (matched === undefined) continue;
    const filter = written.get(Number(index)) ?? { values: [] };
    written.set(Number(index), filter);
    if (member === 'Key') filter.key = text;
    else if (member === 'Operator') filter.operator = text;
    else filter.values.push([Number(place), text]);
  }

  const filters: JobFilter[] = [];
  for (const [index, { key = '', operator = 'IN', values }] of written) {
    const texts = values.sort(([a], [b]) => a - b).map(([, text]) => text);
    const wrong = checkFilter(key, operator, texts);
    if (wrong !== undefined) return `Filters.${index}: ${wrong}`;
    filters.push(makeFilter(key, operator, texts));
  }
  return filters;
}

function checkFilter(key: string, operator: string, values: readonly string[]): string | undefined {
  const rule = operators.get(operator);
  const isTime = key === 'CompleteTime';
  if (!fields.has(key)) return `the key ${JSON.stringify(key)} is not known.`;
  if (!rule) return `the operator ${JSON.stringify(operator)} is not known.`;
  if (isTime && operator === 'IN') return 'CompleteTime does not take the operator IN, which is the default.';
  if (rule.orders && !isTime) return `the operator ${operator} goes with CompleteTime alone.`;
  if (values.length === 0) return 'it has no value.';
  if (rule.values !== Infinity && values.length !== rule.values)
    return `${operator} takes ${rule.values === 1 ? 'one value' : 'two values'}.`;
  if (isTime && !values.every((value) => /^\d{1,15}$/.test(value))) return 'CompleteTime takes UNIX times in seconds.';
  return undefined;
}

function makeFilter(key: string, operator: string, values: readonly string[]): JobFilter {
  if (key === 'RegionId') return () => true;
  const names = fields.get(key) ?? [];
  const texts = (job: JsonObject) =>
    names
      .map((name) => job[name])
      .filter((value) => value !== undefined)
      .map(String);
  if (operator === 'NOT_EQUAL') return (job) => !texts(job).some((text) => values.includes(text));
  if (operator === 'IN' || operator === 'EQUAL') return (job) => texts(job).some((text) => values.includes(text));
  const [low = 0, high = 0] = values.map(Number);
  return (job) => texts(job).some((text) => isInOrder(Number(text), operator, low, high));
}

function isInOrder(value: number, operator: string, low: number, high: number): boolean {
  switch (operator) {
    case 'GREATER_THAN':
      return value > low;
    case 'GREATER_THAN_OR_EQUAL':
      return value >= low;
    case 'LESS_THAN':
      return value < low;
    case 'LESS_THAN_OR_EQUAL':
      return value <= low;
    default:
      return value >= low && value <= high;
  }
}
