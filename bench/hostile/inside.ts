/** Runs inside VS Code: throws the inputs of the bench at what VS Code draws, and writes the verdicts into `VERDICTS`. */
import { writeFileSync } from 'node:fs';
import { keepSecret } from '../../src/cloud/secrets.ts';
import { markOutput } from '../../test/hosts/outputMark.ts';
import { hostileInputs, secret, weapons } from './inputs.ts';
import { verdictsOn, type Verdict } from './judges.ts';
import { openViews } from './views.ts';

const variable = (name: string) => process.env[name] ?? '';

export interface Inside {
  readonly inputs: number;
  readonly surfaces: number;
  readonly verdicts: readonly Verdict[];
}

export async function run(): Promise<void> {
  markOutput();
  keepSecret(secret);
  const inputs = hostileInputs(Number(variable('INPUTS')), Number(variable('SEED')));
  const verdicts: Verdict[] = [];
  let surfaces = 0;
  const views = openViews();
  try {
    for (const [index, input] of inputs.entries()) {
      // Each of the weapons at everything; what is put together of them at a part of it.
      const shown = await (index < weapons.length ? views.surfaces(input, index) : views.some(input, index));
      surfaces += shown.length;
      verdicts.push(...shown.flatMap(verdictsOn));
    }
  } finally {
    views.dispose();
  }
  writeFileSync(variable('VERDICTS'), JSON.stringify({ inputs: inputs.length, surfaces, verdicts } satisfies Inside));
}
