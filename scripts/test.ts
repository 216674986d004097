/**
 * `npm test`: every check and every suite, each to its end; the last line has the totals. A secret of the suites that
 * turns up in what they leave behind is a failure, too.
 * A suite that ends badly counts as one failure at least, and so does one that ran no test.
 *
 * What needs no workbench runs side by side, while the VS Code server and Chromium are installed where they are missing.
 * The suites that drive a workbench follow, one after the other, on one build. Three windows at once are more than
 * two cores can keep up with, and tests then run out of time.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from '../test/hosts/counts.ts';
import { secretMarkVariable, findLeaks } from '../test/hosts/testSecrets.ts';
import { ensureChromium } from '../test/hosts/chromium.ts';
import { artifacts, root } from '../test/hosts/paths.ts';
import { ensureServer } from '../test/hosts/serverInstall.ts';
import { build } from './build.ts';
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

const withoutWorkbench: readonly Suite[] = [{ script: 'test:unit', tests: 'test/unit' }, { script: 'check' }];
const withWorkbench: readonly Suite[] = [
  { script: 'test:vscode', args: ['--built'], tests: 'test/vscode' },
  { script: 'test:ui', args: ['--built'], tests: 'test/ui' },
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
    env: { [secretMarkVariable]: mark },
    inSight,
    shell: process.platform === 'win32',
    mustTest: tests !== undefined,
  });
}

/** Runs suites at the same time, the first of them in sight; what each of the others printed stands together, under its name. */
async function runBeside(suites: readonly Suite[]): Promise<Counts[]> {
  const [first, ...others] = suites.filter(isThere);
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
const add = (all: readonly Counts[]) => all.forEach((counts) => addCounts(total, counts));
add(await runBeside(withoutWorkbench));
await installed;
try {
  await build();
  for (const suite of withWorkbench) add(await runBeside([suite]));
} catch (error) {
  total.failed += 1;
  total.failures.push(
    `The suites on a workbench couldn't be run: ${error instanceof Error ? error.stack : String(error)}`,
  );
}
// What is kept to be looked at later.
for (const { file, offset } of findLeaks(artifacts, mark)) {
  total.failed += 1;
  total.failures.push(`A secret of the tests turned up in ${file} at byte ${offset}`);
}
// Said again at the end: what comes before is thousands of lines long.
for (const failure of total.failures) console.error(`\nFAILED: ${failure}`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
