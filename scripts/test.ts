/**
 * `npm test`: every check and every suite, each to its end; the last line has the totals. A secret of the suites that
 * turns up in what they leave behind is a failure, too.
 * A suite that ends badly counts as one failure at least, and so does one that ran no test.
 *
 * What needs no workbench runs side by side, while the VS Code server and Chromium are installed where they are missing.
 * The suites that drive one follow, one after the other: on a busy machine they would wait for each other.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from '../test/hosts/counts.ts';
import { canaryVariable, findCanary } from '../test/hosts/canary.ts';
import { ensureChromium } from '../test/hosts/chromium.ts';
import { artifacts, root } from '../test/hosts/paths.ts';
import { ensureServer } from '../test/hosts/serverInstall.ts';
import { addCounts, runCounted, type Ended } from './counted.ts';
import { generate } from './generate.ts';

interface Suite {
  /** A script of package.json. */
  script: string;
  args?: string[];
  /** Where its tests are; a suite without any yet isn't run. Absent where the script isn't made of tests. */
  tests?: string;
}

/** Every secret of the suites carries it, and none may turn up in what they write. */
const mark = `canary-${randomBytes(8).toString('hex')}`;

const reporter = ['--reporter', './test/hosts/countingReporter.ts'];
/** One stage after the other; the suites of a stage at the same time, the first of them in sight. */
const stages: readonly Suite[][] = [
  [{ script: 'test:unit', args: reporter, tests: 'test/unit' }, { script: 'check' }],
  [{ script: 'test:vscode', tests: 'test/vscode' }],
  [{ script: 'test:ui', tests: 'test/ui' }],
];

function isThere({ script, tests }: Suite): boolean {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  if (!tests) return script in manifest.scripts;
  const folder = join(root, tests);
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.test.ts'))
  );
}

function runSuite({ script, args = [], tests }: Suite, inSight: boolean): Promise<Ended> {
  return runCounted(`npm run ${script}`, {
    command: 'npm',
    args: ['run', '--silent', script, '--', ...args],
    env: { [canaryVariable]: mark },
    inSight,
    shell: process.platform === 'win32',
    mustTest: tests !== undefined,
  });
}

/** Runs suites at the same time; what each printed stands together, under its name. */
async function runStage([first, ...others]: readonly Suite[]): Promise<Counts[]> {
  if (!first) return [];
  const beside = others.map((suite) => ({ suite, ended: runSuite(suite, false) }));
  console.log(`\n== npm run ${first.script}`);
  const all: Counts[] = [await runSuite(first, true)];
  for (const { suite, ended } of beside) {
    const { output, ...counts } = await ended;
    console.log(`\n== npm run ${suite.script}\n${output.trimEnd()}`);
    all.push(counts);
  }
  return all;
}

/** Installs what the later suites need. Where that fails, the suite that needs it tries once more and says why. */
async function installHosts(): Promise<void> {
  await Promise.allSettled([ensureServer(), ensureChromium()]);
}

// Once, before the suites of a stage each want to write it.
await generate(root);
const installed = installHosts();
const total: Counts = { passed: 0, failed: 0, failures: [] };
for (const [index, stage] of stages.entries()) {
  if (index > 0) await installed;
  for (const counts of await runStage(stage.filter(isThere))) addCounts(total, counts);
}
// What is kept to be looked at later.
for (const { file, offset } of findCanary(artifacts, mark)) {
  total.failed += 1;
  total.failures.push(`A secret of the tests turned up in ${file} at byte ${offset}`);
}
// Said again at the end: what comes before is thousands of lines long.
for (const failure of total.failures) console.error(`\nFAILED: ${failure}`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
