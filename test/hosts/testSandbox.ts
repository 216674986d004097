import { startSandbox as start, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { testSecret } from './testSecrets.ts';

export type { Fault, Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';

/** A sandbox whose secret contains the mark of the tests' secrets. */
export const startSandbox = (options: SandboxOptions = {}): Promise<Sandbox> =>
  start({ accessKeySecret: testSecret('sandbox'), ...options });
