import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { newOwner, openLocks } from '../../../src/jobs/storage/locks.ts';
import { applyListEntry } from '../../../src/jobs/recordUpdate.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { valid } from '../restoreSpec/validSpecs.ts';

export const requestOf = (type: string, more: Readonly<Record<string, unknown>> = {}) =>
  toRequest(readSpec(JSON.stringify({ ...valid[type], ...more })));

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

/** A job as it is once its end was seen. */
export function endedRecord(id: string, Status = 'COMPLETE', more: Partial<JobRecord> = {}): JobRecord {
  const seen = { RestoreId: `r-${id}`, Status, CreatedTime: 1000, CompleteTime: 1090, other: {} };
  return applyListEntry(record(id, more), { ...seen, ...more.seen }, 2_000_000);
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
