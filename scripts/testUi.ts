/**
 * `npm run test:ui`: builds the extension and runs the suites of test/ui on the workbench, two files at a time, each with a VS Code
 * of its own. `--grep TEXT` picks the tests, and names of files the files.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { countsVariable, putCounts, type Counts } from '../test/hosts/counts.ts';
import { root } from '../test/hosts/paths.ts';
import { build } from './build.ts';
import { addCounts, runCounted } from './counted.ts';

/** They keep two cores busy; more of them would wait for each other, and tests run out of time. */
const atOnce = 2;

const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });
const folder = join(root, 'test/ui');
const files =
  positionals.length > 0
    ? positionals
    : readdirSync(folder)
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => join(folder, name));

const mocha = [
  ...[join(root, 'node_modules/mocha/bin/mocha.js'), '--no-config', '--forbid-only', '--timeout', '120000'],
  ...['--require', './test/hosts/canaryHooks.ts', '--reporter', './test/hosts/countingReporter.ts'],
  ...(values.grep === undefined ? [] : ['--grep', values.grep]),
];

await build();
// The longest are mostly those that say the most; what is begun last should not be waited for alone.
const waiting = files.sort((a, b) => statSync(b).size - statSync(a).size);
const total: Counts = { passed: 0, failed: 0, failures: [] };
async function work(): Promise<void> {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const { output, ...counts } = await runCounted(relative(root, file), {
      command: process.execPath,
      args: [...mocha, file],
    });
    process.stdout.write(output);
    addCounts(total, counts);
  }
}
await Promise.all(Array.from({ length: atOnce }, work));
const countsFile = process.env[countsVariable];
if (countsFile) putCounts(countsFile, total);
console.log(`\n  ${total.passed} passing, ${total.failed} failing`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
