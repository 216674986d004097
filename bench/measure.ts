/** Measures one bench in a process of its own, where nothing else has warmed up or filled the memory: `node bench/measure.ts NAME FILE [options]`. */
import { writeFile } from 'node:fs/promises';
import type { Figure } from './figures.ts';

type Bench = { readonly measure: (options: string[]) => Promise<Figure[]> };

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  footprint: () => import('./footprint.ts'),
  opening: () => import('./opening.ts'),
  typing: () => import('./typing.ts'),
  follow: () => import('./follow.ts'),
  live: () => import('./live.ts'),
  submit: () => import('./submit.ts'),
  growth: () => import('./growth.ts'),
  demo: async () => ({ measure: (await import('./scripts.ts')).measureDemo }),
  tests: async () => ({ measure: (await import('./scripts.ts')).measureTests }),
};

const [name = '', file = '', ...options] = process.argv.slice(2);
const load = benches[name];
if (!load) throw new Error(`There is no bench "${name}".`);
const { measure } = await load();
await writeFile(file, JSON.stringify(await measure(options)));
