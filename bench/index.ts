/** `npm run bench -- NAME [options]`: runs one bench by its name; each prints its figures last. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const benches = ['judges', 'footprint', 'typing', 'faults', 'follow'];
const [name, ...options] = process.argv.slice(2);
if (name === undefined || !benches.includes(name)) {
  console.error(`Which bench? One of: ${benches.join(', ')}.`);
  process.exitCode = 2;
} else {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  process.exitCode = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit' }).status ?? 1;
}
