import { startSandbox, type Sandbox, type SandboxOptions } from '../hosts/testSandbox.ts';
import { signWith } from './signWith.ts';

/**
 * Has what the tests of a suite submit be signed with a sandbox's keys and sent to it, without a question. Mocha runs hooks in their
 * order: what tidies up while the sandbox is still there stands above this call, and what needs the sandbox below it.
 *
 * @param whose each test has a sandbox of its own, or all of them have one
 * @param settings besides those of `signWith`
 * @returns the sandbox of the test that runs
 */
export function useSandbox(
  whose: 'each test' | 'all tests',
  options: SandboxOptions = {},
  settings: Record<string, unknown> = {},
): () => Sandbox {
  const [start, end] = whose === 'each test' ? [beforeEach, afterEach] : [before, after];
  let sandbox: Sandbox | undefined;
  let putBack: (() => Promise<void>) | undefined;
  start(async () => {
    sandbox = await startSandbox(options);
    putBack = await signWith(sandbox, settings);
  });
  end(async () => {
    await putBack?.();
    await sandbox?.close();
  });
  return () => {
    if (!sandbox) throw new Error('The sandbox has not been started.');
    return sandbox;
  };
}
