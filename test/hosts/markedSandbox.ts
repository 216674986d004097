import { startSandbox as start, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { marked } from './canary.ts';

export type { Fault, Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';

/** A sandbox whose secret is marked. */
export const startSandbox = (options: SandboxOptions = {}): Promise<Sandbox> =>
  start({ accessKeySecret: marked('sandbox'), ...options });
