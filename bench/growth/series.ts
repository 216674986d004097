/** How something grows over six sizes, each twice the one before. */
import { growth, median, type Figure } from '../figures.ts';
import { settledMemory } from '../usedMemory.ts';

/** Linear, and a tenth for what a measurement is off. */
const budget = { most: 1.1 };
/** What a collection leaves behind differs a little. */
const memoryRuns = 3;

export const doubled = (least: number): number[] => Array.from({ length: 6 }, (_, index) => least * 2 ** index);

type Point = { readonly size: number; readonly value: number };

function slope(name: string, unit: string, points: readonly Point[]): Figure {
  console.log(`${name}: ${points.map(({ size, value }) => `${size} in ${value.toFixed(2)} ${unit}`).join(', ')}`);
  return { name: `growth: ${name}`, unit: '', value: growth(points), budget };
}

/** What all threads of this process have worked, in ms. Other programs on the machine don't count, and neither does a slow disk. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What is measured at one size. */
export type Work = (run: number) => unknown;

/** How the time grows that something takes. @param prepare makes ready for a size what is then measured */
export async function timeGrowth(
  name: string,
  runs: number,
  sizes: readonly number[],
  prepare: (size: number) => Work | Promise<Work>,
): Promise<Figure> {
  const points: Point[] = [];
  for (const size of sizes) {
    const work = await prepare(size);
    await work(0); // Warms it up.
    const times: number[] = [];
    for (let run = 1; run <= runs; run++) {
      const start = processorMs();
      await work(run);
      times.push(processorMs() - start);
    }
    points.push({ size, value: median(times) });
  }
  return slope(name, 'ms', points);
}

/** In kB. It is a function of its own, since a thing stays in memory as long as the function that made it. */
async function memoryOf(make: () => unknown): Promise<number> {
  const before = await settledMemory();
  const kept = [await make()];
  const taken = (await settledMemory()) - before;
  // Only now may it be collected.
  kept.pop();
  return taken / 1000;
}

/** How the memory grows that a thing takes. @param make makes a thing of a size that shares nothing with the others */
export async function memoryGrowth(
  name: string,
  sizes: readonly number[],
  make: (size: number) => unknown,
): Promise<Figure> {
  const points: Point[] = [];
  for (const size of [sizes[0] ?? 1, ...sizes]) {
    const taken: number[] = [];
    for (let run = 0; run < memoryRuns; run++) {
      taken.push(await memoryOf(() => make(size)));
    }
    points.push({ size, value: median(taken) });
  }
  // The first size comes twice, to warm up.
  return slope(`memory of ${name}`, 'kB', points.slice(1));
}
