import { createClient } from '../../../src/cloud/hbrClient.ts';
import { createAccountReader, type AccountReader } from '../../../src/live/accountReader.ts';
import type { CallSlots } from '../../../src/live/callSlots.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';

/** Calls wait for nobody. */
const unlimited: CallSlots = { run: (work) => work() };

/** A reader of a service's account that knows nothing yet. */
export function readerOf(
  { accessKeyId, accessKeySecret, endpoint }: Pick<Sandbox, 'accessKeyId' | 'accessKeySecret' | 'endpoint'>,
  slots = unlimited,
): AccountReader {
  const account = { signer: 'sandbox' as const, profile: 'tests', region: 'cn-hangzhou', endpoint };
  const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  const parts = { slots, clock: systemClock, onDenied: () => undefined };
  return createAccountReader({ ...parts, client: () => Promise.resolve(client) });
}

/** A sandbox with a reader of its account. */
export async function readSandbox(): Promise<{ readonly sandbox: Sandbox; readonly reader: AccountReader }> {
  const sandbox = await startSandbox();
  return { sandbox, reader: readerOf(sandbox) };
}
