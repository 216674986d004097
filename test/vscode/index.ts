import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leaveCounts } from '../hosts/counts.ts';
import { shuffleBySeed } from '../hosts/randomOrder.ts';
import { prefixSuiteOutput } from '../hosts/suiteOutput.ts';
import { watchLeaks } from '../hosts/watchLeaks.ts';

/** Longer than what a test waits for, so that it is the wait that ends and says what was not there. In ms. */
const testMs = 60_000;

/**
 * The entry of the suite inside VS Code, in both hosts: runs each `*.test.cjs` that was bundled beside it.
 * `TEST_GREP` picks tests by a regular expression over their full titles, and a seed shuffles them.
 * @throws {Error} when a test failed or none ran, or this host leaked a secret of the tests
 */
export async function run(): Promise<void> {
  prefixSuiteOutput();
  const leaks = watchLeaks();
  // Mocha is an ES module, and this file a CommonJS one once it's bundled.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: testMs, forbidOnly: true });
  const grep = process.env['TEST_GREP'];
  if (grep) mocha.grep(new RegExp(grep));
  for (const file of readdirSync(__dirname).sort())
    if (file.endsWith('.test.cjs')) mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();
  shuffleBySeed(mocha.suite);
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
    leaveCounts(runner);
  });
  if (!stats || stats.tests === 0) throw new Error('No test ran.');
  if (stats.failures > 0) throw new Error(`${stats.failures} of ${stats.tests} tests failed.`);
  leaks.end();
}
