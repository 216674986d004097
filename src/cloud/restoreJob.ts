import { cleanExact } from './text.ts';
import { isRecord } from './isRecord.ts';

const textFields = [
  'RestoreType',
  'Status',
  'ErrorMessage',
  'ErrorFile',
  'SourceType',
  'VaultId',
  'SnapshotId',
  'SnapshotHash',
  'StorageClass',
  'SourceInstanceId',
  'SourceResourceId',
  'TargetInstanceId',
  'TargetPath',
  'TargetBucket',
  'TargetPrefix',
  'TargetFileSystemId',
  'TargetInstanceName',
  'TargetTableName',
  'TargetClientId',
  'TargetDataSourceId',
  'ClusterId',
  'ParentId',
  'Include',
  'Exclude',
  'Options',
  'UdmDetail',
  'FailbackDetail',
  'CrossAccountType',
  'CrossAccountUserId',
  'CrossAccountRoleName',
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
  'TargetCreateTime',
  'TargetTime',
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
  /** Fields that this version doesn't know, as text (JSON where they are structured). `OtsDetail` is among them. */
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
  const text = cleanExact(value, limit);
  return text === '' ? undefined : text;
}

/** A number, also one written as digits in a string (or handed on as one because a double can't hold it exactly). */
export function numberFrom(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : undefined;
}

/** Any value as text to show. */
function anyText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return textFrom(value);
  try {
    return value === null ? undefined : cleanExact(JSON.stringify(value), fieldLimit);
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

const knownFields = new Set<string>(['RestoreId', 'Report', ...textFields, ...numberFields]);

/** One entry of the list; `undefined` without a usable RestoreId. */
export function restoreJobFrom(value: unknown): RestoreJobInfo | undefined {
  if (!isRecord(value)) return undefined;
  const RestoreId = textFrom(value['RestoreId'], 200);
  if (RestoreId === undefined) return undefined;
  const unknown = Object.keys(value).filter((name) => !knownFields.has(name));
  return {
    RestoreId,
    ...pick(textFields, value, textFrom),
    ...pick(numberFields, value, numberFrom),
    ...(isRecord(value['Report']) ? { Report: pick(reportFields, value['Report'], textFrom) } : {}),
    other: pick(unknown, value, anyText),
  };
}
