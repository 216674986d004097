import assert from 'node:assert/strict';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { hasOffers, listedOffers, offersFor } from '../../../src/live/offers.ts';
import { plans, vaults } from '../../../src/live/questions.ts';
import type { OfferedValue } from '../../../src/restoreSpec/liveValues.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { readSandbox } from './sandboxReader.ts';

describe("values that a sandbox's account offers", () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  beforeEach(async () => ({ sandbox, reader } = await readSandbox()));
  afterEach(() => sandbox.close());

  const offers = (name: string, values: Record<string, string> = {}, typed = '') => {
    const { signal } = new AbortController();
    return offersFor(name, { values, typed, region: 'cn-hangzhou' }, reader, { now: Date.now(), signal });
  };
  const first = async (name: string, values: Record<string, string> = {}): Promise<OfferedValue> =>
    (await offers(name, values))[0] ?? assert.fail(`nothing for ${name}`);

  it('are vaults with name, region and type: those for the source first, those of another region last', async () => {
    const all = await offers('VaultId', { SourceType: 'OTS_TABLE' });
    assert.equal(all.length, 12);
    assert.equal(all[0]?.label, 'tablestore-orders');
    assert.match(all[0].description, /^v-\w+ · cn-hangzhou · OTS_BACKUP$/);
    assert.match(all[0].detail, /^\d+ snapshots · OTS_TABLE · as of 0 s ago$/);
    assert.match(all.at(-2)?.detail ?? '', /^INITIALIZING/);
    assert.equal(all.at(-1)?.label, 'shanghai-copies');
  });

  it('are instances, those that are online first, with their system', async () => {
    const all = await offers('TargetInstanceId');
    assert.equal(all.length, 500);
    assert.match(all[0]?.description ?? '', /^online · linux · i-/);
    assert.match(all.at(-1)?.description ?? '', /^not online \(/);
  });

  it('are the buckets and file systems of plans, each once, a file system with its time', async () => {
    const buckets = await offers('TargetBucket');
    assert.equal(new Set(buckets.map(({ value }) => value)).size, 40);
    const { value, fills } = await first('TargetFileSystemId');
    const plan = (await reader.read(plans('NAS'), { by: 'person' })).value.entries.find(
      ({ fileSystemId }) => fileSystemId === value,
    );
    assert.deepEqual(fills, { TargetCreateTime: plan?.createTime });
  });

  it("are Tablestore's instances, and the tables of the one that the spec names", async () => {
    assert.equal((await offers('TargetInstanceName')).length, 8);
    const tables = await offers('TargetTableName', { TargetInstanceName: 'orders-2' });
    assert.equal(tables.length, 6);
    assert.ok(tables.every(({ fills }) => fills?.['TargetInstanceName'] === 'orders-2'));
  });

  it('are instances that are backed up whole, and clusters', async () => {
    assert.match(String((await first('UdmDetail.sourceInstanceId')).value), /^i-/);
    assert.equal((await first('TargetContainerClusterId')).label, 'production');
  });

  describe('where the restore goes to another account', () => {
    const other = { CrossAccountType: 'CROSS_ACCOUNT' };
    const named = { ...other, CrossAccountUserId: '1234567890123456', CrossAccountRoleName: 'hbrcrossrole' };
    const ofAccount = ['TargetInstanceId', 'TargetInstanceName', 'TargetTableName', 'UdmDetail.targetInstanceId'];

    for (const name of ofAccount) {
      it(`are those of that account for ${name}, and none before it is named`, async () => {
        await offers(name, { RestoreType: 'OTS_TABLE' });
        assert.deepEqual(await offers(name, other), []);
        const before = sandbox.requests().length;
        await offers(name, { RestoreType: 'OTS_TABLE', ...named });
        const asked = sandbox.requests().slice(before);
        assert.ok(asked.length > 0, 'what the own account said is no answer');
        for (const { parameters } of asked)
          assert.deepEqual({ ...parameters, ...named }, parameters, JSON.stringify(parameters));
      });
    }

    it('are the snapshots of its tables', async () => {
      assert.deepEqual(await offers('SnapshotId', { RestoreType: 'OTS_TABLE', ...other }), []);
      await offers('SnapshotId', { RestoreType: 'OTS_TABLE', ...named });
      for (const { action, parameters } of sandbox.requests())
        assert.deepEqual({ ...parameters, ...named }, parameters, action);
    });

    it('are none where the service lists those of the own account alone', async () => {
      for (const name of [
        ...['TargetBucket', 'TargetFileSystemId', 'TargetContainerClusterId', 'UdmDetail.sourceInstanceId'],
      ])
        assert.deepEqual(await offers(name, named), [], name);
    });
  });

  it('are none for other parameters', async () => {
    assert.equal(hasOffers('TargetPath') || hasOffers('constructor'), false);
    assert.deepEqual(await offers('constructor'), []);
  });

  it('come from what is known, which is refreshed once it is old, and is there when the service is gone', async () => {
    await offers('VaultId');
    const asked = sandbox.requests().length;
    await offers('VaultId');
    assert.equal(sandbox.requests().length, asked);
    await sandbox.close();
    assert.equal((await offers('VaultId')).length, 12);
    assert.ok(reader.known(vaults()));
  });

  it('are not asked for again by typing where a permission is missing', async () => {
    sandbox.inject({ kind: 'forbidden', action: 'DescribeVaults', times: Infinity });
    await assert.rejects(offers('VaultId'), /hbr:DescribeVaults/);
    await assert.rejects(offers('VaultId'), /hbr:DescribeVaults/);
    assert.equal(sandbox.requests().length, 1);
    assert.equal((await offers('TargetBucket')).length, 40);
  });
});

describe('a list of more values than it takes', () => {
  const offers = Array.from({ length: 2000 }, (_, n): OfferedValue => {
    return { value: `i-${n}`, label: `web-${n}`, description: 'online', detail: '' };
  });

  it('has those that are typed for first, wherever they come in the order', () => {
    const { listed, isWhole } = listedOffers(offers, 'WEB-1999');
    assert.equal(isWhole, false);
    assert.equal(listed.length, 500);
    assert.deepEqual(
      listed.slice(0, 2).map(({ value }) => value),
      ['i-1999', 'i-0'],
    );
  });

  it('is whole and as it was where it takes them all', () => {
    const few = offers.slice(0, 500);
    assert.deepEqual(listedOffers(few, 'web-9'), { listed: few, isWhole: true });
  });
});
