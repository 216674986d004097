/** `npm run bench -- NAME [options]`: runs the bench of this name. Each bench prints its figures last. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { secretMarkVariable } from '../test/hosts/testSecrets.ts';

const benches = ['judges', 'footprint', 'typing', 'faults', 'follow', 'hostile', 'live'];
const [name, ...options] = process.argv.slice(2);
if (name === undefined || !benches.includes(name)) {
  console.error(`Which bench? One of: ${benches.join(', ')}.`);
  process.exitCode = 2;
} else {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const env = { [secretMarkVariable]: `canary-${randomBytes(8).toString('hex')}`, ...process.env };
  process.exitCode = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit', env }).status ?? 1;
}
