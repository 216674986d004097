/** What a list shows of a job. Jobs of the past are kept in memory as this alone. */
import * as l10n from '@vscode/l10n';
import { cleanExact } from '../cloud/text.ts';
import { messageOf } from './messages.ts';
import { endedAt } from './observe.ts';
import { secondsLeft, speedOf } from './progress.ts';
import {
  isPending,
  isSandboxJob,
  isUnderWay,
  percentOf,
  statusOf,
  type JobRecord,
  type SubmissionState,
} from './record.ts';
import { headline } from './summary.ts';
import type { Unfollowed } from './unfollowed.ts';

/** Every text is one line without control characters, short enough to be shown. Times in ms since 1970. */
export interface JobRow {
  readonly id: string;
  readonly state: SubmissionState;
  /** The service's own word, or how the submission went. */
  readonly status: string;
  /** Whether it is still followed. */
  readonly pending: boolean;
  /** When it was submitted. */
  readonly createdAt: number;
  /** When it ended; absent while it goes on or is unclear. */
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
  /** Why it failed or is missing. */
  readonly message?: string;
  readonly sandbox?: true;
  /** Something else started it. */
  readonly elsewhere?: true;
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
    message: messageOf(record),
    sandbox: isSandboxJob(record) || undefined,
    elsewhere: record.elsewhere,
    unfollowed,
  };
  return {
    id: record.id,
    state: record.state,
    status: cleanExact(statusOf(record), 80),
    pending: isPending(record),
    createdAt: record.createdAt,
    restoreType: cleanExact(request.query['RestoreType'] ?? '', 80),
    what,
    to,
    vault,
    snapshot,
    region: cleanExact(account.region, 80),
    profile: cleanExact(account.profile, 200),
    spec: record.spec,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/**
 * The row of a record; the same one as long as both are the same.
 *
 * @param why it is not followed, which counts as long as it is to be
 */
export function rowOf(record: JobRecord, why?: Unfollowed): JobRow {
  const unfollowed = isPending(record) ? why : undefined;
  const known = rows.get(record);
  if (known && known.unfollowed === unfollowed) return known;
  const row = makeRow(record, unfollowed);
  rows.set(record, row);
  return row;
}

/** The status with its progress where there is one, such as `RUNNING 42.5 %`. */
export function rowStatus({ status, percent, unfollowed }: JobRow): string {
  if (unfollowed) return l10n.t('not followed, last seen {0}', status);
  return percent ? `${status} ${percent} %` : status;
}

/** Where a row stands: a group of what goes on, or the local day of its end as `2026-11-23`. */
export type Group = 'running' | 'unclear' | 'elsewhere' | Day;

const two = (number: number) => String(number).padStart(2, '0');

type Day = `${number}-${string}-${string}`;

/** The day that was asked for last; lists ask for the same one many times in a row. Times in ms since 1970. */
let last: { readonly from: number; readonly to: number; readonly day: Day } = { from: 0, to: 0, day: '1970-01-01' };

/** The local day of a time, as `2026-11-23`. */
export function dayOf(ms: number): Day {
  if (ms >= last.from && ms < last.to) return last.day;
  const date = new Date(ms);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const [from, to] = [new Date(year, month, day).getTime(), new Date(year, month, day + 1).getTime()];
  last = { from, to, day: `${year}-${two(month + 1)}-${two(day)}` };
  return last.day;
}

export function groupOf(row: JobRow): Group {
  if (row.elsewhere) return 'elsewhere';
  if (row.state === 'unclear') return 'unclear';
  if (row.endedAt === undefined) return 'running';
  return dayOf(row.endedAt);
}

/** The order within a group: what came last is first, and stays where it is while it goes on. */
export function byTime(a: JobRow, b: JobRow): number {
  return (b.endedAt ?? b.createdAt) - (a.endedAt ?? a.createdAt) || (a.id < b.id ? 1 : -1);
}
