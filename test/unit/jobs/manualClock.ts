import type { Clock } from '../../../src/jobs/clock.ts';
import { useTimeZone } from '../timeZone.ts';

/** The last timer that was set: in how many ms it fires, and the way to fire it by hand. Neither once it was stopped or fired. */
export interface ManualTimer {
  readonly ms: number | undefined;
  fire(): void;
}

/** A clock that stands still until a test moves it, and whose timer a test fires by hand. */
export interface ManualClock extends Clock {
  readonly timer: ManualTimer;
  /** Time passes. */
  advance(ms: number): void;
  /** Somebody sets the wall clock forward, or back where `ms` is negative. No time passes. */
  setWallClock(ms: number): void;
}

/** @param start ms since 1970 */
export function manualClock(start: number = Date.now()): ManualClock {
  let time = start;
  let elapsed = 0;
  let pending: { readonly ms: number; readonly callback: () => void } | undefined;
  return {
    now: () => time,
    monotonic: () => elapsed,
    uptime: () => 3_600_000 + elapsed,
    setTimer(ms, callback) {
      const timer = { ms, callback };
      pending = timer;
      return () => {
        if (pending === timer) pending = undefined;
      };
    },
    timer: {
      get ms() {
        return pending?.ms;
      },
      fire() {
        const timer = pending;
        pending = undefined;
        timer?.callback();
      },
    },
    advance(ms) {
      time += ms;
      elapsed += ms;
    },
    setWallClock(ms) {
      time += ms;
    },
  };
}

/** How far somebody may set the wall clock, in ms. */
export const clockShifts: readonly (readonly [name: string, ms: number])[] = [
  ['2 days back', -172_800_000],
  ['2 hours back', -7_200_000],
  ['10 minutes back', -600_000],
  ['10 minutes forth', 600_000],
  ['2 hours forth', 7_200_000],
  ['2 days forth', 172_800_000],
];

/** When the clocks of Berlin are put back by an hour, and when they are put forward, in ms since 1970. */
export const daylightChanges: readonly (readonly [name: string, at: number])[] = [
  ['put back by an hour', Date.UTC(2027, 9, 31, 1)],
  ['put forward by an hour', Date.UTC(2027, 2, 28, 1)],
];

/** Has the tests of the enclosing `describe` run in the time zone of Berlin. */
export const inBerlin = (): void => useTimeZone('Europe/Berlin');

/** For how long a machine sleeps, in ms. Its wall clock goes on, and what runs stands still. */
export const sleepMs = 8 * 3_600_000;
