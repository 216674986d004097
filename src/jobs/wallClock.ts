/** Notices that the wall clock was set or that the machine slept, and says how old a time of the wall clock is all the same. */
import type { Clock } from './clock.ts';

export interface WallClockWatch {
  /** How often the wall clock was seen to jump against the clock that nobody can set: somebody set it, or the machine slept. */
  readonly jumps: () => number;
  /**
   * How much time has passed since the wall clock showed `time`, in ms. Where the clock was set meanwhile, that may have been more than
   * once: then it is the least that can be. Undefined for a time in the future, whose age nobody knows.
   *
   * @param time ms since 1970, by the wall clock of this machine
   * @param uptime how long the machine had been running then or before, in ms, where that is known. So it is noticed that the clock was set
   * forward while no window was open
   */
  readonly ageOf: (time: number, uptime?: number) => number | undefined;
}

/** A difference that is no jump, in ms: clocks that are kept right by the network drift, and the two are not read at once. */
const toleranceMs = 3000;
/** The most settings that are remembered. */
const maxSettings = 100;

/** How the wall clock was set for a while. The times are of the monotonic clock. */
interface Setting {
  /** The wall clock minus the monotonic one, as it was seen last. */
  readonly offset: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** The clock is compared with each call. So what should be noticed while nobody calls is noticed with the next one. */
export function watchWallClock(clock: Clock): WallClockWatch {
  const read = () => {
    const at = clock.monotonic();
    return { offset: clock.now() - at, firstSeenAt: at, lastSeenAt: at };
  };
  let current: Setting = read();
  /** Those before the current one, oldest first. */
  let earlier: readonly Setting[] = [];
  let jumps = 0;

  const look = () => {
    const now = read();
    if (Math.abs(now.offset - current.offset) > toleranceMs) {
      earlier = [...earlier, current].slice(-maxSettings);
      current = now;
      jumps++;
    } else current = { ...now, firstSeenAt: current.firstSeenAt };
  };

  return {
    jumps() {
      look();
      return jumps;
    },
    ageOf(time, uptime = Infinity) {
      look();
      // The system is asked only where it can tell: that takes longer than all else here, and a poll asks for each job.
      const byUptime = uptime === Infinity ? -Infinity : clock.uptime() - uptime;
      const settings = [...earlier, current];
      const ages = settings.flatMap(({ offset }, index) => {
        // Between two looks nobody knows when the clock was set.
        const since = settings[index - 1]?.lastSeenAt ?? -Infinity;
        const until = settings[index + 1]?.firstSeenAt ?? current.lastSeenAt;
        const shownAt = time - offset;
        const isPossible = shownAt >= since - toleranceMs && shownAt <= until + toleranceMs;
        return isPossible ? [Math.max(current.lastSeenAt - shownAt, 0)] : [];
      });
      if (ages.length === 0) return undefined;
      // Where the machine has not been running for so long, it was started anew since.
      return Math.min(...ages, byUptime >= 0 ? byUptime : Infinity);
    },
  };
}

/** How often the clocks are compared, in ms. */
const compareMs = 5000;

/**
 * Calls back soon after each jump: a timer that was set before a sleep may fire a minute after it.
 *
 * @returns the way to stop it
 */
export function onWallClockJump(wallClock: WallClockWatch, callback: () => void, everyMs = compareMs): () => void {
  let known = wallClock.jumps();
  const timer = setInterval(() => {
    const jumps = wallClock.jumps();
    if (jumps === known) return;
    known = jumps;
    callback();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
