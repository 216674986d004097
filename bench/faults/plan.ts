/** What goes wrong with each submission of the fault bench, drawn from a seed. */
import type { Fault } from '../../src/sandbox/sandbox.ts';

/** The fault of one submission, and who plays it. */
export type Trouble =
  /** Met by the sandbox, at the next request. */
  | { readonly at: 'service'; readonly name: string; readonly fault: Fault }
  /** The client is killed so many ms after it was told to submit. */
  | { readonly at: 'kill'; readonly name: string; readonly afterMs: number }
  /** Nobody listens where the request goes. */
  | { readonly at: 'address'; readonly name: string }
  /** This writing of a file, from 1, finds the disk full, and all after it. */
  | { readonly at: 'disk'; readonly name: string; readonly writing: number }
  /** The job's file is cut off once the submission has ended. */
  | { readonly at: 'file'; readonly name: string };

/** What the worker breaks on purpose, to see the bench catch it. */
export type Broken = 'sync' | 'retry' | 'journal' | undefined;

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

/** Longer than the client waits. */
export const lateMs = 1500;

const kinds: ((random: () => number) => Trouble)[] = [
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
  () => ({ at: 'service', name: 'throttled', fault: { kind: 'throttle', action } }),
  () => ({ at: 'service', name: 'Success: false', fault: { kind: 'successFalse', code: 'QuotaFull', action } }),
  () => ({ at: 'service', name: 'answer cut in half', fault: { kind: 'cutAnswer', action } }),
  () => ({ at: 'address', name: 'refused' }),
  (random) => ({ at: 'disk', name: 'disk full', writing: 1 + Math.floor(random() * 4) }),
  () => ({ at: 'file', name: 'torn journal' }),
  // Twice as often as the others: the instant is what it is about.
  (random) => ({ at: 'kill', name: 'SIGKILL', afterMs: random() * 60 }),
  (random) => ({ at: 'kill', name: 'SIGKILL', afterMs: random() * 60 }),
];

/** One trouble for each submission. */
export function plan(submissions: number, seed: number): Trouble[] {
  const random = randomFrom(seed);
  return Array.from({ length: submissions }, () => {
    const draw = kinds[Math.floor(random() * kinds.length)] ?? kinds[0];
    if (!draw) throw new Error('There are no troubles to draw from.');
    return draw(random);
  });
}
