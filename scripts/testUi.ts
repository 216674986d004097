/**
 * `npm run test:ui`: builds the extension and runs the suites of test/ui on the workbench, two files at a time: each mostly waits
 * for a VS Code of its own. `--grep TEXT` picks the tests, and names of files the files.
 */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countsVariable, putCounts, takeCounts, type Counts } from '../test/hosts/counts.ts';
import { artifacts, root } from '../test/hosts/paths.ts';
import { build } from './build.ts';

/** More of them would wait for each other on a machine of two cores, and tests run out of time. */
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

/** Runs one file, and prints what it said once it has ended. */
async function run(file: string): Promise<Counts> {
  const countsFile = join(artifacts, `counts-${file.replaceAll(/\W+/g, '-')}.json`);
  takeCounts(countsFile);
  const child = spawn(process.execPath, [...mocha, file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [countsVariable]: countsFile },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(signal ?? exit));
  });
  process.stdout.write(Buffer.concat(chunks));
  const counts = takeCounts(countsFile) ?? { passed: 0, failed: 0, failures: [] };
  if (code === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: [`${file} ended with ${code}`] };
}

await build();
// The longest are mostly those that say the most; what is begun last should not be waited for alone.
const waiting = files.sort((a, b) => statSync(b).size - statSync(a).size);
const total: Counts = { passed: 0, failed: 0, failures: [] };
async function work(): Promise<void> {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const { passed, failed, failures } = await run(file);
    total.passed += passed;
    total.failed += failed;
    total.failures.push(...failures);
  }
}
await Promise.all(Array.from({ length: atOnce }, work));
const countsFile = process.env[countsVariable];
if (countsFile) putCounts(countsFile, total);
console.log(`\n  ${total.passed} passing, ${total.failed} failing`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
