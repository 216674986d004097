import assert from 'node:assert/strict';
import { crossAccount } from '../../../../src/sandbox/account/vaultOperations.ts';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { call } from '../client.ts';

type Answer = Readonly<Record<string, unknown>>;

describe('sandbox: what another account has', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const ask = async (action: string, query: Record<string, unknown>) =>
    (await call(sandbox, action, { query })) as Answer;
  const { userId, roleName } = crossAccount;
  const other = { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: userId, CrossAccountRoleName: roleName };
  const operations: [string, string, string, Record<string, unknown>][] = [
    ['DescribeBackupClients', 'Clients', 'InstanceId', { ClientType: 'ECS_CLIENT' }],
    ['DescribeRecoverableOtsInstances', 'OtsInstances', 'InstanceName', {}],
    ['DescribeOtsTableSnapshots', 'Snapshots', 'SnapshotId', {}],
  ];
  for (const [action, list, id, query] of operations) {
    const idsIn = (answer: Answer) => (answer[list] as Answer[]).map((entry) => entry[id]);

    it(`${action} gives by its role, and nothing of the own account`, async () => {
      const own = idsIn(await ask(action, query));
      assert.deepEqual(idsIn(await ask(action, { ...query, CrossAccountType: 'SELF_ACCOUNT' })), own);
      const others = idsIn(await ask(action, { ...query, ...other }));
      assert.ok(others.length > 0);
      assert.deepEqual(
        others.filter((each) => own.includes(each)),
        [],
      );
    });

    it(`${action} gives to no other role`, async () => {
      const { Success, Code } = await ask(action, { ...query, ...other, CrossAccountRoleName: 'other' });
      assert.deepEqual([Success, Code], [false, 'CrossAccountBackupSlrNotExist']);
    });
  }

  it('is backed up into the vaults of the own one', async () => {
    const [snapshot] = (await ask('DescribeOtsTableSnapshots', other))['Snapshots'] as Answer[];
    const vaults = await ask('DescribeVaults', { VaultId: snapshot?.['VaultId'] });
    assert.equal(vaults['TotalCount'], 1);
  });
});
