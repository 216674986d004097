/** `npm run bench -- NAME [options]`: runs one bench by its name; each prints its figures last. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { canaryVariable } from '../test/hosts/canary.ts';

const benches = ['judges', 'footprint', 'typing', 'faults', 'follow', 'hostile'];
const [name, ...options] = process.argv.slice(2);
if (name === undefined || !benches.includes(name)) {
  console.error(`Which bench? One of: ${benches.join(', ')}.`);
  process.exitCode = 2;
} else {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const env = { [canaryVariable]: `canary-${randomBytes(8).toString('hex')}`, ...process.env };
  process.exitCode = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit', env }).status ?? 1;
}
