/**
 * `npm run bench -- growth [--runs N]`: how what a person waits for grows. Each size is doubled five times; the figure is the slope over all
 * six sizes, 1 where the time doubles with the size. Each time is a median of some runs.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHistory } from '../src/jobs/storage/history.ts';
import { encodeRecord } from '../src/jobs/storage/recordFile.ts';
import { temporaryFolder } from '../test/hosts/paths.ts';
import { growth, median, type Figure } from './figures.ts';
import { endedJob } from './follow/journal.ts';
import { provide, specWithLength, specWithPaths, typedVersion } from './keystroke.ts';

/** Linear, and a tenth for what a measurement is off. */
const budget = { most: 1.1 };

const doubled = (least: number) => Array.from({ length: 6 }, (_, index) => least * 2 ** index);

async function medianMs(runs: number, work: (run: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work(run);
    times.push(performance.now() - start);
  }
  return median(times);
}

type Point = { readonly size: number; readonly value: number };

function slope(name: string, points: readonly Point[]): Figure {
  console.log(`${name}: ${points.map(({ size, value }) => `${size} in ${value.toFixed(2)} ms`).join(', ')}`);
  return { name, unit: '', value: growth(points), budget };
}

async function keystrokes(name: string, runs: number, sizes: number[], specOf: (size: number) => string) {
  const points: Point[] = [];
  for (const size of sizes) {
    const spec = specOf(size);
    const value = await medianMs(runs, (run) => {
      const { text, offset } = typedVersion(spec, run);
      provide(text, offset);
    });
    points.push({ size, value });
  }
  return slope(name, points);
}

/** Reads the history of a window that has just started. */
async function histories(runs: number, sizes: number[]): Promise<Figure> {
  const temporary = await temporaryFolder('growth');
  const folder = join(temporary.path, 'done');
  const points: Point[] = [];
  try {
    await mkdir(folder);
    let written = 0;
    for (const size of sizes) {
      for (; written < size; written++) {
        const job = endedJob(written, 'http://127.0.0.1:1', Date.now(), (written + 1) * 60_000);
        await writeFile(join(folder, `${job.id}.json`), encodeRecord(job));
      }
      await openHistory(folder).load();
      // The index tells that it is the whole once the folder has not changed for a while.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await openHistory(folder).load();
      points.push({ size, value: await medianMs(runs, () => openHistory(folder).load()) });
    }
  } finally {
    await temporary.remove();
  }
  return slope('growth: reading the history with its jobs', points);
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '9' } } });
  const runs = Number(values.runs);
  const warm = typedVersion(specWithPaths(100), 0);
  for (let run = 0; run < 200; run++) provide(warm.text, warm.offset);
  return [
    await keystrokes('growth: a keystroke with the paths', runs, doubled(625), specWithPaths),
    await keystrokes('growth: a keystroke with the length of the spec', runs, doubled(12_500), specWithLength),
    await histories(runs, doubled(312)),
  ];
}
