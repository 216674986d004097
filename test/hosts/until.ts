import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/**
 * Asks again and again until the answer is neither false nor undefined, and returns it.
 * @throws {Error} that names what was waited for, and what was last seen there
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | undefined>,
  options: { withinMs?: number; seen?: () => Promise<unknown> } = {},
): Promise<T> {
  const { withinMs = 30_000, seen } = options;
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > end) {
      const last = seen ? ` Last seen: ${JSON.stringify(await seen())}` : '';
      throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}.${last}`);
    }
    await wait(50);
  }
}

/**
 * Reads again and again until what is read equals what is expected: a list that is being drawn is for a moment neither.
 * @throws {Error} as `until`
 */
export async function untilIs<T>(what: string, expected: T, read: () => Promise<T>): Promise<void> {
  await until(what, async () => isDeepStrictEqual(await read(), expected), { seen: read });
}
