import assert from 'node:assert/strict';
import { crossAccount } from '../../../../src/sandbox/account/vaultOperations.ts';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { call, refused, type CallParameters } from '../client.ts';

type Entry = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

describe('sandbox: reading vaults, plans and clients through the SDK', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const ask = async (action: string, parameters: CallParameters = {}) =>
    (await call(sandbox, action, parameters)) as Answer;
  const listIn = (answer: Answer, outer: string, inner: string) => (answer[outer] as Answer)[inner] as readonly Entry[];
  const vaults = async (query = {}) => listIn(await ask('DescribeVaults', { query }), 'Vaults', 'Vault');

  it('DescribeVaults gives pages and takes filters', async () => {
    const first = await ask('DescribeVaults');
    assert.deepEqual([first['TotalCount'], first['PageNumber'], first['PageSize']], [12, 1, 10]);
    assert.equal((await vaults()).length, 10);
    assert.equal((await vaults({ PageNumber: 2 })).length, 2);
    const [vault] = await vaults({ VaultName: 'databases' });
    assert.equal(vault?.['VaultName'], 'databases');
    assert.deepEqual(await vaults({ VaultId: vault['VaultId'] }), [vault]);
    assert.equal((await vaults({ VaultRegionId: 'cn-shanghai' })).length, 1);
    assert.deepEqual(await vaults({ VaultId: 'v-none' }), []);
  });

  it('DescribeBackupPlans needs a source type, and gives its plans', async () => {
    const plans = async (query: Record<string, unknown>) => {
      const answer = await ask('DescribeBackupPlans', { query });
      return { total: answer['TotalCount'] as number, list: listIn(answer, 'BackupPlans', 'BackupPlan') };
    };
    const files = await plans({ SourceType: 'ECS_FILE', PageSize: 100 });
    assert.equal(files.total, 60);
    assert.match(String(files.list[0]?.['InstanceId']), /^i-/);
    const nas = await plans({ SourceType: 'NAS' });
    assert.equal(typeof nas.list[0]?.['CreateTime'], 'number');
    const VaultId = files.list[0]?.['VaultId'];
    const ofVault = await plans({ SourceType: 'ECS_FILE', Filters: [{ Key: 'vaultId', Values: [VaultId] }] });
    assert.ok(ofVault.total > 0 && ofVault.total < 60);
    assert.ok(ofVault.list.every((plan) => plan['VaultId'] === VaultId));
  });

  it('DescribeBackupClients finds clients by instance, and has the secret that a real answer has', async () => {
    const answer = await ask('DescribeBackupClients', { query: { ClientType: 'ECS_CLIENT' } });
    assert.equal(answer['TotalCount'], 500);
    const [client] = answer['Clients'] as readonly Entry[];
    assert.match(JSON.stringify(client), /ProxyPassword":"./);
    const one = await ask('DescribeBackupClients', {
      query: { ClientType: 'ECS_CLIENT' },
      body: { InstanceIds: JSON.stringify([client?.['InstanceId']]) },
    });
    assert.deepEqual(one['Clients'], [client]);
  });

  it('DescribeRecoverableOtsInstances gives all instances with their tables', async () => {
    const answer = await ask('DescribeRecoverableOtsInstances');
    const instances = answer['OtsInstances'] as readonly Entry[];
    assert.equal(instances.length, 8);
    assert.ok((instances[0]?.['TableNames'] as string[]).includes('orders'));
  });

  it('DescribeContainerCluster gives clusters with their tokens', async () => {
    const answer = await ask('DescribeContainerCluster');
    assert.match(JSON.stringify(answer['Clusters']), /"Token":"./);
  });

  it("CheckRole says in a 200 that another account's role is missing", async () => {
    const { userId, roleName } = crossAccount;
    const query = { CrossAccountUserId: userId, CrossAccountRoleName: roleName };
    assert.equal((await ask('CheckRole', { query }))['Success'], true);
    const missing = await ask('CheckRole', { query: { ...query, CrossAccountRoleName: 'other' } });
    assert.deepEqual([missing['Success'], missing['Code']], [false, 'CrossAccountBackupSlrNotExist']);
  });

  const wrong: [string, CallParameters, string][] = [
    ['DescribeVaults', { query: { PageSize: 101 } }, 'InvalidPageSize'],
    ['DescribeVaults', { query: { PageNumber: 0 } }, 'InvalidPageNumber'],
    ['DescribeVaults', { query: { Status: 'NEW' } }, 'InvalidStatus'],
    ['DescribeVaults', { query: { Name: 'x' } }, 'UnknownParameter'],
    ['DescribeBackupPlans', {}, 'MissingSourceType'],
    ['DescribeBackupPlans', { query: { SourceType: 'OTS_TABLE' } }, 'InvalidSourceType'],
    ['DescribeBackupPlans', { query: { SourceType: 'NAS', Filters: [{ Key: 'x', Values: ['y'] }] } }, 'InvalidFilters'],
    ['DescribeBackupClients', {}, 'MissingClientType'],
    ['DescribeBackupClients', { query: { ClientType: 'PC' } }, 'InvalidClientType'],
    [
      'DescribeBackupClients',
      { query: { ClientType: 'ECS_CLIENT' }, body: { InstanceIds: 'i-1' } },
      'InvalidInstanceIds',
    ],
    ['DescribeBackupClients', { query: { ClientType: 'ECS_CLIENT', InstanceIds: '[]' } }, 'InvalidInstanceIds'],
  ];
  for (const [action, parameters, code] of wrong) {
    it(`${action} refuses ${JSON.stringify(parameters)}`, async () => {
      assert.equal((await refused(ask(action, parameters))).code, code);
    });
  }

  it('refuses an operation whose permission was taken away, as RAM does', async () => {
    sandbox.inject({ kind: 'forbidden', action: 'DescribeVaults' });
    const { code, data } = await refused(ask('DescribeVaults'));
    assert.equal(code, 'Forbidden.RAM');
    assert.match(JSON.stringify(data), /"AuthAction":"hbr:DescribeVaults"/);
    assert.equal((await vaults()).length, 10);
  });
});
