/** A suite in a process of its own, and what became of its tests. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { countsVariable, putCounts, takeCounts, type Counts } from '../test/hosts/counts.ts';
import { artifacts, root } from '../test/hosts/paths.ts';

export interface Ended extends Counts {
  /** What it printed, where it was not in sight. */
  readonly output: string;
}

interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it prints at once. */
  readonly inSight?: boolean;
  readonly shell?: boolean;
  /** Whether it is a failure that no test ran. */
  readonly mustTest?: boolean;
}

/**
 * What Node is given to run tests by Mocha and count them.
 *
 * @param files paths or patterns of files
 * @param grep a part of the names of the tests that run
 * @param seed of an order by chance
 */
export function mochaArguments(
  files: readonly string[],
  { grep, seed }: { readonly grep?: string | undefined; readonly seed?: number | undefined },
): string[] {
  return [
    ...[join(root, 'node_modules/mocha/bin/mocha.js'), '--reporter', './test/hosts/countingReporter.ts'],
    ...(seed === undefined ? [] : ['--require', './test/hosts/randomOrder.ts']),
    ...(grep === undefined ? [] : ['--grep', grep]),
    ...files,
  ];
}

/** Runs a suite that leaves its counts for others to add up. One that ends badly counts as one failure at least. */
export async function runCounted(
  name: string,
  { command, args, env, inSight = false, shell = false, mustTest = false }: Run,
): Promise<Ended> {
  const countsFile = join(artifacts, `counts-${name.replaceAll(/\W+/g, '-')}.json`);
  takeCounts(countsFile);
  const child = spawn(command, args, {
    cwd: root,
    stdio: inSight ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, [countsVariable]: countsFile },
    shell,
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const problem = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(`can't be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
  const { passed, failed, failures } = takeCounts(countsFile) ?? { passed: 0, failed: 0, failures: [] };
  const trouble = problem ?? (mustTest && passed + failed === 0 ? 'ran no test' : undefined);
  if (trouble && failures.length === 0) failures.push(`${name} ${trouble}`);
  const output = Buffer.concat(chunks).toString();
  return { passed, failed: trouble ? Math.max(failed, 1) : failed, failures, output };
}

export function addCounts(total: Counts, { passed, failed, failures }: Counts): void {
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures);
}

/**
 * Runs suites, the first ones first, `atOnce` of them at a time. What a suite printed that was not in sight is printed whole once
 * it has ended.
 */
export async function runAllCounted(
  runs: readonly (Run & { readonly name: string })[],
  atOnce: number,
): Promise<Counts> {
  const waiting = [...runs];
  const total: Counts = { passed: 0, failed: 0, failures: [] };
  async function work(): Promise<void> {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      const { output, ...counts } = await runCounted(run.name, run);
      process.stdout.write(output);
      addCounts(total, counts);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return total;
}

/**
 * Ends a script that ran suites: prints the totals, leaves them for `npm test`, and sets the exit code. `npm test` repeats what
 * failed; a script that was started by itself does so here, since each suite printed its failures far above.
 */
export function finishCounted(total: Counts): void {
  const countsFile = process.env[countsVariable];
  if (countsFile) putCounts(countsFile, total);
  else for (const failure of total.failures) console.error(`\nFAILED: ${failure}`);
  console.log(`\n  ${total.passed} passing, ${total.failed} failing`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}
