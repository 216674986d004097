/**
 * `npm run test:ui`: builds the extension and runs the suites of test/ui on the workbench, two files at a time, each with a VS Code
 * server and a Chromium of its own. `--grep TEXT` picks the tests, and names of files the files; `--built`
 * says that `dist` is built already. `--order random` shuffles the tests of each file, and `--seed N` repeats such an order.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { copiedExtensionVariable, copyExtension } from '../test/hosts/installExtension.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { chooseSeed, orderEnv, orderOptions, printSeed } from '../test/hosts/randomOrder.ts';
import { build } from './build.ts';
import { finishCounted, mochaArguments, runAllCounted } from './counted.ts';

/** They keep two cores busy; more of them would wait for each other, and tests run out of time. */
const atOnce = 2;

const { values, positionals } = parseArgs({
  options: {
    grep: { type: 'string' },
    built: { type: 'boolean' },
    ...orderOptions,
  },
  allowPositionals: true,
});
const seed = chooseSeed(values);
const folder = join(root, 'test/ui');
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(folder)
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => join(folder, name));

if (!values.built) await build();
// The longest are mostly those that say the most; what is begun last should not be waited for alone.
const waiting = files.sort((a, b) => statSync(b).size - statSync(a).size);
const runs = waiting.map((file) => ({
  name: relative(root, file),
  command: process.execPath,
  args: mochaArguments([file], { grep: values.grep, seed }),
  env: orderEnv(seed),
}));
const extension = await temporaryFolder('extension');
try {
  await copyExtension(root, extension.path);
  process.env[copiedExtensionVariable] = extension.path;
  const total = await runAllCounted(runs, atOnce);
  printSeed(seed);
  finishCounted(total);
} finally {
  await extension.remove();
}
