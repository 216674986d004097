/** What one check before a restore found out. */
import { quoteValue } from '../../cloud/quote.ts';
import { timeText } from '../../jobs/format/units.ts';

/** The checks in the order of harm, in which they are told. */
export const checkNames = [
  'credentials',
  'clock',
  'vaultRegion',
  'vaultStatus',
  'snapshot',
  'snapshotStatus',
  'snapshotExpiry',
  'snapshotHash',
  'sourceType',
  'target',
  'targetSystem',
  'targetTime',
  'include',
  'exclude',
  'amount',
  'equalJob',
  'crossAccountRole',
] as const;

export type CheckName = (typeof checkNames)[number];

/** `notChecked` is no verdict about the spec: the account could not be asked, or it has no answer. */
export type Verdict = 'passed' | 'failed' | 'notChecked';

export interface CheckResult {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** What was found, or why nothing was: one line that is ready to be shown. */
  readonly message: string;
  /** The parameter whose line it belongs to. */
  readonly parameter?: string;
  /** One of the texts in the parameter's value, where it is about one of several. */
  readonly item?: string;
  /** When the snapshot was taken, in UNIX seconds, where it was found. */
  readonly snapshotTime?: number;
  /** What the snapshot is of, where that was told: an instance by its name, a bucket, a file system or a table. */
  readonly snapshotSource?: string;
}

/** An answer of the account, or why there is none. */
export type Fact<T> = { readonly isKnown: true; readonly value: T } | { readonly isKnown: false; readonly why: string };

export const known = <T>(value: T): Fact<T> => ({ isKnown: true, value });
export const unknown = (why: string): { readonly isKnown: false; readonly why: string } => ({ isKnown: false, why });

type Place = Pick<CheckResult, 'parameter' | 'item'>;

export const passed = (check: CheckName, message: string, place: Place = {}): CheckResult => ({
  check,
  verdict: 'passed',
  message,
  ...place,
});
export const failed = (check: CheckName, message: string, place: Place = {}): CheckResult => ({
  check,
  verdict: 'failed',
  message,
  ...place,
});
export const notChecked = (check: CheckName, message: string, place: Place = {}): CheckResult => ({
  check,
  verdict: 'notChecked',
  message,
  ...place,
});

/** A value of a spec or of an answer as it stands in a message. */
export const shown = (value: string | undefined): string => quoteValue(value ?? '', 200);

/** A time in UNIX seconds as it stands in a message. */
export const shownTime = (seconds: number): string => timeText(seconds * 1000) || String(seconds);
