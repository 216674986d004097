/**
 * `npm run test:theia`: builds the extension and runs test/theia in Theia, another host of VS Code's API, which is composed of npm's
 * packages where it is missing. `--built` says that `dist` is built already, `--grep TEXT` picks the tests.
 */
import { parseArgs } from 'node:util';
import { ensureTheia } from '../test/hosts/theiaInstall.ts';
import { build } from './build.ts';
import { finishCounted, mochaArguments, runAllCounted } from './counted.ts';

const { values } = parseArgs({ options: { grep: { type: 'string' }, built: { type: 'boolean' } } });
await ensureTheia();
if (!values.built) await build();
const args = mochaArguments(['test/theia/*.test.ts'], values);
finishCounted(await runAllCounted([{ name: 'test theia', command: process.execPath, args, inSight: true }], 1));
