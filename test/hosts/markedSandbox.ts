import { startSandbox as start, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { holdsCanary, marked } from './canary.ts';

export type { Fault, Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';

/** A sandbox whose secret is marked; closing it throws where a request carried a mark in its query or its body. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await start({ accessKeySecret: marked('sandbox'), ...options });
  return {
    ...sandbox,
    async close() {
      await sandbox.close();
      const leak = sandbox.requests().find(({ parameters }) => holdsCanary(JSON.stringify(parameters)));
      if (leak) throw new Error(`A secret of the tests turned up in the request ${leak.requestId} (${leak.action}).`);
    },
  };
}
