/**
 * `npm run test:vscode`: builds the extension and runs the suite of test/vscode in a VS Code server.
 * `--version 4.100.3` picks the server, `--grep TEXT` the tests; `--built` says that `dist` is built already. `--order random`
 * shuffles the suites and the tests, and `--seed N` repeats such an order.
 */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countsVariable } from '../test/hosts/counts.ts';
import { runExtensionTests } from '../test/hosts/extensionTests.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { chooseSeed, orderEnv, orderOptions, printSeed } from '../test/hosts/randomOrder.ts';
import { newestServer } from '../test/hosts/serverInstall.ts';
import { build } from './build.ts';
import { bundleTests } from './bundleTests.ts';

const { values } = parseArgs({
  options: {
    version: { type: 'string', default: newestServer },
    grep: { type: 'string' },
    built: { type: 'boolean' },
    ...orderOptions,
  },
});

const seed = chooseSeed(values);
if (!values.built) await build();
const testsPath = await bundleTests();
const temporary = await temporaryFolder('workspace');
try {
  const workspace = join(temporary.path, 'samples');
  await mkdir(workspace);
  await cp(join(root, 'samples'), workspace, { recursive: true });
  const counts = process.env[countsVariable];
  const env = {
    ...(counts && { [countsVariable]: counts }),
    ...(values.grep && { TEST_GREP: values.grep }),
    ...orderEnv(seed),
  };
  process.exitCode = await runExtensionTests({
    extensionPath: root,
    testsPath,
    workspace,
    env,
    version: values.version,
  });
  printSeed(seed);
} finally {
  await temporary.remove();
}
