/** A person's jobs on disk: ten thousand that ended, and some that run at a sandbox. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../src/cloud/hbrClient.ts';
import { encodeRecord } from '../../src/jobs/storage/recordFile.ts';
import { openHistory } from '../../src/jobs/storage/history.ts';
import { newId } from '../../src/jobs/storage/journal.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { readSpec } from '../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../src/restoreSpec/restoreRequest.ts';

const dayMs = 86_400_000;
/** How the jobs that ended are spread over the days before today. */
const jobsADay = 100;

const targets = [
  { RestoreType: 'NAS', TargetFileSystemId: '0054942ea9', TargetCreateTime: 1554347313, TargetPath: '/share' },
  { RestoreType: 'OSS', TargetBucket: 'orders-restored', TargetPrefix: 'restored/' },
  { RestoreType: 'ECS_FILE', TargetInstanceId: 'i-bp1hvfs7dnlh7ytp6k2c', TargetPath: '/srv/restored' },
  { RestoreType: 'OTS_TABLE', TargetInstanceName: 'orders', TargetTableName: 'order_items_restored' },
];

function request(n: number) {
  const target = targets[n % targets.length];
  const spec = { ...target, SourceType: target?.RestoreType, VaultId: 'v-0008w4xx7pkg2e4zt1t0', SnapshotId: `s-${n}` };
  return toRequest(readSpec(JSON.stringify(spec)));
}

/** A job that was submitted and has not been polled for yet. */
export function runningJob(n: number, endpoint: string, createdAt: number): JobRecord {
  return {
    id: newId(createdAt),
    state: 'submitted',
    account: { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint },
    request: request(n),
    spec: `file:///home/me/restores/orders/${n % 50}.restore.json`,
    createdAt,
    sentAt: createdAt,
    endedAt: createdAt + 300,
    pid: 1,
    host: 'host',
    window: 'window',
    restoreId: `r-${String(n).padStart(20, '0')}`,
    requestId: '7C1A8E4E-0F0B-5F4E-9B7C-0D9C9C3F9B5A',
  };
}

/** @param age in ms, since it ended; at least a minute */
export function endedJob(n: number, endpoint: string, now: number, age: number): JobRecord {
  const end = now - age;
  const job = runningJob(n, endpoint, end - 120_000);
  const Status = n % 20 === 0 ? 'FAILED' : 'COMPLETE';
  const ErrorMessage = Status === 'FAILED' ? 'The agent on the instance does not answer.' : undefined;
  const at = (step: number) => end - 120_000 + step * 4000;
  return {
    ...job,
    seen: {
      RestoreId: job.restoreId ?? '',
      ...job.request.query,
      // A number in the service's answer, a text in the request.
      ...('TargetCreateTime' in job.request.query && { TargetCreateTime: 1_554_347_313 }),
      Status,
      Progress: 10_000,
      BytesTotal: 503_316_480,
      BytesDone: 503_316_480,
      Speed: 4096,
      CreatedTime: Math.floor(job.createdAt / 1000),
      CompleteTime: Math.floor(end / 1000),
      ...(ErrorMessage && { ErrorMessage }),
      other: {},
    },
    timeline: ['CREATED', 'RUNNING', Status].map((status, step) => ({ status, at: at(step * 15) })),
    samples: Array.from({ length: 30 }, (_, step) => ({
      at: at(step),
      progress: step * 333,
      bytes: step * 16_777_216,
    })),
  };
}

/** @returns the RestoreIds of the jobs that run */
export async function writeJobs(folder: string, sandbox: Sandbox, counts: { past: number; running: number }) {
  const { endpoint, accessKeyId, accessKeySecret } = sandbox;
  const now = Date.now();
  const [jobs, done] = [join(folder, 'jobs'), join(folder, 'done')];
  for (const path of [jobs, done]) await mkdir(path, { recursive: true });
  const write = (path: string, job: JobRecord) => writeFile(join(path, `${job.id}.json`), encodeRecord(job));

  // The last hundred ended today and are still at hand.
  for (let n = 0; n < counts.past; n++) {
    const isToday = n < jobsADay;
    const age = isToday ? (n + 1) * 60_000 : dayMs + Math.floor(n / jobsADay) * dayMs + (n % jobsADay) * 60_000;
    await write(isToday ? jobs : done, endedJob(n, endpoint, now, age));
  }
  await openHistory(done).load();
  // As a window finds it whose last job did not end just now: only then the index tells that it is the whole.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await openHistory(done).load();

  const account = { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint } as const;
  const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  const running: string[] = [];
  for (let n = 0; n < counts.running; n++) {
    const job = runningJob(n, endpoint, now - n * 1000);
    const { restoreId } = await client.createRestoreJob(job.request);
    await write(jobs, { ...job, restoreId });
    running.push(restoreId);
  }
  return running;
}
