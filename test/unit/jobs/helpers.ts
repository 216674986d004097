import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../../src/cloud/client.ts';
import { newOwner, openLocks } from '../../../src/jobs/locks.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { startSandbox, type Sandbox } from '../../hosts/markedSandbox.ts';
import { readSpec } from '../../../src/spec/document.ts';
import { toRequest } from '../../../src/spec/request.ts';
import { valid } from '../spec/validSpecs.ts';

export const requestOf = (type: string) => toRequest(readSpec(JSON.stringify(valid[type])));

export const accountAt = (endpoint: string) =>
  ({ signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint }) as const;

/** A submitted job; `id` and `restoreId` tell one from another. */
export function record(id: string, more: Partial<JobRecord> = {}): JobRecord {
  return {
    id,
    state: 'submitted',
    account: accountAt('http://127.0.0.1:1'),
    request: requestOf('NAS'),
    spec: 'file:///restores/nas.restore.json',
    createdAt: 1_000_000,
    pid: process.pid,
    restoreId: `r-${id}`,
    ...more,
  };
}

/** Locks of a window of its own: this process, under another name each time. */
export const locksIn = (folder: string) => openLocks(join(folder, 'locks'), newOwner(), { touchMs: 50, staleMs: 300 });

/** A folder that is gone after the tests of the enclosing `describe`; a new one for each call of the result. */
export function folders(): () => Promise<string> {
  const made: string[] = [];
  after(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jobs-'));
    made.push(folder);
    return folder;
  };
}

/** A sandbox for each test of the enclosing `describe`, with a client that is known to it. */
export function sandboxes() {
  const now = { sandbox: undefined as Sandbox | undefined };
  beforeEach(async () => {
    now.sandbox = await startSandbox();
  });
  afterEach(() => now.sandbox?.close());
  return () => {
    const { sandbox } = now;
    if (!sandbox) throw new Error('no sandbox outside a test');
    const { endpoint, accessKeyId, accessKeySecret } = sandbox;
    const account = accountAt(endpoint);
    return { sandbox, account, client: createClient(account, { kind: 'keys', accessKeyId, accessKeySecret }) };
  };
}
