import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

const shortestPauseMs = 20;
const longestPauseMs = 250;

/**
 * Asks again and again until the answer is neither false nor undefined, and returns it.
 * @throws {Error} after the time limit; it names what was waited for and what was last seen
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | undefined>,
  options: { withinMs?: number; seen?: () => Promise<unknown> } = {},
): Promise<T> {
  const { withinMs = 30_000, seen } = options;
  const end = Date.now() + withinMs;
  // What isn't there soon is asked for less often: each question to a page takes the time that the page needs to get there.
  for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > end) {
      const last = seen ? ` Last seen: ${JSON.stringify(await seen())}` : '';
      throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}.${last}`);
    }
    await wait(pauseMs);
  }
}

/**
 * Reads again and again until the result equals `expected`, since a list that is being drawn is incomplete for a moment.
 * @throws {Error} as `until`
 */
export async function untilEqual<T>(what: string, expected: T, read: () => Promise<T>): Promise<void> {
  await until(what, async () => isDeepStrictEqual(await read(), expected), { seen: read });
}
