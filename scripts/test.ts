/**
 * `npm test`: every check and every suite, one after the other, each to its end; the last line has the totals. A secret of
 * the suites that turns up in what they leave behind is a failure, too.
 * A suite that ends badly counts as one failure at least, and so does one that ran no test.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from '../test/hosts/counts.ts';
import { countsVariable, takeCounts } from '../test/hosts/counts.ts';
import { canaryVariable, findCanary } from '../test/hosts/canary.ts';
import { artifacts, root } from '../test/hosts/paths.ts';

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
const suites: Suite[] = [
  { script: 'check' },
  { script: 'test:unit', args: reporter, tests: 'test/unit' },
  { script: 'test:vscode', tests: 'test/vscode' },
  { script: 'test:ui', args: reporter, tests: 'test/ui' },
];

function isThere({ script, tests }: Suite): boolean {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  if (!tests) return script in manifest.scripts;
  const folder = join(root, tests);
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.test.ts'))
  );
}

async function runSuite({ script, args = [], tests }: Suite): Promise<Counts> {
  console.log(`\n== npm run ${script}`);
  const countsFile = join(artifacts, 'counts.json');
  takeCounts(countsFile);
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, [countsVariable]: countsFile, [canaryVariable]: mark },
    shell: process.platform === 'win32',
  });
  const problem = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(`can't be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
  const counted = takeCounts(countsFile);
  const { passed, failed, failures } = counted ?? { passed: 0, failed: 0, failures: [] };
  const empty = tests !== undefined && passed + failed === 0 ? 'ran no test' : undefined;
  const trouble = problem ?? empty;
  if (trouble && failures.length === 0) failures.push(`npm run ${script} ${trouble}`);
  return { passed, failed: trouble ? Math.max(failed, 1) : failed, failures };
}

const total: Counts = { passed: 0, failed: 0, failures: [] };
for (const suite of suites.filter(isThere)) {
  const { passed, failed, failures } = await runSuite(suite);
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures);
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
