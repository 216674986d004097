import { createClient } from '../../../src/cloud/hbrClient.ts';
import { createAccountReader, type AccountReader } from '../../../src/live/accountReader.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';

/** A reader of a sandbox's account whose calls wait for nobody. */
export async function readSandbox(): Promise<{ readonly sandbox: Sandbox; readonly reader: AccountReader }> {
  const sandbox = await startSandbox();
  const { accessKeyId, accessKeySecret, endpoint } = sandbox;
  const account = { signer: 'sandbox' as const, profile: 'tests', region: 'cn-hangzhou', endpoint };
  const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  const slots = { run: <T>(work: () => Promise<T>) => work() };
  const parts = { slots, clock: systemClock, onDenied: () => undefined };
  return { sandbox, reader: createAccountReader({ ...parts, client: () => Promise.resolve(client) }) };
}
