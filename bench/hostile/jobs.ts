/** Jobs of which every text is hostile. */
import { CloudError } from '../../src/cloud/cloudError.ts';
import { restoreJobFrom, textFrom } from '../../src/cloud/restoreJob.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { readSpec } from '../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../src/restoreSpec/restoreRequest.ts';
import { sanitize } from '../../src/cloud/sanitize.ts';

const types = ['ECS_FILE', 'OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS_ROLLBACK'];

/** A spec whose every value, and one of whose keys, is the text. */
export function hostileSpec(text: string, index: number): Record<string, unknown> {
  const type = types[index % types.length] ?? 'NAS';
  const detail = { sourceInstanceId: text, forceRestore: true, [text]: text };
  return {
    RestoreType: index % 7 === 6 ? text : type,
    SourceType: type.startsWith('UDM') ? 'UDM_ECS' : type,
    VaultId: text,
    SnapshotId: text,
    SnapshotHash: text,
    TargetInstanceId: text,
    TargetPath: text,
    TargetBucket: text,
    TargetPrefix: text,
    TargetFileSystemId: text,
    TargetInstanceName: text,
    TargetTableName: text,
    TargetCreateTime: 1554347313,
    UdmRegionId: text,
    // A long list, in which nothing may hide.
    Include: index % 6 === 5 ? [...Array<string>(60).fill(`/${text}`), '/etc/shadow', text] : [text, '/a'],
    Edition: index % 5 === 4 ? 'BASIC' : text,
    Options: { includes: [text], conflictPolicy: text },
    UdmDetail: index % 2 === 0 ? detail : JSON.stringify(detail),
    $region: 'cn-hangzhou',
    [text]: text,
  };
}

/** One that may be sent: the text stands where the API takes any. */
export function validSpec(text: string): Record<string, unknown> {
  return {
    RestoreType: 'ECS_FILE',
    SourceType: 'ECS_FILE',
    VaultId: 'v-1',
    SnapshotId: 's-1',
    SnapshotHash: text,
    TargetInstanceId: 'i-1',
    TargetPath: text === '' ? '/' : text,
    Include: [text === '' || text.length > 100 ? '/' : text],
    Options: { a: text },
    $region: 'cn-hangzhou',
  };
}

/** Every field that the service may say, and some that it may not. */
export const serviceJob = (text: string): Record<string, unknown> => ({
  ...Object.fromEntries(
    ['RestoreType', 'Status', 'ErrorMessage', 'ErrorFile', 'SourceType', 'VaultId', 'SnapshotId', 'TargetPath'].map(
      (name) => [name, text],
    ),
  ),
  RestoreId: 'r-1',
  Include: text,
  UdmDetail: JSON.stringify({ a: text }),
  Progress: text,
  Speed: 12,
  BytesDone: 3,
  BytesTotal: 10,
  CreatedTime: 1_700_000_000,
  Report: { TotalFiles: text, FailedFiles: text },
  [text]: text,
  Unknown: { [text]: [text] },
  Nested: text,
});

const states = ['submitted', 'unclear', 'refused', 'notExecuted'] as const;

/** The job that a submission of it would leave, as the product itself reads and keeps it. */
export function hostileJob(text: string, index: number): JobRecord {
  const seen = restoreJobFrom(serviceJob(text));
  const failure = new CloudError({
    outcome: 'unclear',
    message: sanitize(text),
    nextStep: sanitize(text),
    code: sanitize(text, 200),
    requestId: sanitize(text, 200),
  });
  const state = states[index % states.length] ?? 'submitted';
  const restoreId = textFrom(text, 200) ?? 'r-1';
  return {
    id: `20261123-${index}`,
    state,
    account: {
      signer: index % 3 === 0 ? 'sandbox' : 'cliProfile',
      profile: text,
      region: 'cn-hangzhou',
      endpoint: 'https://hbr.cn-hangzhou.aliyuncs.com',
    },
    request: toRequest(readSpec(JSON.stringify(index % 2 ? hostileSpec(text, index) : validSpec(text)))),
    spec: `file:///restores/${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}.restore.json`,
    createdAt: 1_700_000_000_000,
    sentAt: 1_700_000_001_000,
    endedAt: 1_700_000_002_000,
    attempts: [{ sentAt: 1_700_000_000_000, endedAt: 1_700_000_000_500, message: sanitize(text) }],
    pid: 1,
    ...(state === 'submitted' ? { restoreId, requestId: sanitize(text, 200), untold: true } : {}),
    failure: { ...failure, message: failure.message, nextStep: failure.nextStep },
    timeline: [{ status: sanitize(text, 200), at: 1_700_000_003_000 }],
    ...(seen ? { seen, candidates: [seen] } : {}),
  };
}

/** Jobs in each state that commands are about, with ids of their own, all of them hostile. */
export function hostileJobs(text: string, index: number) {
  const job = hostileJob(text, index);
  const { seen } = hostileJob(text, 0);
  // A status that nobody knows is followed.
  const running: JobRecord = {
    ...job,
    id: 'running',
    state: 'submitted',
    restoreId: textFrom(text, 200) ?? 'r-1',
    otherCaller: true,
  };
  const unclear: JobRecord = { ...job, id: 'unclear', state: 'unclear', ...(seen && { candidates: [seen] }) };
  const refused: JobRecord = { ...job, id: 'refused', state: 'refused' };
  const gone: JobRecord = { ...running, id: 'gone', seen: { RestoreId: 'r-1', other: {}, ...seen, Status: 'FAILED' } };
  const elsewhere: JobRecord = { ...running, id: 'elsewhere', external: true };
  const { failure, ...plain } = running;
  void failure; // A job with one has another message.
  // The service says COMPLETE and something else with it.
  const told = { RestoreId: 'r-1', other: {}, ...seen, Status: 'COMPLETE' };
  const doubtful: JobRecord = { ...plain, id: 'doubtful', seen: told };
  const all = [running, unclear, refused, gone, elsewhere, doubtful];
  return { running, unclear, refused, gone, records: all };
}
