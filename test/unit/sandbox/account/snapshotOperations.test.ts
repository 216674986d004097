import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { call, refused, type CallParameters } from '../client.ts';

type Entry = Readonly<Record<string, unknown>>;

describe('sandbox: reading snapshots through the SDK', () => {
  const now = Date.now();
  let sandbox: Sandbox;
  let source: Entry;
  before(async () => {
    sandbox = await startSandbox({ now: () => now });
    const plans = await call(sandbox, 'DescribeBackupPlans', { query: { SourceType: 'ECS_FILE' } });
    source = (plans as { BackupPlans: { BackupPlan: Entry[] } }).BackupPlans.BackupPlan[0] ?? {};
  });
  after(() => sandbox.close());

  const term = (field: string, value: unknown, operation = 'MATCH_TERM') => ({ field, value, operation });
  const ofSource = () => [term('VaultId', source['VaultId']), term('InstanceId', source['InstanceId'])];
  const search = async (query: readonly unknown[], rest: object = {}) => {
    const parameters = { SourceType: 'ECS_FILE', Query: JSON.stringify(query), ...rest };
    const answer = await call(sandbox, 'SearchHistoricalSnapshots', { query: parameters });
    return {
      total: answer['TotalCount'] as number,
      next: answer['NextToken'] as string,
      list: (answer['Snapshots'] as { Snapshot: Entry[] }).Snapshot,
    };
  };
  const timesOf = (list: readonly Entry[]) => list.map((each) => each['CompleteTime'] as number);

  it('gives the newest first, page by page to the end', async () => {
    const seen = new Set<unknown>();
    let last = Infinity;
    let token = '';
    do {
      const { list, next, total } = await search(ofSource(), { Limit: 100, NextToken: token });
      assert.equal(total, 8000);
      for (const each of list) {
        const time = each['CompleteTime'] as number;
        assert.ok(time < last);
        last = time;
        seen.add(each['SnapshotId']);
      }
      token = next;
    } while (token !== '' && seen.size < 1000);
    assert.equal(seen.size, 1000);
    const end = await search(ofSource(), { Limit: 100, NextToken: 'at-7950' });
    assert.deepEqual([end.list.length, end.next], [50, '']);
  });

  it('counts alone with a limit of 0', async () => {
    assert.deepEqual(await search(ofSource(), { Limit: 0 }), { total: 8000, next: '', list: [] });
  });

  it('finds the last one before a time', async () => {
    const before = Math.floor(now / 1000) - 5 * 86_400;
    const query = [...ofSource(), term('CompleteTime', before, 'LESS_THAN_OR_EQUAL')];
    const [time = 0] = timesOf((await search(query, { Limit: 1 })).list);
    assert.ok(time <= before && time > before - 1800, String(before - time));
  });

  it('sorts upwards where asked', async () => {
    const times = timesOf((await search(ofSource(), { Order: 'ASC' })).list);
    assert.deepEqual(times, [...times].sort());
  });

  const wrong: [string, () => readonly unknown[], object, string][] = [
    ['a vault alone', () => ofSource().slice(0, 1), {}, 'InvalidQuery'],
    ['no vault', () => ofSource().slice(1), {}, 'InvalidQuery'],
    ['an unknown field', () => [...ofSource(), term('SnapshotId', 's-1')], {}, 'InvalidQuery'],
    ['an unknown operation', () => [...ofSource(), term('Status', 'COMPLETE', 'LIKE')], {}, 'InvalidQuery'],
    ['a time that is text', () => [...ofSource(), term('CompleteTime', '1', 'LESS_THAN')], {}, 'InvalidQuery'],
    ['BETWEEN one value', () => [...ofSource(), term('CompleteTime', [1], 'BETWEEN')], {}, 'InvalidQuery'],
    ['more than 100', ofSource, { Limit: 101 }, 'InvalidLimit'],
    ['another token', ofSource, { NextToken: 'x' }, 'InvalidNextToken'],
    ['another type', ofSource, { SourceType: 'OTS_TABLE' }, 'InvalidSourceType'],
    ['no type', ofSource, { SourceType: '' }, 'MissingSourceType'],
    ['another order', ofSource, { Order: 'UP' }, 'InvalidOrder'],
    ['an unknown vault', () => [term('VaultId', 'v-1'), ...ofSource().slice(1)], {}, 'VaultNotExist'],
  ];
  for (const [name, query, rest, code] of wrong) {
    it(`refuses ${name}`, async () => {
      assert.equal((await refused(search(query(), rest))).code, code);
    });
  }

  it("gives a table's snapshots with the span of TargetTime in ms", async () => {
    const body = { 'OtsInstances.1.InstanceName': 'orders-1', 'OtsInstances.1.TableNames.1': 'orders', Limit: 5 };
    const answer = await call(sandbox, 'DescribeOtsTableSnapshots', { body });
    const list = answer['Snapshots'] as Entry[];
    assert.equal(list.length, 5);
    assert.equal('TotalCount' in answer, false);
    assert.notEqual(answer['NextToken'], '');
    const [first] = list;
    assert.deepEqual([first?.['InstanceName'], first?.['TableName']], ['orders-1', 'orders']);
    assert.equal(first?.['RangeEnd'], (first?.['CompleteTime'] as number) * 1000);
    assert.equal(typeof first?.['ActualBytes'], 'string');
  });

  it('gives all snapshots of instances of a time at once', async () => {
    const seconds = Math.floor(now / 1000);
    const span = { StartTime: seconds - 3 * 86_400, EndTime: seconds };
    const query = { SourceType: 'UDM_ECS', UdmRegionId: 'cn-hangzhou', ...span };
    const answer = await call(sandbox, 'DescribeUdmSnapshots', { query });
    const list = answer['Snapshots'] as Entry[];
    assert.equal(list.length, answer['TotalCount']);
    assert.ok(list.length >= 80, String(list.length));
    const InstanceId = list[0]?.['InstanceId'];
    const one = await call(sandbox, 'DescribeUdmSnapshots', { query: { ...query, InstanceId } });
    assert.ok((one['Snapshots'] as Entry[]).every((each) => each['InstanceId'] === InstanceId));
  });

  const wrongCalls: [string, CallParameters, string][] = [
    ['DescribeUdmSnapshots', { query: { SourceType: 'UDM_ECS', StartTime: 1, EndTime: 2 } }, 'MissingUdmRegionId'],
    [
      'DescribeUdmSnapshots',
      { query: { SourceType: 'ECS_FILE', UdmRegionId: 'r', StartTime: 1, EndTime: 2 } },
      'InvalidSourceType',
    ],
    ['DescribeOtsTableSnapshots', { body: { StartTime: 2, EndTime: 1 } }, 'InvalidStartTime'],
    ['DescribeOtsTableSnapshots', { query: { Limit: 5 } }, 'InvalidLimit'],
  ];
  for (const [action, parameters, code] of wrongCalls) {
    it(`${action} refuses ${JSON.stringify(parameters)}`, async () => {
      assert.equal((await refused(call(sandbox, action, parameters))).code, code);
    });
  }
});
