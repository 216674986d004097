/**
 * `npm run test:unit`: the tests in plain Node, several processes at a time, each with a share of the files. Names of files pick
 * the files and `--grep TEXT` the tests; these run in one process. `--order random` shuffles the files, the suites and the tests;
 * it prints the seed of the order, with which `--seed N` gives the same order again.
 */
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseSeed, orderEnv, orderOptions, printSeed, shuffled } from '../test/hosts/randomOrder.ts';
import { root } from '../test/hosts/paths.ts';
import { finishCounted, mochaArguments, runAllCounted } from './counted.ts';
import { generate } from './generate.ts';

/** More shares than processes, so that no process waits long for the last one; the same on each machine, as a seed's order is. */
const shareCount = 8;
/** Some tests have time limits, and more processes would slow each other down. */
const atOnce = Math.min(4, availableParallelism());

const { values, positionals } = parseArgs({
  options: { grep: { type: 'string' }, ...orderOptions },
  allowPositionals: true,
});
const seed = chooseSeed(values);

/** Paths in the order in which they are dealt to the shares: the largest files first, unless the order is random. */
function findFiles(): string[] {
  if (positionals.length > 0) return positionals;
  const found = readdirSync(join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test/unit', name))
    .sort();
  if (seed !== undefined) return shuffled(found, seed);
  const size = (file: string) => statSync(join(root, file)).size;
  return found.sort((a, b) => size(b) - size(a));
}

const files = findFiles();
const shares =
  positionals.length > 0 || values.grep !== undefined
    ? [files]
    : Array.from({ length: shareCount }, (_, share) => files.filter((_, index) => index % shareCount === share));
await generate(root);
const total = await runAllCounted(
  shares.map((share, index) => ({
    name: `test unit ${index + 1}`,
    command: process.execPath,
    args: mochaArguments(share, { grep: values.grep, seed }),
    env: orderEnv(seed),
    inSight: shares.length === 1,
  })),
  atOnce,
);
printSeed(seed);
finishCounted(total);
