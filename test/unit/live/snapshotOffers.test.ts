import assert from 'node:assert/strict';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { offersFor } from '../../../src/live/offers.ts';
import { otsInstances, plans } from '../../../src/live/questions.ts';
import { fillsOf, sourceOfPlan, typedDay, warningOf } from '../../../src/live/snapshotOffers.ts';
import { localText } from '../../../src/restoreSpec/dateFormat.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { givenAccount, listOf } from './preflight/givenAccount.ts';
import { readSandbox } from './sandboxReader.ts';

const now = Date.now();

describe("snapshots that a sandbox's account offers", () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  before(async () => ({ sandbox, reader } = await readSandbox()));
  after(() => sandbox.close());

  const offers = (values: Record<string, string>, typed = '', name = 'SnapshotId') => {
    const { signal } = new AbortController();
    return offersFor(name, { values, typed, region: 'cn-hangzhou' }, reader, { now, signal });
  };
  const planOf = async (sourceType: string) =>
    (await reader.read(plans(sourceType), { by: 'person' })).value.entries[0] ?? assert.fail(sourceType);

  it('are those of the target first where it is backed up, newest first, with time, age, size, source and expiry', async () => {
    const { vaultId, instanceId = '' } = await planOf('ECS_FILE');
    const ecs = { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE' };
    const all = await offers({ ...ecs, VaultId: vaultId, TargetInstanceId: instanceId });
    const own = all.filter(({ fills }) => fills?.['TargetInstanceId'] === instanceId);
    assert.ok(own.length >= 100);
    assert.ok(all.every(({ fills }) => fills?.['VaultId'] === vaultId));
    assert.match(all[0]?.label ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d \(\d+ min ago\)$/);
    assert.match(all[0]?.description ?? '', /^[\d.]+ [KMG]B · \w+-\d+$/);
    assert.match(all[0]?.detail ?? '', /^expires \d{4}-\d\d-\d\d \d\d:\d\d · as of 0 s ago$/);
    const labels = own.map(({ label }) => label.slice(0, 16));
    assert.deepEqual(labels, [...labels].sort().reverse());
    assert.ok(all.some(({ description }) => description.startsWith('PARTIAL_COMPLETE')));
  });

  it('are found by the day that is typed, among 8,000', async () => {
    const { vaultId, instanceId = '' } = await planOf('ECS_FILE');
    const day = localText(now / 1000 - 60 * 86_400).slice(0, 10);
    const all = await offers({ SourceType: 'ECS_FILE', VaultId: vaultId, TargetInstanceId: instanceId }, day);
    assert.ok(all.length >= 90, String(all.length));
    assert.ok(all.every(({ label }) => label.startsWith(day)));
  });

  it('are those of the source that is typed, among more sources than are asked', async () => {
    const instances = (await reader.read(plans('ECS_FILE'), { by: 'person' })).value.entries;
    const { instanceId = '', instanceName = '' } = instances.at(-1) ?? {};
    const isOfLast = async (typed: string) =>
      (await offers({ RestoreType: 'ECS_FILE' }, typed)).some(
        ({ fills }) => fills?.['TargetInstanceId'] === instanceId,
      );
    assert.equal(await isOfLast(''), false);
    for (const typed of [instanceId, instanceName.toUpperCase()]) assert.equal(await isOfLast(typed), true, typed);
  });

  it('decide the bucket, or the file system with its time, and the vault where none is named', async () => {
    const oss = (await offers({ RestoreType: 'OSS' }))[0]?.fills ?? {};
    assert.ok(oss['TargetBucket'] && oss['VaultId'] && oss['SnapshotHash']);
    assert.equal(oss['SourceType'], 'OSS');
    const nas = (await offers({ RestoreType: 'NAS' }))[0]?.fills ?? {};
    assert.ok(nas['TargetFileSystemId'] && nas['TargetCreateTime']);
  });

  it('are those of the region of the request, whatever region an instance is restored to, and whatever is still empty', async () => {
    const rollback = { RestoreType: 'UDM_ECS_ROLLBACK', SourceType: '' };
    for (const UdmRegionId of ['', 'cn-', 'cn-shanghai']) {
      assert.ok((await offers({ ...rollback, UdmRegionId })).length > 0, UdmRegionId);
    }
    const asked = sandbox.requests().filter(({ action }) => action === 'DescribeUdmSnapshots');
    assert.deepEqual([...new Set(asked.map(({ parameters }) => parameters['UdmRegionId']))], ['cn-hangzhou']);
  });

  it('decide the table, and the span of TargetTime', async () => {
    const instance = (await reader.read(otsInstances(), { by: 'person' })).value.entries[0]?.instanceName ?? '';
    const ots = { RestoreType: 'OTS_TABLE', SourceType: 'OTS_TABLE', TargetInstanceName: instance };
    const [snapshot] = await offers(ots);
    assert.equal(snapshot?.fills?.['TargetInstanceName'], instance);
    assert.ok(snapshot.fills['TargetTableName']);
    const span = await offers({ ...ots, SnapshotId: String(snapshot.value) }, '', 'TargetTime');
    const [end = 0, start = 0] = span.map(({ value }) => Number(value));
    assert.ok(end - start > 80_000 && end - start < 90_000, `${start} to ${end}`);
    assert.deepEqual(await offers({ RestoreType: 'NAS' }, '', 'TargetTime'), []);
  });

  it('decide no span where another snapshot is named than those of the list', async () => {
    const now = Date.now();
    const one = (snapshotId: string, at: number) => ({
      ...{ snapshotId, sourceType: 'OTS_TABLE', completeTime: at, instanceName: 'i', tableName: 't', paths: [] },
      ...{ rangeStartMs: at * 1000 - 500, rangeEndMs: at * 1000 },
    });
    const account = givenAccount({
      describeOtsInstances: () => listOf({ instanceName: 'i', tableNames: ['t'] }),
      describeTableSnapshots: ({ snapshotIds: [id] = [] }) =>
        id === undefined ? listOf(one('s-new', 2000)) : id === 's-old' ? listOf(one('s-old', 1000)) : listOf(),
    });
    const spanOf = async (SnapshotId: string) => {
      const values = { SourceType: 'OTS_TABLE', TargetInstanceName: 'i', TargetTableName: 't', SnapshotId };
      const asked = { values, typed: '', region: 'cn-hangzhou' };
      const { signal } = new AbortController();
      return (await offersFor('TargetTime', asked, account.reader, { now, signal })).map(({ value }) => value);
    };
    assert.deepEqual(await spanOf('s-old'), [1000, 1000]);
    assert.deepEqual(await spanOf('s-gone'), []);
    for (const open of ['', 's-', 's-new']) assert.deepEqual(await spanOf(open), [2000, 2000]);
  });

  it('decide the region and the instance of a rollback', async () => {
    const [rolled] = await offers({ RestoreType: 'UDM_ECS_ROLLBACK', SourceType: 'UDM_ECS' });
    assert.equal(rolled?.fills?.['UdmRegionId'], 'cn-hangzhou');
    const { sourceInstanceId } = rolled.fills['UdmDetail'] as { sourceInstanceId: string };
    const own = await offers({
      RestoreType: 'UDM_ECS_ROLLBACK',
      SourceType: 'UDM_ECS',
      'UdmDetail.sourceInstanceId': sourceInstanceId,
    });
    assert.equal(own.length, 20);
    assert.equal((await offers({ RestoreType: 'UDM_ECS' }))[0]?.fills?.['UdmDetail'], undefined);
  });

  it('are those of the other sources where one of them can not be asked', async () => {
    const { vaultId } = await planOf('OSS');
    sandbox.inject({ kind: 'error', status: 500, code: 'InternalError', action: 'SearchHistoricalSnapshots' });
    const all = await offers({ SourceType: 'OSS', VaultId: vaultId }, '2020-01-01');
    assert.deepEqual(all, []);
  });

  it('are none where nothing says what kind of source it is', async () => {
    assert.deepEqual(await offers({}), []);
  });
});

describe('a day that is typed', () => {
  it('is the whole day in this time zone', () => {
    const { from, to } = typedDay('2026-11-28 14') ?? assert.fail();
    assert.equal(localText(from).slice(0, 19), '2026-11-28 00:00:00');
    assert.equal(localText(to).slice(0, 19), '2026-11-28 23:59:59');
  });
  it('is none before it is whole', () => {
    for (const typed of ['', 's-1', '2026-11', '2026-11-2', 's-2026-11-28']) assert.equal(typedDay(typed), undefined);
  });
});

describe('a snapshot', () => {
  const snapshot = { snapshotId: 's-1', status: 'COMPLETE', expireTime: 100, paths: [] };
  it('is warned of where it has expired or is not whole', () => {
    assert.equal(warningOf(snapshot, 99_999), undefined);
    assert.equal(warningOf(snapshot, 100_000), 'EXPIRED');
    assert.equal(warningOf({ ...snapshot, status: 'FAILED' }, 0), 'FAILED');
  });
  it('decides nothing that it does not say', () => {
    const fills = fillsOf(snapshot, { values: { SourceType: 'NAS' }, region: 'r' });
    assert.ok(Object.entries(fills).every(([name, value]) => value === undefined || name === 'SourceType'));
  });
});

describe('the source of a plan', () => {
  it('is what its snapshots are searched by', () => {
    const plan = { vaultId: 'v', instanceId: 'i', bucket: 'b', fileSystemId: 'f', createTime: 5, tableNames: [] };
    const shared = { vaultId: 'v' };
    const ecs = { sourceType: 'ECS_FILE', ...shared, instanceId: 'i' };
    assert.deepEqual(sourceOfPlan('ECS_FILE', plan), ecs);
    assert.deepEqual(sourceOfPlan('OSS', plan), { sourceType: 'OSS', ...shared, bucket: 'b' });
    assert.deepEqual(sourceOfPlan('NAS', plan), { sourceType: 'NAS', ...shared, fileSystemId: 'f', createTime: 5 });
    assert.equal(sourceOfPlan('NAS', { vaultId: 'v', fileSystemId: 'f', tableNames: [] }), undefined);
    assert.equal(sourceOfPlan('OTS', plan), undefined);
  });
});
