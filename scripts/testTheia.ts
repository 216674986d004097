/**
 * `npm run test:theia`: builds the extension and runs test/theia in Theia, another host of VS Code's API, which is composed of npm's
 * packages where it is missing. `--built` says that `dist` is built already, `--grep TEXT` picks the tests.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/hosts/paths.ts';
import { ensureTheia } from '../test/hosts/theiaInstall.ts';
import { build } from './build.ts';
import { finishCounted, runAllCounted } from './counted.ts';

const { values } = parseArgs({ options: { grep: { type: 'string' }, built: { type: 'boolean' } } });
const mocha = [
  ...[join(root, 'node_modules/mocha/bin/mocha.js'), '--no-config', '--forbid-only', '--timeout', '120000'],
  ...['--require', './test/hosts/leakHooks.ts', '--reporter', './test/hosts/countingReporter.ts'],
  ...(values.grep === undefined ? [] : ['--grep', values.grep]),
];

await ensureTheia();
if (!values.built) await build();
const args = [...mocha, 'test/theia/*.test.ts'];
finishCounted(await runAllCounted([{ name: 'test theia', command: process.execPath, args, inSight: true }], 1));
