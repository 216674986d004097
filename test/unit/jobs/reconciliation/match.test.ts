import assert from 'node:assert/strict';
import type { RestoreJobInfo } from '../../../../src/cloud/restoreJob.ts';
import { restoreJobFrom } from '../../../../src/cloud/restoreJob.ts';
import { compareJob, matchSubmission } from '../../../../src/jobs/reconciliation/match.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { parametersOf } from '../../../../src/restoreSpec/parameters.ts';
import { record, requestOf } from '../jobFixtures.ts';

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
    it(`that says ${what}: ${fit}`, () => assert.equal(compareJob(request, answered(fields)), fit));
  }

  it('fits as the client gives it, control characters and length cut', () => {
    const long = { query: { TargetPath: `a\nb${'x'.repeat(20_000)}` }, body: {} };
    assert.equal(compareJob(long, answered(parametersOf(long))), 'equal');
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
  const dated = ({ createdAt }: JobRecord) => ({
    range: { from: createdAt - 30_000, to: createdAt + 60_000 },
    isWatched: false,
  });
  type TimesOf = Parameters<typeof matchSubmission>[3];
  const matchOf = (mine: JobRecord, jobs: RestoreJobInfo[], others: JobRecord[] = [], timesOf: TimesOf = dated) => {
    const result = matchSubmission(mine, jobs, [mine, ...others], timesOf);
    if (result.kind === 'adopt') return result.job.RestoreId;
    return result.kind === 'choose' ? result.candidates.map(({ RestoreId }) => RestoreId) : 'none';
  };

  it('is the one job that fits', () => assert.equal(matchOf(unclear('a'), [jobAt('r-1', 5)]), 'r-1'));
  it('is none where nothing fits', () => {
    assert.equal(matchOf(unclear('a'), []), 'none');
    assert.equal(matchOf(unclear('a'), [jobAt('r-1', 5, { SnapshotId: 'other' })]), 'none');
    const day = 86_400;
    assert.equal(matchOf(unclear('a', { baseline: ['r-1', 'r-2'] }), [jobAt('r-1', -day), jobAt('r-2', day)]), 'none');
  });
  it('is for a person where the one that fits was created at any other time, the nearest first', () => {
    assert.deepEqual(matchOf(unclear('a'), [jobAt('r-2', 90_000), jobAt('r-1', -86_400)]), ['r-1', 'r-2']);
    assert.deepEqual(matchOf(unclear('a'), [jobAt('r-1', 86_400, { TargetPath: '/other/' })]), ['r-1']);
  });
  it('is no job that was listed before the request left, whenever it says that it was created', () => {
    assert.equal(matchOf(unclear('a', { baseline: ['r-1'] }), [jobAt('r-1', 5)]), 'none');
    assert.equal(matchOf(unclear('a', { baseline: ['r-1'] }), [jobAt('r-1', 5), jobAt('r-2', 6)]), 'r-2');
  });
  it('is the new job, whatever the clocks say, as long as the list was looked through from the attempt on', () => {
    const mine = unclear('a', { baseline: [] });
    for (const seconds of [-1200, 5, 1200]) {
      assert.equal(
        matchOf(mine, [jobAt('r-1', seconds)], [], () => ({ isWatched: true })),
        'r-1',
      );
      assert.deepEqual(
        matchOf(mine, [jobAt('r-1', seconds)], [], () => ({ isWatched: false })),
        ['r-1'],
      );
    }
    assert.deepEqual(
      matchOf(unclear('a'), [jobAt('r-1', 5)], [], () => ({ isWatched: true })),
      ['r-1'],
    );
  });
  it('tells two equal submissions apart by what was listed before each', () => {
    const first = unclear('a', { baseline: [] });
    const second = unclear('b', { createdAt: at + 1000, baseline: ['r-1'] });
    assert.deepEqual(
      [matchOf(first, [jobAt('r-1', 0)], [second]), matchOf(second, [jobAt('r-1', 0)], [first])],
      ['r-1', 'none'],
    );
    const late = [jobAt('r-2', 20)];
    assert.deepEqual([matchOf(first, late, [second]), matchOf(second, late, [first])], [['r-2'], ['r-2']]);
  });
  it('is no job of which a person said that it is not this one', () => {
    assert.equal(matchOf(unclear('a', { rejected: ['r-1'] }), [jobAt('r-1', 5)]), 'none');
  });
  it('leaves out what another record owns', () => {
    assert.equal(matchOf(unclear('a'), [jobAt('r-1', 5)], [record('b', { restoreId: 'r-1' })]), 'none');
    assert.equal(matchOf(unclear('a'), [jobAt('r-1', 5), jobAt('r-2', 6)], [record('b', { restoreId: 'r-1' })]), 'r-2');
  });
  it('is for a person where several fit', () => {
    assert.deepEqual(matchOf(unclear('a'), [jobAt('r-2', 6), jobAt('r-1', 5)]), ['r-1', 'r-2']);
  });
  it('is for a person where one job has two claims', () => {
    const [a, b] = [unclear('a'), unclear('b', { createdAt: at + 1000 })];
    assert.deepEqual(matchOf(a, [jobAt('r-1', 5)], [b]), ['r-1']);
    assert.deepEqual(matchOf(b, [jobAt('r-1', 5)], [a]), ['r-1']);
  });
  it('gives each of two claims its own job, in the order of time, whoever asks', () => {
    const [a, b] = [unclear('a'), unclear('b', { createdAt: at + 10_000 })];
    const jobs = [jobAt('r-2', 11), jobAt('r-0', -86_400), jobAt('r-1', 1)];
    assert.deepEqual([matchOf(a, jobs, [b]), matchOf(b, jobs, [a])], ['r-1', 'r-2']);
  });
  it('gives each of two claims the only job that it can have, where both were created in the same second', () => {
    const first = unclear('a', { baseline: [] });
    const second = unclear('b', { createdAt: at + 500, baseline: ['r-1'] });
    for (const jobs of [
      [jobAt('r-2', 1), jobAt('r-1', 1)],
      [jobAt('r-1', 1), jobAt('r-2', 1)],
    ]) {
      assert.deepEqual([matchOf(first, jobs, [second]), matchOf(second, jobs, [first])], ['r-1', 'r-2']);
    }
  });
  it('is for a person where two claims may have either of two jobs of the same second', () => {
    const [a, b] = [unclear('a'), unclear('b', { createdAt: at + 500 })];
    const jobs = [jobAt('r-2', 1), jobAt('r-1', 1)];
    assert.deepEqual(
      [matchOf(a, jobs, [b]), matchOf(b, jobs, [a])],
      [
        ['r-2', 'r-1'],
        ['r-2', 'r-1'],
      ],
    );
  });
  it('is for a person where the other claim to a job was sent to another address of the service', () => {
    const asked = (endpoint: string) => ({ ...record('x').account, signer: 'cliProfile' as const, endpoint });
    const a = unclear('a', { account: asked('https://hbr.cn-hangzhou.aliyuncs.com') });
    const b = unclear('b', { account: asked('https://hbr-vpc.cn-hangzhou.aliyuncs.com') });
    assert.deepEqual([matchOf(a, [jobAt('r-1', 5)], [b]), matchOf(b, [jobAt('r-1', 5)], [a])], [['r-1'], ['r-1']]);
    const sandbox = unclear('c', { account: { ...a.account, signer: 'sandbox', endpoint: 'http://127.0.0.1:1' } });
    // Nothing of a sandbox is ever in the service's list.
    assert.equal(matchOf(a, [jobAt('r-1', 5)], [sandbox]), 'r-1');
  });
  it('is for a person where a job differs in what a service may reword, unless that is another one of ours', () => {
    const other = jobAt('r-1', 5, { TargetPath: '/share/' });
    const mine = unclear('a', { request: { query: { ...requestOf('NAS').query }, body: { TargetPath: '/share' } } });
    assert.deepEqual(matchOf(mine, [other]), ['r-1']);
    const owner = unclear('b', { request: { query: { ...requestOf('NAS').query }, body: { TargetPath: '/share/' } } });
    assert.equal(matchOf(mine, [other], [owner]), 'none');
    const another = unclear('c', { request: requestOf('OSS') });
    const later = { ...owner, createdAt: at + 86_400_000 };
    assert.deepEqual(matchOf(mine, [other], [another, later]), ['r-1']);
  });
  it('is for a person where the job has no time', () => {
    assert.deepEqual(matchOf(unclear('a'), [jobAt('r-1', 5, { CreatedTime: undefined })]), ['r-1']);
  });
});
