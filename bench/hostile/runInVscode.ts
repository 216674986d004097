/** Runs inside VS Code: shows the inputs of the bench on every surface that VS Code draws, and writes the findings into `FINDINGS`. */
import { writeFileSync } from 'node:fs';
import { registerSecrets } from '../../src/cloud/redaction/secrets.ts';
import { prefixSuiteOutput } from '../../test/hosts/suiteOutput.ts';
import { hostileInputs, secret, payloads } from './payloads.ts';
import { findingsIn, type Finding } from './outputChecks.ts';
import { openViews } from './views.ts';

const variable = (name: string) => process.env[name] ?? '';

export interface HostResult {
  readonly inputs: number;
  readonly surfaces: number;
  readonly findings: readonly Finding[];
}

export async function run(): Promise<void> {
  prefixSuiteOutput();
  registerSecrets(secret);
  const inputs = hostileInputs(Number(variable('INPUTS')), Number(variable('SEED')));
  const findings: Finding[] = [];
  let surfaces = 0;
  const views = openViews();
  try {
    for (const [index, input] of inputs.entries()) {
      // Each payload goes to every surface, a combination of them only to some.
      const shown = await (index < payloads.length ? views.surfaces(input, index) : views.some(input, index));
      surfaces += shown.length;
      findings.push(...shown.flatMap(findingsIn));
    }
  } finally {
    views.dispose();
  }
  writeFileSync(
    variable('FINDINGS'),
    JSON.stringify({ inputs: inputs.length, surfaces, findings } satisfies HostResult),
  );
}
