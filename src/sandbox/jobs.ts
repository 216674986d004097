/** A restore job of the sandbox. Its state is a pure function of the clock and of what was done to the job. */
import type { JsonObject } from './apiResponse.ts';

/** Times of the sandbox are ms of its clock, unless a name says seconds. */
export interface StoredJob {
  readonly restoreId: string;
  readonly requestId: string;
  readonly createdAt: number;
  /** The request's parameters by name, each as the text in which it travelled. */
  readonly parameters: ReadonlyMap<string, string>;
  /** A cancellation, or a status that was set from outside. The last one counts in place of the usual course. */
  readonly override?: StatusOverride;
}

export type StatusOverride =
  | { readonly kind: 'canceled'; readonly at: number; readonly progress: number }
  | {
      readonly kind: 'finished';
      readonly at: number;
      readonly progress: number;
      readonly status: string;
      readonly fields: JsonObject;
    };

export interface Timing {
  readonly queuedSeconds: number;
  readonly runningSeconds: number;
  readonly cancelingSeconds: number;
}

export interface JobState {
  readonly status: string;
  /** Hundredths of a percent, 0 to 10000. */
  readonly progress: number;
  readonly startedAt?: number;
  /** When the job ended; undefined while it goes on. */
  readonly endedAt?: number;
  /** When anything about the job last changed. */
  readonly updatedAt: number;
}

/** 100 % in hundredths of a percent. */
const fullProgress = 10_000;

const endings = new Set(['COMPLETE', 'PARTIAL_COMPLETE', 'FAILED', 'CANCELED', 'EXPIRED']);

/** The state at `now` (ms): CREATED, RUNNING, then COMPLETE, unless the job has an override. */
export function jobStateAt(job: StoredJob, timing: Timing, now: number): JobState {
  const starts = job.createdAt + timing.queuedSeconds * 1000;
  const { override } = job;
  if (override) {
    const started = override.at >= starts ? { startedAt: starts } : {};
    if (override.kind === 'canceled') {
      const canceled = override.at + timing.cancelingSeconds * 1000;
      return now < canceled
        ? { status: 'CANCELING', progress: override.progress, ...started, updatedAt: override.at }
        : { status: 'CANCELED', progress: override.progress, ...started, endedAt: canceled, updatedAt: canceled };
    }
    const progress = override.status === 'COMPLETE' ? fullProgress : override.progress;
    const ended = endings.has(override.status) ? { endedAt: override.at } : {};
    return { status: override.status, progress, ...started, ...ended, updatedAt: override.at };
  }

  const ends = starts + timing.runningSeconds * 1000;
  if (now < starts) return { status: 'CREATED', progress: 0, updatedAt: job.createdAt };
  if (now >= ends)
    return { status: 'COMPLETE', progress: fullProgress, startedAt: starts, endedAt: ends, updatedAt: ends };
  const progress = Math.floor(((now - starts) / (ends - starts)) * fullProgress);
  return { status: 'RUNNING', progress, startedAt: starts, updatedAt: now };
}

/** What every job of the sandbox restores. */
const bytesTotal = 480 * 1024 * 1024;
const itemsTotal = 1_200;

/** Parameters that a job repeats as text. The others are numbers or objects, or are not repeated by the service. */
const repeated = [
  ...['SnapshotHash', 'TargetInstanceId', 'TargetPath', 'TargetBucket', 'TargetPrefix', 'TargetFileSystemId'],
  ...['TargetInstanceName', 'TargetTableName', 'Include', 'Exclude', 'Options', 'UdmDetail', 'FailbackDetail'],
  ...['CrossAccountType', 'CrossAccountRoleName'],
];

/** A job as DescribeRestoreJobs2 gives it: times in UNIX seconds, Speed in KB/s. */
export function describeJob(job: StoredJob, timing: Timing, now: number): JsonObject {
  const state = jobStateAt(job, timing, now);
  const { parameters } = job;
  const share = state.progress / fullProgress;
  const bytesDone = Math.floor(bytesTotal * share);
  const itemsDone = Math.floor(itemsTotal * share);
  const restoreType = parameters.get('RestoreType');
  const speed = Math.floor(bytesTotal / 1024 / Math.max(timing.runningSeconds, 1));
  return {
    RestoreId: job.restoreId,
    RestoreType: restoreType,
    Status: state.status,
    Progress: state.progress,
    ErrorMessage: errorMessage(state.status),
    BytesTotal: bytesTotal,
    BytesDone: bytesDone,
    ActualBytes: bytesDone,
    ...(restoreType === 'ECS_FILE'
      ? { ItemsTotal: itemsTotal, ItemsDone: itemsDone, ActualItems: itemsDone, Report: report(job, state) }
      : {}),
    Speed: state.progress === 0 ? 0 : speed,
    CreatedTime: seconds(job.createdAt),
    StartTime: seconds(state.startedAt),
    UpdatedTime: seconds(state.updatedAt),
    CompleteTime: seconds(state.endedAt),
    SourceType: parameters.get('SourceType'),
    VaultId: parameters.get('VaultId'),
    SnapshotId: parameters.get('SnapshotId'),
    StorageClass: 'STANDARD',
    MeteringBytesDone: bytesDone,
    MeteringBytesTotal: bytesTotal,
    ...Object.fromEntries(repeated.map((name) => [name, parameters.get(name)])),
    SourceInstanceId: memberOf(parameters.get('UdmDetail'), 'sourceInstanceId', 'string'),
    TargetCreateTime: exactNumber(parameters.get('TargetCreateTime')),
    TargetTime: exactNumber(parameters.get('TargetTime')),
    CrossAccountUserId: exactNumber(parameters.get('CrossAccountUserId')),
    OtsDetail: parameters.has('OtsDetail')
      ? {
          OverwriteExisting: memberOf(parameters.get('OtsDetail'), 'OverwriteExisting', 'boolean'),
          BatchChannelCount: memberOf(parameters.get('OtsDetail'), 'BatchChannelCount', 'number'),
        }
      : undefined,
    ...(job.override?.kind === 'finished' ? job.override.fields : {}),
  };
}

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : Math.floor(ms / 1000));

/** A number with all its digits, since an account's id may be larger than 2^53. */
const exactNumber = (text: string | undefined): bigint | undefined => (text === undefined ? undefined : BigInt(text));

function errorMessage(status: string): string | undefined {
  return status === 'FAILED' || status === 'PARTIAL_COMPLETE'
    ? `The sandbox was told that this job is ${status}.`
    : undefined;
}

function report(job: StoredJob, state: JobState): JsonObject | undefined {
  if (state.endedAt === undefined) return undefined;
  const path = (list: string) => `restore-report/${job.restoreId}/${list}.csv`;
  return {
    TotalFiles: path('total'),
    SuccessFiles: path('success'),
    FailedFiles: path('failed'),
    SkippedFiles: path('skipped'),
    ReportTaskStatus: 'COMPLETE',
  };
}

interface MemberTypes {
  string: string;
  number: number;
  boolean: boolean;
}

/** A member of an object that was accepted as JSON text; undefined where it is absent or of another type. */
function memberOf<T extends keyof MemberTypes>(
  text: string | undefined,
  name: string,
  type: T,
): MemberTypes[T] | undefined {
  if (text === undefined) return undefined;
  const object = JSON.parse(text) as Record<string, unknown>;
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return typeof value === type ? (value as MemberTypes[T]) : undefined;
}
