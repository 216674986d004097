import assert from 'node:assert/strict';
import { readBaseline } from '../../../../src/jobs/reconciliation/baseline.ts';
import { requestOf, sandboxes } from '../jobFixtures.ts';

describe('the baseline of a submission', () => {
  const current = sandboxes();
  const request = requestOf('NAS');
  const listRequests = () =>
    current()
      .sandbox.requests()
      .filter(({ action }) => action === 'DescribeRestoreJobs2').length;

  it('is every RestoreId of the type and the vault, over all pages', async () => {
    const { client } = current();
    const ids = [];
    for (let i = 0; i < 120; i++) {
      const { query, body } = request;
      ids.push((await client.createRestoreJob({ query: { ...query, SnapshotId: `t-${i}` }, body })).restoreId);
    }
    await client.createRestoreJob(requestOf('OSS'));
    await client.createRestoreJob({ query: { ...request.query, VaultId: 'v-other' }, body: request.body });
    assert.deepEqual([...((await readBaseline(client, request)) ?? [])].sort(), ids.sort());
    assert.equal(listRequests(), 2);
  });

  it('is of the edition of the request', async () => {
    const { client } = current();
    const basic = requestOf('ECS_FILE', { Edition: 'BASIC' });
    const { restoreId } = await client.createRestoreJob(basic);
    await client.createRestoreJob(requestOf('ECS_FILE'));
    assert.deepEqual(await readBaseline(client, basic), [restoreId]);
  });

  it('is empty, not absent, where there are no jobs', async () => {
    assert.deepEqual(await readBaseline(current().client, request), []);
  });

  it('is absent where the list can not be had', async () => {
    current().sandbox.inject({ kind: 'error', status: 403, code: 'NoPermission', action: 'DescribeRestoreJobs2' });
    assert.equal(await readBaseline(current().client, request), undefined);
  });

  it('is absent once it is stopped, and then asks no more', async () => {
    assert.equal(await readBaseline(current().client, request, AbortSignal.abort()), undefined);
    assert.equal(listRequests(), 0);
  });

  for (const [why, page] of [
    ['is too long', { jobs: [], totalCount: 5000 }],
    ['is not whole', { jobs: [{ RestoreId: 'r-1', other: {} }], totalCount: 2 }],
    ['may be another account’s', { jobs: [], totalCount: 0, otherCaller: true }],
  ] as const) {
    it(`is absent where the list ${why}`, async () => {
      const { client } = current();
      const describeRestoreJobs = () => Promise.resolve({ requestId: '', ...page });
      assert.equal(await readBaseline({ ...client, describeRestoreJobs }, request), undefined);
    });
  }

  it('is absent where a job went while it was read, and another one may have been passed over', async () => {
    const { client } = current();
    const page = (count: number, totalCount: number) => ({
      ...{ requestId: '', totalCount },
      jobs: Array.from({ length: count }, (_, at) => ({ RestoreId: `r-${count}-${at}`, other: {} })),
    });
    const pages = [page(99, 101), page(1, 100)];
    const describeRestoreJobs = () => Promise.resolve(pages.shift() ?? assert.fail('a third page'));
    assert.equal(await readBaseline({ ...client, describeRestoreJobs }, request), undefined);
    assert.deepEqual(pages, []);
  });

  it('is absent where jobs came while it was read', async () => {
    const { client } = current();
    for (let i = 0; i < 100; i++) await client.createRestoreJob(request);
    let isFirst = true;
    const describeRestoreJobs: typeof client.describeRestoreJobs = async (...args) => {
      if (!isFirst) await client.createRestoreJob(request);
      isFirst = false;
      return client.describeRestoreJobs(...args);
    };
    assert.equal(await readBaseline({ ...client, describeRestoreJobs }, request), undefined);
  });
});
