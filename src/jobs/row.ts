/** The row of a job: what a list shows of it. Of jobs of the past nothing else is kept in memory. */
import * as l10n from '@vscode/l10n';
import { sanitizeValue } from '../cloud/sanitize.ts';
import { twoDigits } from '../restoreSpec/dateFormat.ts';
import { jobMessage } from './format/jobMessages.ts';
import { secondsLeft, speedOf } from './progress.ts';
import {
  endedAt,
  isPending,
  isSandboxJob,
  isUnderWay,
  percentOf,
  statusOf,
  type JobRecord,
  type SubmissionState,
} from './record.ts';
import { headline } from './format/requestSummary.ts';

/** Why a job is not followed, as one line each. It is kept in memory alone. */
export interface Unfollowed {
  readonly message: string;
  /** What a person can do about it; empty where nothing is known. */
  readonly nextStep: string;
  /** The service could not be asked, or failed. That may pass by itself. */
  readonly isOutage?: true;
}

/** Every text is one line without control characters, short enough to be shown. Times in ms since 1970. */
export interface JobRow {
  readonly id: string;
  readonly state: SubmissionState;
  /** The service's own word, else how the submission went. */
  readonly status: string;
  /** Whether it is still followed. */
  readonly pending: boolean;
  /** When it was submitted. */
  readonly createdAt: number;
  /** When it ended. Absent while it goes on or is unclear. */
  readonly endedAt?: number;
  readonly restoreType: string;
  readonly what: string;
  readonly to: string;
  readonly restoreId?: string;
  readonly vault: string;
  readonly snapshot: string;
  readonly region: string;
  readonly profile: string;
  /** URI of the spec, as text. */
  readonly spec: string;
  readonly percent?: number;
  /** Bytes per second. */
  readonly speed?: number;
  readonly secondsLeft?: number;
  /** Why it failed or is missing, or what is doubtful about its end. */
  readonly message?: string;
  readonly sandbox?: true;
  /** Set where its RestoreId was found by its parameters. A person can take that back. */
  readonly adopted?: true;
  /** An external job: something else started it. */
  readonly external?: true;
  /** When the status of an external job was looked at last. */
  readonly asOf?: number;
  /** Why the status is only the last that was seen. */
  readonly unfollowed?: Unfollowed;
}

const rows = new WeakMap<JobRecord, JobRow>();

function makeRow(record: JobRecord, unfollowed: Unfollowed | undefined): JobRow {
  const { request, account } = record;
  const { what, to, vault, snapshot } = headline(request);
  const goesOn = (isPending(record) || isUnderWay(record)) && !unfollowed;
  const optional = {
    endedAt: endedAt(record),
    restoreId: record.restoreId,
    percent: goesOn && !record.notFound ? percentOf(record) : undefined,
    speed: goesOn && !record.notFound ? speedOf(record) : undefined,
    secondsLeft: goesOn ? secondsLeft(record) : undefined,
    message: jobMessage(record),
    sandbox: isSandboxJob(record) || undefined,
    adopted: record.adoption ? true : undefined,
    external: record.external,
    asOf: record.external ? record.lookedAt : undefined,
    unfollowed,
  };
  return {
    id: record.id,
    state: record.state,
    status: sanitizeValue(statusOf(record), 80),
    pending: isPending(record),
    createdAt: record.createdAt,
    restoreType: sanitizeValue(request.query['RestoreType'] ?? '', 80),
    what,
    to,
    vault,
    snapshot,
    region: sanitizeValue(account.region, 80),
    profile: sanitizeValue(account.profile, 200),
    spec: record.spec,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/**
 * The row of a record: the very same row as long as the arguments are the same.
 *
 * @param why it is not followed. That is ignored where the job is not pending
 */
export function rowOf(record: JobRecord, why?: Unfollowed): JobRow {
  const unfollowed = isPending(record) ? why : undefined;
  const known = rows.get(record);
  if (known && known.unfollowed === unfollowed) return known;
  const row = makeRow(record, unfollowed);
  rows.set(record, row);
  return row;
}

/** Whether it ended as COMPLETE, and there is something to be said of that. */
export const isDoubtful = ({ status, message }: JobRow) => status === 'COMPLETE' && message !== undefined;

/** The status with its progress where there is one, such as `RUNNING 42 %`. It is rounded down, since 100 means the end. */
export function rowStatus(row: JobRow): string {
  const { status, percent, unfollowed } = row;
  if (unfollowed) return l10n.t('{0} (not followed)', status);
  if (isDoubtful(row)) return l10n.t('{0}, with a message', status);
  const whole = Math.floor(percent ?? 0);
  return whole > 0 ? `${status} ${whole} %` : status;
}

/** The group that a row stands in: one of those for what goes on, or the local day of its end, such as `2026-11-23`. */
export type Group = 'running' | 'unclear' | 'elsewhere' | Day;

type Day = `${number}-${string}-${string}`;

/** The day that was computed last: lists ask for the same one many times in a row. Times in ms since 1970. */
let lastDay: { readonly from: number; readonly to: number; readonly day: Day } = { from: 0, to: 0, day: '1970-01-01' };

/** The furthest time from 1970 that a Date can hold in every time zone, in ms. */
const furthestMs = 8.64e15 - 86_400_000;

/** The local day of a time, such as `2026-11-23`. A time beyond what a Date can hold has the last day that there is. @param ms since 1970 */
export function dayOf(ms: number): Day {
  if (ms >= lastDay.from && ms < lastDay.to) return lastDay.day;
  const date = new Date(Math.max(Math.min(ms, furthestMs), -furthestMs));
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const [from, to] = [new Date(year, month, day).getTime(), new Date(year, month, day + 1).getTime()];
  lastDay = { from, to, day: `${year}-${twoDigits(month + 1)}-${twoDigits(day)}` };
  return lastDay.day;
}

export function rowGroup(row: JobRow): Group {
  if (row.external) return 'elsewhere';
  if (row.state === 'unclear') return 'unclear';
  if (row.endedAt === undefined) return 'running';
  return dayOf(row.endedAt);
}

/** The order within a group: by the end, else by the submission, newest first. So a job that goes on keeps its position. */
export function newestFirst(a: JobRow, b: JobRow): number {
  return (b.endedAt ?? b.createdAt) - (a.endedAt ?? a.createdAt) || (a.id < b.id ? 1 : -1);
}
