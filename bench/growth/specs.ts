/** How a keystroke, and the memory of a spec, grow with the paths of the spec and with its length. */
import { readSpec } from '../../src/restoreSpec/index.ts';
import type { Figure } from '../figures.ts';
import { provide, specWithLength, specWithPaths, typedVersion } from '../keystroke.ts';
import { doubled, memoryGrowth, timeGrowth } from './series.ts';

export async function specGrowth(runs: number): Promise<Figure[]> {
  const warm = typedVersion(specWithPaths(100), 0);
  for (let run = 0; run < 200; run++) provide(warm.text, warm.offset);

  const typing = (spec: string) => (run: number) => {
    const { text, offset } = typedVersion(spec, run);
    provide(text, offset);
  };
  return [
    await timeGrowth('a keystroke with the paths', runs, doubled(625), (size) => typing(specWithPaths(size))),
    await timeGrowth('a keystroke with the length of the spec', runs, doubled(12_500), (size) =>
      typing(specWithLength(size)),
    ),
    await memoryGrowth('a spec with its paths', doubled(625), (size) => readSpec(specWithPaths(size))),
  ];
}
