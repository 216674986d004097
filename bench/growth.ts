/**
 * `npm run bench -- growth [--runs N]`: how what a person waits for grows, and the memory. Each size is doubled five times; the figure is the
 * slope over all six sizes, 1 where the time or the memory doubles with the size. Each is a median of some runs.
 */
import { parseArgs } from 'node:util';
import type { Figure } from './figures.ts';
import { accountGrowth } from './growth/accounts.ts';
import { jobGrowth } from './growth/jobs.ts';
import { specGrowth } from './growth/specs.ts';

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '9' } } });
  const runs = Number(values.runs);
  return [...(await specGrowth(runs)), ...(await jobGrowth(runs)), ...(await accountGrowth(runs))];
}
