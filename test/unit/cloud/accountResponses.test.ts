import assert from 'node:assert/strict';
import {
  listedSnapshots,
  listedInstanceSnapshots,
  listedClients,
  listedFiles,
  listedPlans,
  listedVaults,
} from '../../../src/cloud/accountResponses.ts';
import type { ServiceResponse } from '../../../src/cloud/serviceResponse.ts';
import { failure } from './helpers.ts';

const call = { operation: 'DescribeVaults', profile: 'p', host: 'h', timeoutMs: 1, secrets: [], parameters: [] };
const response = (body: object): ServiceResponse =>
  ({ body, statusCode: 200, requestId: 'q', call }) as unknown as ServiceResponse;
const snapshots = (...list: object[]) => listedSnapshots(response({ Snapshots: { Snapshot: list } })).entries;
const files = (...list: object[]) => listedFiles(response({ Nodes: { Node: list } })).entries;

describe('cloud: what a reading response gives', () => {
  it('has no member for what is missing or of another type', () => {
    assert.deepEqual(
      listedVaults(response({ Vaults: { Vault: [{ VaultId: 'v-1', VaultName: {}, Status: 7 }] } })).entries,
      [{ vaultId: 'v-1', status: '7', sourceTypes: [] }],
    );
    assert.deepEqual(snapshots({ SnapshotId: 's-1', CompleteTime: 'noon', BytesTotal: -5, ItemsTotal: 1.5e300 }), [
      { snapshotId: 's-1', paths: [] },
    ]);
  });

  it('takes an ID only as it is', () => {
    for (const id of ['v 1', 'v-1\u200b', '', '-v', 'v-1"', 'x'.repeat(129), 17]) {
      assert.deepEqual(listedVaults(response({ Vaults: { Vault: [{ VaultId: id }] } })).entries, [], String(id));
    }
    const [plan] = listedPlans(
      response({ BackupPlans: { BackupPlan: [{ VaultId: 'v-1', FileSystemId: 5494 }] } }),
    ).entries;
    assert.equal(plan?.fileSystemId, undefined, 'a number has lost its zeros');
  });

  it('cleans and shortens text', () => {
    const VaultName = `a\u202eb\nc${'x'.repeat(500)}`;
    const [vault] = listedVaults(response({ Vaults: { Vault: [{ VaultId: 'v-1', VaultName }] } })).entries;
    assert.match(vault?.name ?? '', /^ab cx+…$/);
    assert.equal(vault?.name?.length, 200);
  });

  it('reads numbers that came as text, and no time from 0', () => {
    assert.deepEqual(snapshots({ SnapshotId: 's-1', ActualBytes: '12', ExpireTime: 0 }), [
      { snapshotId: 's-1', bytesTotal: 12, paths: [] },
    ]);
  });

  it('keeps a file name that is exact, and says where one is not', () => {
    const names = ['a b.txt', '备份 ñ', 'x\ny', 'x\u202ey', '\u200b'];
    assert.deepEqual(
      files(...names.map((Name) => ({ Name, Type: 'file' }))).map(({ isExact }) => isExact),
      [true, true, false, false, false],
    );
    assert.ok(files({ Name: '\u0007', Type: 'dir' })[0]?.isFolder);
  });

  it('has no part of a client but the named ones', () => {
    const client = { InstanceId: 'i-1', Status: 'ACTIVATED', Settings: { ProxyPassword: 'secret' } };
    assert.deepEqual(listedClients(response({ Clients: [client] })).entries, [
      { instanceId: 'i-1', status: 'ACTIVATED' },
    ]);
  });

  it('ends without a token, and where there is nothing at all', () => {
    assert.equal(listedFiles(response({ Nodes: { Node: [] }, NextToken: '' })).nextToken, undefined);
    assert.deepEqual(listedFiles(response({ TotalCount: 0 })), { entries: [], totalCount: 0 });
  });

  it('refuses a page that is far too long, and takes the first of a list without pages', async () => {
    const long = Array.from({ length: 6000 }, (_, index) => ({ SnapshotId: `s-${index}` }));
    const error = await failure(Promise.resolve().then(() => snapshots(...long)));
    assert.match(error.message, /has 6000 entries/);
    const { entries, totalCount } = listedInstanceSnapshots(response({ Snapshots: long, TotalCount: 6000 }));
    assert.deepEqual([entries.length, totalCount], [5000, 6000]);
  });
});
