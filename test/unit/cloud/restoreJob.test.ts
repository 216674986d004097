import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { clientFor, closeServers, nas, page, reply, serve } from './helpers.ts';

describe('cloud: a restore job as the service lists it', () => {
  afterEach(closeServers);

  const listed = async (text: unknown) => {
    const { origin } = await serve(reply(200, text));
    return clientFor(origin).client.describeRestoreJobs(nas);
  };

  it('gives what it holds, the unknown as it came', async () => {
    const job = {
      RestoreId: 'r-1',
      RestoreType: 'NAS',
      Status: 'PONDERING',
      Progress: 5000,
      ErrorMessage: 'line 1\nline 2\u001b[31m',
      Report: { TotalFiles: 'a.csv', FailedFiles: 3, Extra: 'x' },
      OtsDetail: { OverwriteExisting: true },
      NewField: 'new',
      NewFlag: false,
      NewNull: null,
      TargetPrefix: '',
    };
    const { jobs, totalCount, requestId } = await listed(page([job], { TotalCount: 321 }));
    assert.deepEqual(jobs, [
      {
        RestoreId: 'r-1',
        RestoreType: 'NAS',
        Status: 'PONDERING',
        Progress: 5000,
        ErrorMessage: 'line 1 line 2',
        Report: { TotalFiles: 'a.csv', FailedFiles: '3' },
        other: { OtsDetail: '{"OverwriteExisting":true}', NewField: 'new', NewFlag: 'false' },
      },
    ]);
    assert.equal(totalCount, 321);
    assert.equal(requestId, 'REQ-2');
  });

  it('may have fields of any type', async () => {
    const wrong = [null, true, 'x', -1.5, [], {}, [[]], { a: { b: [] } }, ''];
    const fields = ['Status', 'Progress', 'Report', 'CreatedTime', 'VaultId', 'ErrorMessage', 'Unheard'];
    const list: unknown[] = fields.flatMap((field) => wrong.map((value) => ({ RestoreId: 'r-1', [field]: value })));
    const without = [...wrong, ...wrong.map((value) => ({ RestoreId: value })), {}];
    const { jobs } = await listed(page([...list, ...without]));
    // Of the ids, the text "x" alone is usable.
    assert.equal(jobs.length, list.length + 1);
    for (const job of jobs) {
      for (const [name, value] of Object.entries(job)) {
        const type = typeof value;
        assert.ok(
          type ===
            (name === 'Progress' || name === 'CreatedTime'
              ? 'number'
              : name === 'Report' || name === 'other'
                ? 'object'
                : 'string'),
          `${name}: ${inspect(value)}`,
        );
      }
    }
  });

  it('has so many unknown fields as a record can hold, those of its request first', async () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`Field${index}`, 'x'.repeat(20)]));
    const job = { ...many, RestoreId: 'r-1', OtsDetail: { BatchChannelCount: 3 }, Status: 'RUNNING' };
    const [only] = (await listed(page([job]))).jobs;
    assert.equal(only?.Status, 'RUNNING');
    assert.equal(only.other['OtsDetail'], '{"BatchChannelCount":3}');
    assert.equal(only.other['Field0'], 'x'.repeat(20));
    assert.equal(Object.keys(only.other).length, 60);
  });

  it('has so much of its unknown fields as a record can hold', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`Field${index}`, 'x'.repeat(100_000)]));
    const [only] = (await listed(page([{ RestoreId: 'r-1', ...many, Last: 'short' }]))).jobs;
    assert.ok(JSON.stringify(only).length < 50_000);
    assert.equal(only?.other['Last'], 'short', 'what has room is kept');
  });

  it('has no field whose name no field can have', async () => {
    const odd = { '': 'a', 'a\nb': 'b', ['x'.repeat(101)]: 'c', 'a b': 'd', Good: 'e' };
    assert.deepEqual((await listed(page([{ RestoreId: 'r-1', ...odd }]))).jobs[0]?.other, { Good: 'e' });
  });

  it('is there also with a structure too deep to show', async () => {
    const deep = `${'['.repeat(1500)}${']'.repeat(1500)}`;
    const { jobs } = await listed(`{"RestoreJobs":{"RestoreJob":[{"RestoreId":"r-1","Odd":${deep}}]}}`);
    assert.equal(jobs[0]?.RestoreId, 'r-1');
    assert.ok(jobs[0].other['Odd']);
  });
});
