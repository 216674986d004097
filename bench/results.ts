/** The last run of all benches, which is committed: later runs are compared with it, and the page of the docs shows it. */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { nullIsNoNumber, type Figure } from './figures.ts';

export interface Results {
  /** The day of the run. */
  readonly day: string;
  /** What it ran on. */
  readonly machine: string;
  readonly figures: readonly Figure[];
}

const pathIn = (root: string) => join(root, 'bench/results.json');

export async function readResults(root: string): Promise<Results> {
  return JSON.parse(await readFile(pathIn(root), 'utf8'), nullIsNoNumber) as Results;
}

export async function writeResults(root: string, figures: readonly Figure[]): Promise<void> {
  const machine = `${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  const results: Results = { day: new Date().toISOString().slice(0, 10), machine, figures };
  const config = await resolveConfig(pathIn(root));
  await writeFile(pathIn(root), await format(JSON.stringify(results), { ...config, parser: 'json' }));
}
