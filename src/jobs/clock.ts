import { uptime } from 'node:os';

/** The clock and the timer of everything in this room that waits or dates something. Tests give one of their own. */
export interface Clock {
  /**
   * The wall clock of this machine, in ms since 1970. It may be set forward or back at any time. What is kept on disk or
   * compared with the service's times must be dated by it.
   */
  now(): number;
  /**
   * A clock that nobody can set and that never goes back, in ms since an unknown point in time. It counts within this process only, and may
   * stand still while the machine sleeps. Everything that waits is measured by it.
   */
  monotonic(): number;
  /**
   * How long this machine has been running, in ms. It is one clock for all processes of the machine, and nobody can set it. It begins anew when the
   * machine is started.
   */
  uptime(): number;
  /** Calls back once after `ms`. Returns the way to stop it. */
  setTimer(ms: number, callback: () => void): () => void;
}

/** The longest that a timer of the system takes, in ms. Given more, it would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
  setTimer(ms, callback) {
    const timer = setTimeout(callback, Math.min(ms, longestTimerMs));
    return () => clearTimeout(timer);
  },
};
