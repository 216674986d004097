/**
 * Tests in an order by chance, so that a test that needs another to have run before it, or not to have run, is found. The order
 * follows from a number, the seed: the same seed gives the same order again. Mocha loads this file with `--require`.
 */
import type { Runner, Suite } from 'mocha';

/** The environment variable with the seed of the order. Without it the order stays. */
const orderSeedVariable = 'TEST_ORDER_SEED';

/** What a script that runs tests takes for an order by chance, as `parseArgs` of Node wants it. */
export const orderOptions = { order: { type: 'string' }, seed: { type: 'string' } } as const;

/** What hands a seed to a process of tests that loads this file. */
export function orderEnv(seed: number | undefined): Record<string, string> {
  return seed === undefined ? {} : { [orderSeedVariable]: String(seed) };
}

/** Says at the end how the same order is had again, where it was one by chance. */
export function printSeed(seed: number | undefined): void {
  if (seed !== undefined) console.log(`\n  Random order; the same again: --order random --seed ${seed}`);
}

/**
 * The seed of an order that was asked for: `--order random` takes any, and `--seed N` that one.
 *
 * @returns undefined where the order stays
 * @throws {Error} that says which value is none
 */
export function chooseSeed({ order, seed }: { order?: string; seed?: string }): number | undefined {
  if (order !== undefined && order !== 'random') throw new Error('--order can only be "random"');
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) throw new Error('--seed must be a number of 1 to 9 digits');
  if (order === undefined && seed === undefined) return undefined;
  return Number(seed ?? Math.floor(Math.random() * 1_000_000_000));
}

/** Numbers from 0 to below 1 by the generator of Park and Miller, which is good enough for an order. */
function createRandom(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  return () => {
    state = (state * 48_271) % modulus;
    return (state - 1) / (modulus - 1);
  };
}

/** Shuffles a list in its place (the algorithm of Fisher and Yates). */
function shuffleInPlace(list: unknown[], random: () => number): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other], list[last]];
  }
}

/** A copy of a list in the order of a seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  shuffleInPlace(copy, createRandom(seed));
  return copy;
}

function shuffleSuite(suite: Suite, random: () => number): void {
  shuffleInPlace(suite.tests, random);
  shuffleInPlace(suite.suites, random);
  for (const each of suite.suites) shuffleSuite(each, random);
}

/** Puts the suites of a root, and their tests, into the order of the seed in the environment, where there is one. */
export function shuffleBySeed(root: Suite): void {
  const seed = process.env[orderSeedVariable];
  if (seed) shuffleSuite(root, createRandom(Number(seed)));
}

/** Mocha calls this once all files are loaded, before the first test. */
export function mochaGlobalSetup(this: Runner): void {
  shuffleBySeed(this.suite);
}
