/** Plans which fault each submission of the bench meets. The same seed gives the same plan. */
import type { Fault } from '../../src/sandbox/sandbox.ts';
import type { FalseDate, Path } from './forwarders.ts';
import { firstIntervalMs, lateMs, proofMs } from './times.ts';

/** What a client can find out of an unclear submission by itself. Where it can't, the submission has to stay unclear. */
export type Provable = 'always' | 'ifNotExecuted' | 'never';

/** How a process's wall clock differs from the right time, in ms. What it signs is dated by that clock too. */
export interface ClockPlan {
  readonly offsetMs: number;
  /** True where what it signs is dated rightly all the same: the service takes nothing that is dated more than 15 minutes off. */
  readonly signsRightly?: true;
  /** Somebody sets the clock, this many ms after the command to submit, or after the submission became unclear. */
  readonly setTo?: { readonly offsetMs: number; readonly from: 'command' | 'unclear'; readonly afterMs: number };
  /** How long the process goes on with this clock before its next submission sets it right, in ms. */
  readonly lookMs: number;
}

/**
 * Where a process stands still: before its record is on disk; right after; once its connection stands, right before it asks whether it may
 * send; or once it has sent. In the gap between that question and the first byte it may send all the same. So none stands still there.
 */
export type StandingPoint = 'beforeRecord' | 'afterRecord' | 'beforeCheck' | 'afterSending';

/** The fault of one submission, and where it happens. */
export type PlannedFault =
  /** The sandbox applies the fault to the next request. */
  | { readonly at: 'service'; readonly name: string; readonly fault: Fault }
  /** The client is killed: so many ms after it got the command to submit, or once its restore was executed and is not answered yet. */
  | { readonly at: 'kill'; readonly name: string; readonly after: number | 'execution' }
  /** Nobody listens where the request goes. */
  | { readonly at: 'address'; readonly name: string }
  /** The disk is full from this write of a file on. Writes are counted from 1. */
  | { readonly at: 'disk'; readonly name: string; readonly writing: number }
  /** The job's file is cut off once the submission has ended. */
  | { readonly at: 'file'; readonly name: string }
  | TimedFault;

/** The faults that have to do with time. Their submissions are looked for from the start, by their own window and by another one. */
export type TimedFault =
  /** A clock is wrong or is set, or a request arrives late. */
  | {
      readonly at: 'time';
      readonly name: string;
      readonly path: Path;
      readonly date?: FalseDate;
      readonly clock?: ClockPlan;
      /** Whether the window is killed once the submission is unclear. */
      readonly kill?: boolean;
      readonly provable: Provable;
    }
  /** The process stands still: for a moment, until its lock is stale, or until another one has said what became of the submission. */
  | {
      readonly at: 'suspension';
      readonly name: string;
      readonly point: StandingPoint;
      readonly until: 'soon' | 'stale' | 'judged';
    }
  /** Somebody else starts an equal job, before or after this submission. */
  | { readonly at: 'lookAlike'; readonly name: string; readonly theirs: 'before' | 'after'; readonly path: Path }
  /** The same is submitted twice on purpose. */
  | { readonly at: 'pair'; readonly name: string; readonly paths: readonly [Path, Path] };

const timedPlaces: readonly PlannedFault['at'][] = ['time', 'suspension', 'lookAlike', 'pair'];

export const isTimed = (planned: PlannedFault): planned is TimedFault => timedPlaces.includes(planned.at);

export const disabledGuards = ['sync', 'retry', 'journal', 'baseline', 'clock', 'fence'] as const;

type Guard = (typeof disabledGuards)[number];

/** The guard that the workers disable on purpose. The bench must notice that it is missing. */
export type DisabledGuard = Guard | undefined;

/** The faults that each guard is for, by the first words of their names. Where it is disabled, half of the submissions meet one of them. */
const faultsOfGuard: Readonly<Record<Guard, readonly string[]>> = {
  sync: ['SIGKILL'],
  retry: ['reset in the answer', 'answer', '502', '500', '503'],
  journal: ['SIGKILL'],
  baseline: ['equal job of somebody else'],
  clock: ['clock set', 'late forwarding, clock set'],
  fence: ['suspended after the record', 'suspended before the check'],
};

/** Numbers in 0…1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const action = 'CreateRestoreJob';

const minute = 60_000;
const day = 24 * 60 * minute;

function oneOf<T>(random: () => number, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

/** Whether a request gets through before its answer is lost. */
const lostOnTheWay = (random: () => number): Path => oneOf(random, ['lost', 'answerLost']);

const suspendedUntilJudged =
  (name: string, point: StandingPoint) =>
  (random: () => number): TimedFault => ({
    ...{ at: 'suspension', name, point },
    until: random() < 0.2 ? oneOf(random, ['soon', 'stale']) : 'judged',
  });

const timedKinds: ((random: () => number) => TimedFault)[] = [
  (random) => {
    const offsetMs = oneOf(random, [minute, 10 * minute, 120 * minute, 2 * day]) * oneOf(random, [1, -1]);
    const setTo = { offsetMs, from: 'command', afterMs: random() * 800 } as const;
    return {
      ...{ at: 'time', name: 'clock set', provable: 'always', clock: { offsetMs: 0, setTo, lookMs: 2500 } },
      path: lostOnTheWay(random),
    };
  },
  (random) => ({
    ...{ at: 'time', name: 'lying date', provable: 'never' },
    ...{ path: lostOnTheWay(random), date: oneOf(random, ['ahead', 'behind', 'jumping', 'none']) },
  }),
  (random) => ({
    ...{ at: 'time', name: 'record from a future clock', provable: 'ifNotExecuted', kill: true },
    path: lostOnTheWay(random),
    clock: { offsetMs: oneOf(random, [20 * minute, 2 * day]), signsRightly: true, lookMs: 0 },
  }),
  (random) => ({
    at: 'time',
    name: 'late forwarding',
    provable: 'always',
    path: oneOf(random, ['late', 'later']),
  }),
  (random) => ({
    ...{ at: 'time', name: 'late forwarding, clock set', provable: 'always' },
    path: 'later',
    clock: {
      offsetMs: 0,
      // After the first look, so that waiting by this clock would end before the request arrives.
      setTo: { offsetMs: oneOf(random, [10 * minute, -10 * minute]), from: 'unclear', afterMs: 2 * firstIntervalMs },
      lookMs: proofMs,
    },
  }),
  (random) => ({
    ...{ at: 'suspension', name: 'suspended before the record', point: 'beforeRecord' },
    // Nobody can judge what is not on disk.
    until: oneOf(random, ['soon', 'stale']),
  }),
  suspendedUntilJudged('suspended after the record', 'afterRecord'),
  suspendedUntilJudged('suspended before the check', 'beforeCheck'),
  suspendedUntilJudged('suspended after sending', 'afterSending'),
  (random) => ({
    ...{ at: 'lookAlike', name: 'equal job of somebody else', theirs: oneOf(random, ['before', 'after']) },
    path: lostOnTheWay(random),
  }),
  (random) => ({ at: 'pair', name: 'submitted twice', paths: [lostOnTheWay(random), lostOnTheWay(random)] }),
];

const otherKinds: ((random: () => number) => PlannedFault)[] = [
  () => ({ at: 'service', name: 'reset before read', fault: { kind: 'resetBeforeRead', action } }),
  () => ({ at: 'service', name: 'reset after read', fault: { kind: 'resetAfterRead', action } }),
  () => ({ at: 'service', name: 'reset in the answer', fault: { kind: 'resetAfterExecute', action } }),
  () => ({ at: 'service', name: 'answer too late', fault: { kind: 'delay', ms: lateMs, action } }),
  (random) => ({ at: 'service', name: '502 HTML', fault: { kind: 'html502', execute: random() < 0.5, action } }),
  (random) => ({
    at: 'service',
    name: '500',
    fault: { kind: 'error', status: 500, code: 'InternalError', execute: random() < 0.5, action },
  }),
  (random) => ({
    at: 'service',
    name: '503',
    fault: { kind: 'error', status: 503, code: 'ServiceUnavailable', execute: random() < 0.5, action },
  }),
  (random) => ({
    at: 'service',
    name: '408',
    fault: { kind: 'error', status: 408, code: 'InvalidParameter', execute: random() < 0.5, action },
  }),
  () => ({ at: 'service', name: 'throttled', fault: { kind: 'throttle', action } }),
  () => ({ at: 'service', name: 'Success: false', fault: { kind: 'successFalse', code: 'VaultNotExist', action } }),
  (random) => ({
    at: 'service',
    name: 'Success: false of a timeout',
    fault: { kind: 'successFalse', code: 'RequestTimeout', execute: random() < 0.5, action },
  }),
  () => ({ at: 'service', name: 'answer cut in half', fault: { kind: 'cutAnswer', action } }),
  () => ({ at: 'address', name: 'refused' }),
  (random) => ({ at: 'disk', name: 'disk full', writing: 1 + Math.floor(random() * 4) }),
  () => ({ at: 'file', name: 'torn journal' }),
  // Twice as often as the others, since the outcome depends on the moment of the kill.
  (random) => ({ at: 'kill', name: 'SIGKILL', after: random() * 100 }),
  () => ({ at: 'kill', name: 'SIGKILL after the execution', after: 'execution' }),
];

/**
 * One fault for each submission.
 *
 * @param only how the names of all of them begin
 */
export function planFaults(
  submissions: number,
  seed: number,
  { only = '', disabledGuard }: { only?: string | undefined; disabledGuard?: DisabledGuard } = {},
): PlannedFault[] {
  const random = randomFrom(seed);
  const kindsOf = (names: readonly string[]) =>
    [...otherKinds, ...timedKinds].filter((draw) => names.some((name) => draw(() => 0).name.startsWith(name)));
  const kinds = kindsOf([only]);
  const favoured = disabledGuard ? kindsOf(faultsOfGuard[disabledGuard]).filter((kind) => kinds.includes(kind)) : [];
  return Array.from({ length: submissions }, () => {
    const drawn = favoured.length > 0 && random() < 0.5 ? favoured : kinds;
    const draw = drawn[Math.floor(random() * drawn.length)];
    if (!draw) throw new Error(`There are no faults "${only}".`);
    return draw(random);
  });
}
