/**
 * `npm run bench -- NAME [options]`: runs the bench of this name, which prints its figures last.
 *
 * `npm run bench`: runs every bench that measures, prints one table, and writes `bench/results.json` and `docs/performance.md`.
 * `npm run bench -- --check`: compares such a run with `bench/results.json` instead, and fails where a figure is a quarter worse, and
 * so once more where it is measured again.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { performancePage, performancePath } from '../scripts/performancePage.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { secretMarkVariable } from '../test/hosts/testSecrets.ts';
import { betterOf, compareFigures, comparisonCells, comparisonColumns } from './comparison.ts';
import { isMet, nullIsNoNumber, type Figure } from './figures.ts';
import { alignedTable, figureTable } from './figureTable.ts';
import { readResults, writeResults } from './results.ts';

/** What they measure has a budget. */
const measuring = ['footprint', 'opening', 'typing', 'follow', 'live', 'submit', 'growth'];
/** They measure as well, but take minutes: they are run by name alone. */
const long = ['demo', 'tests'];
/** They look for something that must not happen, and print their own findings. */
const searching = ['judges', 'faults', 'hostile'];

function runNode(file: string, ...options: string[]): number {
  const env = { [secretMarkVariable]: `canary-${randomBytes(8).toString('hex')}`, ...process.env };
  return spawnSync(process.execPath, [join(root, 'bench', file), ...options], { stdio: 'inherit', env }).status ?? 1;
}

/** @throws where a bench failed: a table without its figures would look whole */
async function measure(names: readonly string[], options: readonly string[] = []): Promise<Figure[]> {
  const temporary = await temporaryFolder('figures');
  try {
    const figures: Figure[] = [];
    for (const name of names) {
      const file = join(temporary.path, `${name}.json`);
      const status = runNode('measure.ts', name, file, ...options);
      if (status !== 0) throw new Error(`The bench "${name}" ended with ${status}.`);
      figures.push(...(JSON.parse(await readFile(file, 'utf8'), nullIsNoNumber) as Figure[]));
    }
    return figures;
  } finally {
    await temporary.remove();
  }
}

async function measureNamed(name: string, options: readonly string[]): Promise<boolean> {
  const figures = await measure([name], options);
  console.log(figureTable(figures));
  return figures.every(isMet);
}

async function measureAll(): Promise<boolean> {
  const figures = await measure(measuring);
  console.log(figureTable(figures));
  await writeResults(root, figures);
  await writeFile(join(root, performancePath), await performancePage(root));
  return figures.every(isMet);
}

/** A bench with a figure that looks worse is run once more: a machine that was busy for a moment is no reason to fail. */
async function check(): Promise<boolean> {
  const before = await readResults(root);
  const byBench = new Map<string, Figure[]>();
  for (const name of measuring) byBench.set(name, await measure([name]));
  let figures = [...byBench.values()].flat();
  const worse = new Set(compareFigures(before.figures, figures).flatMap(({ name, isWorse }) => (isWorse ? name : [])));
  const again = measuring.filter((bench) => byBench.get(bench)?.some(({ name }) => worse.has(name)));
  if (again.length > 0) {
    console.log(`\nSome figures look worse. Once more: ${again.join(', ')}.`);
    figures = betterOf(figures, await measure(again));
  }
  console.log(figureTable(figures));
  const comparisons = compareFigures(before.figures, figures);
  console.log(`\nBeside the run of ${before.day}:`);
  console.log(alignedTable([comparisonColumns, ...comparisons.map(comparisonCells)]));
  return comparisons.every(({ isWorse }) => !isWorse);
}

async function runAll(): Promise<boolean> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  return values.check ? check() : measureAll();
}

const [name, ...options] = process.argv.slice(2);
if (name === undefined || name.startsWith('-')) {
  process.exitCode = (await runAll()) ? 0 : 1;
} else if ([...measuring, ...long].includes(name)) {
  process.exitCode = (await measureNamed(name, options)) ? 0 : 1;
} else if (searching.includes(name)) {
  process.exitCode = runNode(`${name}.ts`, ...options);
} else {
  console.error(`Which bench? One of: ${[...measuring, ...long, ...searching].join(', ')}.`);
  process.exitCode = 2;
}
