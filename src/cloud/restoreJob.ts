import { sanitizeValue } from './sanitize.ts';
import { isRecord } from './json.ts';
import { parameterNames, parameters, type ParameterWith } from '../restoreSpec/parameters.ts';

/** The parameters of its request that a job repeats as fields of one kind. */
const repeatedAs = <Kind extends 'text' | 'number'>(kind: Kind) =>
  parameterNames.filter((name): name is ParameterWith<{ jobField: Kind }> => parameters.get(name)?.jobField === kind);

const textFields = [
  'Status',
  'ErrorMessage',
  'ErrorFile',
  'StorageClass',
  'SourceInstanceId',
  'SourceResourceId',
  'TargetClientId',
  'TargetDataSourceId',
  'ClusterId',
  'ParentId',
  ...repeatedAs('text'),
] as const;

const numberFields = [
  'Progress',
  'BytesTotal',
  'BytesDone',
  'ActualBytes',
  'ItemsTotal',
  'ItemsDone',
  'ActualItems',
  'Speed',
  'CreatedTime',
  'StartTime',
  'UpdatedTime',
  'CompleteTime',
  'ExpireTime',
  'MeteringBytesDone',
  'MeteringBytesTotal',
  ...repeatedAs('number'),
] as const;

const reportFields = ['TotalFiles', 'SuccessFiles', 'FailedFiles', 'SkippedFiles', 'ReportTaskStatus'] as const;

/**
 * A restore job as DescribeRestoreJobs2 gives it, names and units as the API has them: `Progress` in hundredths of a
 * percent (0 to 10000), `Speed` in KB/s, times in UNIX seconds. What the service left out, or gave in another type, is
 * absent. All text is one line without control characters. `Status` and the types may be words that no page knows.
 */
export type RestoreJobInfo = { readonly RestoreId: string } & {
  readonly [field in (typeof textFields)[number]]?: string;
} & { readonly [field in (typeof numberFields)[number]]?: number } & {
  /** Paths of the report's files on the service's side. */
  readonly Report?: { readonly [field in (typeof reportFields)[number]]?: string };
  /**
   * Fields that this version doesn't know, as text (JSON where they are structured). `OtsDetail` is among them. At most so many, and so
   * much of them, as a record on disk can hold.
   */
  readonly other: Readonly<Record<string, string>>;
};

const numbers: ReadonlySet<string> = new Set(numberFields);

/** Whether a value is what `restoreJobFrom` gives, as it comes back from a file. */
export function isRestoreJob(value: unknown): value is RestoreJobInfo {
  if (!isRecord(value) || typeof value['RestoreId'] !== 'string' || !isRecord(value['other'])) return false;
  return Object.entries(value).every(([name, field]) => {
    if (name !== 'other' && name !== 'Report') return typeof field === (numbers.has(name) ? 'number' : 'string');
    return isRecord(field) && Object.values(field).every((each) => typeof each === 'string');
  });
}

/** The longest value kept; `Include` and the details may be lists of paths. */
const fieldLimit = 10_000;

/** Text as one clean line, and a number by its digits; `undefined` for anything else and for empty text. */
export function textFrom(value: unknown, limit: number = fieldLimit): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = sanitizeValue(value, limit);
  return text === '' ? undefined : text;
}

/** A number, also one written as digits in a string (or handed on as one because a double can't hold it exactly). */
export function numberFrom(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : undefined;
}

/**
 * The vendor's pages show `r-` with letters and digits after it. Other names without a doubtful character are taken too. Digits alone
 * are not: a number that a double can't hold comes here as text.
 */
const restoreId = /^(?!\d+$)[A-Za-z0-9][\w.-]{0,127}$/;

/** A RestoreId as it came. Undefined for what can be none: it is never cleaned, because the ID of another job could come of it. */
export function restoreIdFrom(value: unknown): string | undefined {
  return typeof value === 'string' && restoreId.test(value) ? value : undefined;
}

/** Any value as text to show. */
function anyText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return textFrom(value);
  try {
    return value === null ? undefined : sanitizeValue(JSON.stringify(value), fieldLimit);
  } catch (error) {
    // A structure nested too deeply to be written.
    if (error instanceof RangeError) return '…';
    throw error;
  }
}

function pick<T>(names: readonly string[], from: Record<string, unknown>, as: (value: unknown) => T | undefined) {
  return Object.fromEntries(
    names
      .map((name) => [name, as(from[name])] as const)
      .filter((entry): entry is [string, T] => entry[1] !== undefined),
  );
}

/** The most unknown fields of a job, and the most UTF-16 units of them together. The API gives a job some sixty fields in all. */
const mostUnknown = 60;
const mostUnknownUnits = 40_000;

/** What the name of a field can be. */
const fieldName = /^[A-Za-z][\w.-]{0,99}$/;

/** The fields that this version doesn't know, those of the request first: without these a job could not be told from another. */
function unknownFields(job: Record<string, unknown>): Record<string, string> {
  const ofRequest = parameterNames.filter((name) => !knownFields.has(name) && Object.hasOwn(job, name));
  const found: [string, string][] = [];
  let units = 0;
  const add = (name: string): void => {
    const text = anyText(job[name]);
    if (text === undefined || units + name.length + text.length > mostUnknownUnits) return;
    units += name.length + text.length;
    found.push([name, text]);
  };
  ofRequest.forEach(add);
  const already = new Set<string>([...ofRequest, ...knownFields]);
  let looked = 0;
  for (const name in job) {
    if (found.length >= mostUnknown || ++looked > 10 * mostUnknown) break;
    if (!already.has(name) && fieldName.test(name)) add(name);
  }
  return Object.fromEntries(found);
}

const knownFields = new Set<string>(['RestoreId', 'Report', ...textFields, ...numberFields]);

/** One entry of the list; `undefined` without a usable RestoreId. */
export function restoreJobFrom(value: unknown): RestoreJobInfo | undefined {
  if (!isRecord(value)) return undefined;
  const RestoreId = restoreIdFrom(value['RestoreId']);
  if (RestoreId === undefined) return undefined;
  return {
    RestoreId,
    ...pick(textFields, value, textFrom),
    ...pick(numberFields, value, numberFrom),
    ...(isRecord(value['Report']) ? { Report: pick(reportFields, value['Report'], textFrom) } : {}),
    other: unknownFields(value),
  };
}

/** What a job says of a parameter of its request, as text; undefined where it says nothing of it. */
export function parameterOfJob(job: RestoreJobInfo, name: string): string | undefined {
  const fields: Readonly<Record<string, unknown>> = { ...job.other, ...job };
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
