import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { AccountOperations } from '../../../src/cloud/accountOperations.ts';
import type { CallLog } from '../../../src/cloud/http/callLog.ts';
import { createClient } from '../../../src/cloud/hbrClient.ts';
import { isPermissionDenied } from '../../../src/cloud/cloudError.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';
import { clientFor, closeServers, failure, reply, serve } from './helpers.ts';

const firstPage = { pageNumber: 1, pageSize: 100 };

describe('cloud: reading what the account holds', () => {
  let sandbox: Sandbox;
  let reads: AccountOperations;
  const lines: CallLog[] = [];
  before(async () => {
    sandbox = await startSandbox();
    const account = { signer: 'sandbox' as const, profile: 'tests', region: 'cn-hangzhou', endpoint: sandbox.endpoint };
    const { accessKeyId, accessKeySecret } = sandbox;
    const log = (line: CallLog) => lines.push(line);
    reads = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret }, log).reads;
  });
  after(() => sandbox.close());

  const planOf = async (sourceType: string) => {
    const { entries } = await reads.describeBackupPlans({ sourceType, ...firstPage });
    return entries[0] ?? assert.fail(sourceType);
  };

  it('gives vaults', async () => {
    const { entries, totalCount } = await reads.describeVaults(firstPage);
    assert.deepEqual([entries.length, totalCount], [12, 12]);
    const { name, type, status, regionId } = entries[0] ?? assert.fail();
    assert.deepEqual([name, type, status, regionId], ['web-servers', 'STANDARD', 'CREATED', 'cn-hangzhou']);
    const one = await reads.describeVaults({ ...firstPage, vaultId: entries[3]?.vaultId });
    assert.deepEqual(one.entries, [entries[3]]);
  });

  for (const sourceType of ['ECS_FILE', 'OSS', 'NAS']) {
    it(`gives the snapshots of a source of ${sourceType}, found by its plan, page by page`, async () => {
      const { vaultId, instanceId, bucket, fileSystemId, createTime } = await planOf(sourceType);
      const source = Object.fromEntries(
        Object.entries({ sourceType, vaultId, instanceId, bucket, fileSystemId, createTime }).filter(
          ([, value]) => value,
        ),
      ) as { sourceType: string; vaultId: string };
      const first = await reads.searchSnapshots({ ...source, limit: 50 });
      assert.equal(first.entries.length, 50);
      const next = await reads.searchSnapshots({ ...source, limit: 50, nextToken: first.nextToken });
      assert.ok((next.entries[0]?.completeTime ?? Infinity) < (first.entries.at(-1)?.completeTime ?? 0));
      const [snapshot] = first.entries;
      assert.match(snapshot?.snapshotHash ?? '', /^[\da-f]{64}$/);
      assert.deepEqual([snapshot?.vaultId, snapshot?.sourceType], [vaultId, sourceType]);
      const completedTo = (snapshot?.completeTime ?? 0) - 1;
      const before = await reads.searchSnapshots({ ...source, limit: 1, completedTo });
      assert.equal(before.entries[0]?.snapshotId, first.entries[1]?.snapshotId);
      const { totalCount, entries } = await reads.searchSnapshots({ ...source, limit: 0 });
      assert.deepEqual([totalCount, entries], [first.totalCount, []]);
    });
  }

  it('gives Tablestore instances, their tables and the snapshots of a table with the span of TargetTime', async () => {
    const { entries } = await reads.describeOtsInstances({});
    const { instanceName, tableNames } = entries[0] ?? assert.fail();
    const [tableName] = tableNames;
    const found = await reads.describeTableSnapshots({ instanceName, tableName, limit: 10 });
    assert.equal(found.entries.length, 10);
    const [snapshot] = found.entries;
    assert.equal(snapshot?.rangeEndMs, (snapshot?.completeTime ?? 0) * 1000);
    assert.ok((snapshot?.bytesTotal ?? 0) > 0);
    assert.notEqual(found.nextToken, undefined);
  });

  it('asks for the Tablestore snapshots of another account by its role', async () => {
    const role = { userId: '9007199254740993', roleName: 'role' };
    const asked = reads.describeTableSnapshots({ snapshotIds: ['s-1'], role, limit: 10 });
    await assert.rejects(asked, /CrossAccountBackupSlrNotExist/, 'that account set up no such role');
    assert.deepEqual(sandbox.requests().at(-1)?.parameters, {
      ...{ 'SnapshotIds.1': 's-1', Limit: '10' },
      ...{ CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: '9007199254740993', CrossAccountRoleName: 'role' },
    });
  });

  it('gives the snapshots of instances of a span of time', async () => {
    const to = Math.floor(Date.now() / 1000);
    const span = { from: to - 2 * 86_400, to };
    const { entries } = await reads.describeInstanceSnapshots({
      sourceType: 'UDM_ECS',
      regionId: 'cn-hangzhou',
      ...span,
    });
    assert.ok(entries.length >= 40);
    assert.match(entries[0]?.instanceId ?? '', /^i-/);
    assert.equal(entries[0]?.instanceType, 'ecs.g7.large');
  });

  it('gives clients and clusters, and nothing of their secrets, in the log neither', async () => {
    const clients = await reads.describeBackupClients(firstPage);
    assert.deepEqual([clients.entries.length, clients.totalCount], [100, 500]);
    const instanceIds = [clients.entries[5]?.instanceId ?? ''];
    assert.deepEqual((await reads.describeBackupClients({ ...firstPage, instanceIds })).entries, [clients.entries[5]]);
    const clusters = await reads.describeContainerClusters(firstPage);
    assert.equal(clusters.entries.length, 2);
    const kept = inspect([clients, clusters, lines], { depth: 9, maxArrayLength: null });
    assert.doesNotMatch(kept, /proxy-password-|cluster-token-|ProxyPassword|Token:/);
  });

  it('gives the files of a snapshot, folder by folder', async () => {
    const { vaultId, instanceId = '' } = await planOf('ECS_FILE');
    const newest = await reads.searchSnapshots({ sourceType: 'ECS_FILE', vaultId, instanceId, limit: 1 });
    const there = { vaultId, snapshotHash: newest.entries[0]?.snapshotHash ?? '' };
    const root = await reads.browseFiles({ ...there, path: '/', maxResults: 100 });
    assert.deepEqual(
      root.entries.map(({ name, isFolder, isExact }) => [name, isFolder, isExact]),
      ['data', 'etc', 'home', 'var'].map((name) => [name, true, true]),
    );
    const bulk = await reads.browseFiles({ ...there, path: '/data/bulk', maxResults: 100 });
    assert.deepEqual([bulk.entries.length, bulk.totalCount], [100, 100_000]);
    const next = await reads.browseFiles({ ...there, path: '/data/bulk', maxResults: 100, nextToken: bulk.nextToken });
    assert.equal(next.entries[0]?.name, 'item-000101.dat');
    assert.ok((next.entries[0].size ?? 0) > 0);
  });

  it("tells whether another account's role is set up", async () => {
    await reads.checkRole({ userId: '1234567890123456', roleName: 'hbrcrossrole' });
    const error = await failure(reads.checkRole({ userId: '1234567890123456', roleName: 'none' }));
    assert.deepEqual([error.code, error.outcome], ['CrossAccountBackupSlrNotExist', 'refused']);
  });

  it('names the missing permission, with a policy for all that is read', async () => {
    sandbox.inject({ kind: 'forbidden', action: 'DescribeVaults' });
    const error = await failure(reads.describeVaults(firstPage));
    assert.ok(isPermissionDenied(error));
    assert.equal(error.action, 'hbr:DescribeVaults');
  });
});

describe('cloud: reading from a service that lies', () => {
  afterEach(closeServers);

  const source = { sourceType: 'OSS', vaultId: 'v-1', bucket: 'b' };
  const calls: Readonly<
    Record<string, (reads: AccountOperations) => Promise<{ readonly entries: readonly object[] }>>
  > = {
    DescribeVaults: (reads) => reads.describeVaults(firstPage),
    DescribeBackupPlans: (reads) => reads.describeBackupPlans({ sourceType: 'NAS', ...firstPage }),
    SearchHistoricalSnapshots: (reads) => reads.searchSnapshots({ ...source, limit: 10 }),
    DescribeOtsTableSnapshots: (reads) => reads.describeTableSnapshots({ instanceName: 'i', limit: 10 }),
    DescribeRecoverableOtsInstances: (reads) => reads.describeOtsInstances({}),
    DescribeUdmSnapshots: (reads) =>
      reads.describeInstanceSnapshots({ sourceType: 'UDM_ECS', regionId: 'r', from: 1, to: 2 }),
    DescribeBackupClients: (reads) => reads.describeBackupClients(firstPage),
    DescribeContainerCluster: (reads) => reads.describeContainerClusters(firstPage),
    BrowseFiles: (reads) => reads.browseFiles({ vaultId: 'v', snapshotHash: 'h', path: '/', maxResults: 10 }),
  };
  const lists = ['Vaults', 'BackupPlans', 'Snapshots', 'OtsInstances', 'Clients', 'Clusters', 'Nodes'];
  const inner = ['Vault', 'BackupPlan', 'Snapshot', 'Node'];
  const nested = (list: unknown) => Object.fromEntries(inner.map((name) => [name, list]));
  const everywhere = (value: unknown) => ({ Success: true, ...Object.fromEntries(lists.map((name) => [name, value])) });

  for (const [operation, ask] of Object.entries(calls)) {
    for (const list of [undefined, null, 'x', 7, {}, nested('x'), nested({})]) {
      it(`${operation} has no list in ${inspect(list)}, and says so`, async () => {
        const { origin } = await serve(reply(200, everywhere(list)));
        const error = await failure(ask(clientFor(origin).client.reads));
        assert.match(error.message, new RegExp(`${operation} can't be used: it has no list`));
      });
    }

    it(`${operation} leaves out entries that are none`, async () => {
      const junk = [
        null,
        'x',
        7,
        [],
        {},
        { VaultId: 7, SnapshotId: {}, InstanceId: [], Name: '', ClusterId: '\u202e' },
      ];
      const { origin } = await serve((request, response) => {
        const isFlat = /Clients|Cluster|Ots|Udm/.test(request.headers['x-acs-action'] ?? '');
        const flatLists = isFlat ? junk : nested(junk);
        reply(200, everywhere(flatLists))(request, response);
      });
      const { entries } = await ask(clientFor(origin).client.reads);
      assert.deepEqual(entries, []);
    });
  }
});
