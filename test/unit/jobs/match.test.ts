import assert from 'node:assert/strict';
import type { RestoreJobInfo } from '../../../src/cloud/restoreJob.ts';
import { restoreJobFrom } from '../../../src/cloud/restoreJob.ts';
import { fitOf, judgeList } from '../../../src/jobs/match.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { parametersOf } from '../../../src/spec/parameters.ts';
import { record, requestOf } from './helpers.ts';

const answered = (fields: object): RestoreJobInfo => {
  const job = restoreJobFrom({ RestoreId: 'r-1', ...fields });
  assert.ok(job);
  return job;
};

describe('a job of the list and a request', () => {
  const request = {
    query: {
      RestoreType: 'OSS',
      VaultId: 'v',
      SnapshotId: 's',
      TargetBucket: 'b',
      TargetPrefix: 'p/',
      TargetTime: '0012',
      CrossAccountUserId: '1234567890123456789',
      UdmDetail: '{"sourceInstanceId":"i","forceRestore":false}',
    },
    body: { Include: '["/a","/b"]', OtsDetail: '{"OverwriteExisting":true,"RestoreIndex":true}' },
  };
  const same = {
    ...parametersOf(request),
    TargetTime: 12,
    CrossAccountUserId: '1234567890123456789',
    OtsDetail: { OverwriteExisting: true, BatchChannelCount: 4 },
  };
  const cases: [string, object, string][] = [
    ['all that was sent', same, 'equal'],
    ['nothing but its id', {}, 'equal'],
    ['a field less', { ...same, TargetBucket: undefined }, 'equal'],
    ['more than was sent', { ...same, SnapshotHash: 'h', Status: 'RUNNING', New: 1 }, 'equal'],
    ['JSON with other spaces and another order', { ...same, Include: '[ "/b", "/a" ]' }, 'equal'],
    [
      'a detail with a default filled in',
      { ...same, UdmDetail: '{"sourceInstanceId":"i","bootAfterRestore":false}' },
      'equal',
    ],
    ['another snapshot', { ...same, SnapshotId: 't' }, 'other'],
    ['another bucket', { ...same, TargetBucket: 'c' }, 'other'],
    ['another last digit of a 64-bit id', { ...same, CrossAccountUserId: '1234567890123456788' }, 'other'],
    ['another number', { ...same, TargetTime: 13 }, 'other'],
    ['another prefix', { ...same, TargetPrefix: 'q/' }, 'similar'],
    ['other paths', { ...same, Include: '["/a"]' }, 'similar'],
    ['paths where none were sent', { ...same, Exclude: '["/x"]' }, 'similar'],
    ['no paths, where none were sent', { ...same, Exclude: '[]' }, 'equal'],
    ['another detail', { ...same, UdmDetail: '{"sourceInstanceId":"j"}' }, 'similar'],
    ['JSON that is cut off', { ...same, UdmDetail: '{"sourceInsta' }, 'similar'],
  ];
  for (const [what, fields, fit] of cases) {
    it(`that says ${what}: ${fit}`, () => assert.equal(fitOf(request, answered(fields)), fit));
  }

  it('fits as the client gives it, control characters and length cut', () => {
    const long = { query: { TargetPath: `a\nb${'x'.repeat(20_000)}` }, body: {} };
    assert.equal(fitOf(long, answered(parametersOf(long))), 'equal');
  });
});

describe('the verdict of a list', () => {
  const at = 1_700_000_000_000;
  const unclear = (id: string, more: Partial<JobRecord> = {}): JobRecord => {
    const { restoreId, ...rest } = record(id, { state: 'unclear', createdAt: at, ...more });
    return more.restoreId ? { ...rest, restoreId: restoreId ?? '' } : rest;
  };
  const jobAt = (RestoreId: string, seconds: number, more: object = {}) =>
    answered({ ...parametersOf(requestOf('NAS')), RestoreId, CreatedTime: at / 1000 + seconds, ...more });
  const windowOf = ({ createdAt }: JobRecord) => ({ from: createdAt - 30_000, to: createdAt + 60_000 });
  const judge = (mine: JobRecord, jobs: RestoreJobInfo[], others: JobRecord[] = []) => {
    const verdict = judgeList(mine, jobs, [mine, ...others], windowOf);
    if (verdict.kind === 'adopt') return verdict.job.RestoreId;
    return verdict.kind === 'choose' ? verdict.candidates.map(({ RestoreId }) => RestoreId) : 'none';
  };

  it('is the one job that fits', () => assert.equal(judge(unclear('a'), [jobAt('r-1', 5)]), 'r-1'));
  it('is none where nothing fits', () => {
    assert.equal(judge(unclear('a'), []), 'none');
    assert.equal(judge(unclear('a'), [jobAt('r-1', 5, { SnapshotId: 'other' })]), 'none');
    assert.equal(judge(unclear('a'), [jobAt('r-1', -86_400), jobAt('r-2', 86_400)]), 'none');
  });
  it('leaves out what another record owns', () => {
    assert.equal(judge(unclear('a'), [jobAt('r-1', 5)], [record('b', { restoreId: 'r-1' })]), 'none');
    assert.equal(judge(unclear('a'), [jobAt('r-1', 5), jobAt('r-2', 6)], [record('b', { restoreId: 'r-1' })]), 'r-2');
  });
  it('is for a person where several fit', () => {
    assert.deepEqual(judge(unclear('a'), [jobAt('r-2', 6), jobAt('r-1', 5)]), ['r-1', 'r-2']);
  });
  it('is for a person where one job has two claims', () => {
    const [a, b] = [unclear('a'), unclear('b', { createdAt: at + 1000 })];
    assert.deepEqual(judge(a, [jobAt('r-1', 5)], [b]), ['r-1']);
    assert.deepEqual(judge(b, [jobAt('r-1', 5)], [a]), ['r-1']);
  });
  it('gives each of two claims its own job, in the order of time, whoever asks', () => {
    const [a, b] = [unclear('a'), unclear('b', { createdAt: at + 10_000 })];
    const jobs = [jobAt('r-2', 11), jobAt('r-1', 1)];
    assert.deepEqual([judge(a, jobs, [b]), judge(b, jobs, [a])], ['r-1', 'r-2']);
  });
  it('is for a person where a job differs in what a service may reword, unless that is another one of ours', () => {
    const other = jobAt('r-1', 5, { TargetPath: '/share/' });
    const mine = unclear('a', { request: { query: { ...requestOf('NAS').query }, body: { TargetPath: '/share' } } });
    assert.deepEqual(judge(mine, [other]), ['r-1']);
    const owner = unclear('b', { request: { query: { ...requestOf('NAS').query }, body: { TargetPath: '/share/' } } });
    assert.equal(judge(mine, [other], [owner]), 'none');
  });
  it('is for a person where the job is just outside the time, or has none', () => {
    assert.deepEqual(judge(unclear('a'), [jobAt('r-1', 300)]), ['r-1']);
    assert.deepEqual(judge(unclear('a'), [jobAt('r-1', 5, { CreatedTime: undefined })]), ['r-1']);
  });
});
