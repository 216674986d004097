import assert from 'node:assert/strict';
import type { Snapshot } from '../../../../src/cloud/accountResponses.ts';
import { createClient, type ServiceClient } from '../../../../src/cloud/hbrClient.ts';
import { systemClock } from '../../../../src/jobs/clock.ts';
import type { Locks } from '../../../../src/jobs/storage/locks.ts';
import { createAccountReader, type AccountReader } from '../../../../src/live/accountReader.ts';
import { openCallSlots, type CallSlots } from '../../../../src/live/callSlots.ts';
import { known, unknown, type CheckResult } from '../../../../src/live/preflight/check.ts';
import { runPreflight, type PreflightOptions } from '../../../../src/live/preflight/runPreflight.ts';
import {
  backupClients,
  instanceSnapshots,
  otsInstances,
  plans,
  sourceSnapshots,
  tableSnapshots,
  vaults,
  type Question,
} from '../../../../src/live/questions.ts';
import { requestWith } from '../../../../src/restoreSpec/parameters.ts';
import { startSandbox, type Sandbox } from '../../../hosts/testSandbox.ts';

type Sent = Record<string, string>;

const unlimited: CallSlots = { run: (work) => work() };

/** Locks as one process has them. */
function memoryLocks(): Pick<Locks, 'take'> {
  const taken = new Set<string>();
  return {
    take(name) {
      if (taken.has(name)) return Promise.resolve(undefined);
      taken.add(name);
      const release = () => {
        taken.delete(name);
        return Promise.resolve();
      };
      return Promise.resolve({ release } as Awaited<ReturnType<Locks['take']>>);
    },
  };
}

describe('the preflight, with the account of the sandbox', () => {
  let sandbox: Sandbox;
  let client: ServiceClient;
  const region = 'cn-hangzhou';

  const openReader = (slots = unlimited): AccountReader =>
    createAccountReader({
      client: () => Promise.resolve(client),
      slots,
      clock: systemClock,
      onDenied: () => undefined,
    });
  const connect = ({ accessKeyId, accessKeySecret, endpoint }: Sandbox = sandbox) => {
    const account = { signer: 'sandbox' as const, profile: 'tests', region, endpoint };
    client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  };
  /** What a list holds now. */
  const entriesOf = async <T>(list: Question<{ readonly entries: readonly T[] }>, reader = openReader()) =>
    (await reader.read(list, { by: 'person' })).value.entries;
  /** The operations that were called after so many others. */
  const actionsAfter = (before: number) =>
    sandbox
      .requests()
      .slice(before)
      .map(({ action }) => action);
  const options: PreflightOptions = { clock: systemClock, equalJob: known(undefined) };
  const run = (sent: Sent, more: Partial<PreflightOptions> = {}, reader = openReader(), to = region) =>
    runPreflight(requestWith(Object.entries(sent)), { region: to }, reader, { ...options, ...more });
  const textOf = (results: readonly CheckResult[], verdict: CheckResult['verdict']) =>
    results
      .filter((result) => result.verdict === verdict)
      .map(({ check, item }) => (item ? `${check} ${item}` : check));
  const find = (results: readonly CheckResult[], check: CheckResult['check']) =>
    results.find((result) => result.check === check);

  before(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(() => connect());
  afterEach(() => sandbox.clearFaults());
  after(() => sandbox.close());

  /** A spec that restores the newest snapshot of a Linux instance to itself, and the others of that instance. */
  async function filesSpec(): Promise<{ sent: Sent; others: readonly Snapshot[] }> {
    const reader = openReader();
    const [plan] = await entriesOf(plans('ECS_FILE'), reader);
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const [newest, ...others] = await entriesOf(sourceSnapshots(source), reader);
    const sent = {
      RestoreType: 'ECS_FILE',
      SourceType: 'ECS_FILE',
      VaultId: source.vaultId,
      SnapshotId: newest?.snapshotId ?? '',
      SnapshotHash: newest?.snapshotHash ?? '',
      TargetInstanceId: source.instanceId,
      TargetPath: '/restored',
    };
    return { sent, others };
  }

  it('passes a spec that fits, with reading calls alone, and counts what will be written', async () => {
    const { sent } = await filesSpec();
    const { length: before } = sandbox.requests();
    const results = await run({ ...sent, Include: '["/data/db","/etc/hosts"]', Exclude: '["/data/db/orders.db"]' });
    assert.deepEqual(textOf(results, 'failed'), []);
    assert.deepEqual(textOf(results, 'notChecked'), []);
    assert.match(find(results, 'include')?.message ?? '', /\/data\/db\S+ matches 2 files, \d/);
    assert.match(find(results, 'amount')?.message ?? '', /^At most 3 files, /);
    const actions = actionsAfter(before);
    assert.ok(actions.length <= 7, actions.join());
    assert.ok(
      actions.every((action) => /^(?:Describe|Search|Browse)/.test(action)),
      actions.join(),
    );
  });

  it('tells what failed in the order of harm', async () => {
    const { sent } = await filesSpec();
    const wrong = { ...sent, TargetPath: 'D:\\restored', Include: '["/nowhere"]', Exclude: '["/nothing"]' };
    const targetFirst = ['targetSystem', 'include /nowhere', 'exclude /nothing'];
    assert.deepEqual(textOf(await run(wrong), 'failed'), targetFirst);
    const snapshotFirst = textOf(await run({ ...wrong, SnapshotHash: 'f'.repeat(64) }), 'failed');
    assert.deepEqual(snapshotFirst.slice(0, 2), ['snapshotHash', 'targetSystem']);
  });

  it('says of a whole snapshot how much it holds at most', async () => {
    const { sent } = await filesSpec();
    assert.match(
      find(await run(sent), 'amount')?.message ?? '',
      /^At most 100040 files, .* the snapshot holds no more/,
    );
  });

  it('fails paths that match nothing, also below a folder that is not there', async () => {
    const { sent } = await filesSpec();
    const results = await run({
      ...sent,
      Include: '["/data/db/*.txt","/dtaa/db/orders.db","/home/alice/*.pdf"]',
      Exclude: '["/home/nobody"]',
    });
    assert.deepEqual(textOf(results, 'failed'), [
      'include /data/db/*.txt',
      'include /dtaa/db/orders.db',
      'exclude /home/nobody',
    ]);
    assert.match(results.find(({ item }) => item === '/home/alice/*.pdf')?.message ?? '', /matches 1 file,/);
  });

  it('does not conclude from a part of a large folder', async () => {
    const { sent } = await filesSpec();
    const results = await run({ ...sent, Include: '["/data/bulk/item-090000.dat"]' });
    assert.deepEqual(textOf(results, 'notChecked'), ['include /data/bulk/item-090000.dat']);
    assert.match(
      find(results, 'include')?.message ?? '',
      /not among the first 800 of the 100000 entries of \S+\/data\/bulk/,
    );
  });

  /** The last but a few of the 8,000 snapshots of the busiest source, as only its own day finds it. */
  async function deepSpec(): Promise<Sent> {
    const { sent } = await filesSpec();
    const source = {
      sourceType: 'ECS_FILE',
      vaultId: sent['VaultId'] ?? '',
      instanceId: sent['TargetInstanceId'] ?? '',
    };
    const to = Math.floor(Date.now() / 1000) - 80 * 86_400;
    const entries = await entriesOf(sourceSnapshots(source, { to }));
    const deep = entries.find(({ status }) => status === 'COMPLETE');
    return { ...sent, SnapshotId: deep?.snapshotId ?? '', SnapshotHash: deep?.snapshotHash ?? '' };
  }

  it('says of a snapshot deep among 8,000 what was looked through, within the limit of calls, and still checks its files', async () => {
    const sent = { ...(await deepSpec()), Include: '["/etc/hosts","/etc/none"]' };
    const { length: before } = sandbox.requests();
    const results = await run(sent, {}, openReader(openCallSlots(memoryLocks(), systemClock, assert.ifError)));
    const actions = actionsAfter(before);
    assert.ok(actions.filter((action) => action === 'SearchHistoricalSnapshots').length <= 6, actions.join());
    assert.deepEqual(textOf(results, 'failed'), ['include /etc/none']);
    assert.deepEqual(textOf(results, 'notChecked'), [
      'snapshot',
      'snapshotStatus',
      'snapshotExpiry',
      'snapshotHash',
      'sourceType',
      'amount',
    ]);
    assert.match(
      find(results, 'snapshot')?.message ?? '',
      /not among the \S+ECS_FILE\S+ snapshots .* looked through \(\d{3}\); there are more\.$/,
    );
  });

  it('says how far it came and why where the service goes away between two pages', async () => {
    const sent = { ...(await deepSpec()), Include: '["/data/bulk/item-090000.dat"]' };
    for (const action of ['SearchHistoricalSnapshots', 'BrowseFiles'] as const) {
      sandbox.inject({ kind: 'delay', ms: 0, action, times: 2 });
      sandbox.inject({ kind: 'resetAfterRead', action, times: Infinity });
    }
    const results = await run(sent);
    assert.deepEqual(textOf(results, 'failed'), []);
    const messages = [find(results, 'snapshot'), find(results, 'include')].map((result) => result?.message ?? '');
    assert.match(
      messages[0] ?? '',
      /not among the \S+ECS_FILE\S+ snapshots .* \([12]\d\d\); there are more\. .*SearchHistoricalSnapshots/,
    );
    assert.match(messages[1] ?? '', /first 200 of the 100000 entries of \S+\/data\/bulk\S+ .*BrowseFiles/);
    assert.deepEqual(
      ['vaultRegion', 'target', 'equalJob'].map((name) => find(results, name as CheckResult['check'])?.verdict),
      ['passed', 'passed', 'passed'],
    );
  });

  it('fails a snapshot that is incomplete, expired, of another hash, and one that is not there', async () => {
    const { sent, others } = await filesSpec();
    const named = (snapshot: Snapshot | undefined) => ({
      ...sent,
      SnapshotId: snapshot?.snapshotId ?? '',
      SnapshotHash: snapshot?.snapshotHash ?? '',
    });
    const partial = others.find(({ status }) => status === 'PARTIAL_COMPLETE');
    assert.deepEqual(textOf(await run(named(partial)), 'failed'), ['snapshotStatus']);
    const inTwoDays = { ...systemClock, now: () => Date.now() + 2 * 86_400_000 };
    const kept = others.find(({ expireTime = Infinity }) => expireTime * 1000 < inTwoDays.now());
    assert.deepEqual(textOf(await run(named(kept), { clock: inTwoDays }), 'failed'), ['snapshotExpiry']);
    const wrongHash = await run({ ...sent, SnapshotHash: others[3]?.snapshotHash ?? '' });
    assert.deepEqual(textOf(wrongHash, 'failed'), ['snapshotHash']);
    assert.equal(find(wrongHash, 'snapshotHash')?.parameter, 'SnapshotHash');
    const missing = await run({ ...sent, SnapshotId: 's-0001' });
    assert.deepEqual([find(missing, 'snapshot')?.verdict, textOf(missing, 'failed')], ['notChecked', []]);
    assert.match(find(missing, 'snapshot')?.message ?? '', /s-0001\S+ is not among the \S+ snapshots .* \(\d{3}\)/);
  });

  it('finds an old snapshot that a list had before, such as one that was completed', async () => {
    const { sent, others } = await filesSpec();
    const source = {
      sourceType: 'ECS_FILE',
      vaultId: sent['VaultId'] ?? '',
      instanceId: sent['TargetInstanceId'] ?? '',
    };
    const to = (others[0]?.completeTime ?? 0) - 50 * 86_400;
    const reader = openReader();
    const found = await entriesOf(sourceSnapshots(source, { to, from: to - 86_400 }), reader);
    const old = found.find(({ status }) => status === 'COMPLETE');
    const spec = { ...sent, SnapshotId: old?.snapshotId ?? '', SnapshotHash: old?.snapshotHash ?? '' };
    const { length: before } = sandbox.requests();
    assert.equal(find(await run(spec, {}, reader), 'snapshot')?.verdict, 'passed');
    const actions = actionsAfter(before);
    assert.ok(!actions.includes('SearchHistoricalSnapshots'), actions.join());
    assert.equal(find(await run(spec), 'snapshot')?.verdict, 'notChecked');
  });

  it('fails a snapshot that is not among all snapshots of the vault', async () => {
    const small = await startSandbox({ account: { snapshots: 200 } });
    try {
      connect(small);
      const [plan] = await entriesOf(plans('NAS'));
      const nas = { RestoreType: 'NAS', SourceType: 'NAS', TargetFileSystemId: plan?.fileSystemId ?? '' };
      const target = { ...nas, TargetCreateTime: String(plan?.createTime), VaultId: plan?.vaultId ?? '' };
      assert.deepEqual(textOf(await run({ ...target, SnapshotId: 's-0001' }), 'failed'), ['snapshot']);
    } finally {
      await small.close();
    }
  });

  it('fails a vault of another region, one that is being made, and one that is not there', async () => {
    const { sent } = await filesSpec();
    const all = await entriesOf(vaults());
    const idOf = (name: string) => all.find((vault) => vault.name === name)?.vaultId ?? '';
    const failedOf = async (VaultId: string) => textOf(await run({ ...sent, VaultId }), 'failed');
    assert.ok((await failedOf(idOf('shanghai-copies'))).includes('vaultRegion'));
    assert.ok((await failedOf(idOf('being-made'))).includes('vaultStatus'));
    assert.ok((await failedOf('v-0001')).includes('vaultRegion'));
    assert.ok((await failedOf(idOf('tablestore-orders'))).includes('sourceType'));
  });

  it('fails a client that is offline or not there, and a path of the other system', async () => {
    const { sent } = await filesSpec();
    const clients = await entriesOf(backupClients());
    const offline = clients.find(({ status }) => status === 'UNKNOWN')?.instanceId ?? '';
    const windows =
      clients.find(({ status, osType }) => status === 'ACTIVATED' && osType === 'windows')?.instanceId ?? '';
    assert.deepEqual(textOf(await run({ ...sent, TargetInstanceId: offline }), 'failed'), ['target']);
    assert.deepEqual(textOf(await run({ ...sent, TargetInstanceId: 'i-none' }), 'failed'), ['target']);
    assert.deepEqual(textOf(await run({ ...sent, TargetInstanceId: windows }), 'failed'), ['targetSystem']);
  });

  it('finds a snapshot of another instance than the one that is restored to', async () => {
    const { sent } = await filesSpec();
    const clients = await entriesOf(backupClients());
    const target = clients.find(
      ({ status, osType }, index) => index > 100 && status === 'ACTIVATED' && osType === 'linux',
    );
    const results = await run({ ...sent, TargetInstanceId: target?.instanceId ?? '' });
    assert.deepEqual([textOf(results, 'failed'), textOf(results, 'notChecked')], [[], []]);
  });

  it('looks at buckets and file systems', async () => {
    const reader = openReader();
    const [oss] = await entriesOf(plans('OSS'), reader);
    const bucket = { sourceType: 'OSS', vaultId: oss?.vaultId ?? '', bucket: oss?.bucket ?? '' };
    const [inBucket] = await entriesOf(sourceSnapshots(bucket), reader);
    const toBucket = {
      ...{ RestoreType: 'OSS', SourceType: 'OSS', VaultId: bucket.vaultId, SnapshotId: inBucket?.snapshotId ?? '' },
      ...{ TargetBucket: bucket.bucket, Include: '["data/db/ord","nothing/"]' },
    };
    const found = await run(toBucket);
    assert.deepEqual(textOf(found, 'failed'), ['include nothing/']);
    assert.equal(find(found, 'target')?.verdict, 'passed');
    assert.equal(find(await run({ ...toBucket, TargetBucket: 'others' }), 'target')?.verdict, 'notChecked');

    const [nas] = await entriesOf(plans('NAS'), reader);
    const toNas = { RestoreType: 'NAS', SourceType: 'NAS', VaultId: nas?.vaultId ?? '', SnapshotId: 's-0001' };
    const place = { ...toNas, TargetFileSystemId: nas?.fileSystemId ?? '', TargetCreateTime: String(nas?.createTime) };
    assert.equal(find(await run(place), 'target')?.verdict, 'passed');
    const other = find(await run({ ...place, TargetCreateTime: '1' }), 'target');
    assert.deepEqual([other?.verdict, other?.parameter], ['failed', 'TargetCreateTime']);
    assert.equal(find(await run({ ...place, TargetFileSystemId: '0000aa' }), 'target')?.verdict, 'notChecked');
  });

  it('looks at Tablestore instances and the span of TargetTime', async () => {
    const reader = openReader();
    const [instance] = await entriesOf(otsInstances(), reader);
    const [name, table] = [instance?.instanceName ?? '', instance?.tableNames[0] ?? ''];
    const [newest] = await entriesOf(tableSnapshots(name, table), reader);
    const sent = {
      ...{ RestoreType: 'OTS_TABLE', SourceType: 'OTS_TABLE', VaultId: newest?.vaultId ?? '' },
      ...{ SnapshotId: newest?.snapshotId ?? '', TargetInstanceName: name, TargetTableName: 'copy', Include: table },
    };
    const time = Math.floor((newest?.rangeEndMs ?? 0) / 1000);
    const verdictAt = async (seconds: number) =>
      find(await run({ ...sent, TargetTime: String(seconds) }), 'targetTime')?.verdict;
    assert.deepEqual(
      [await verdictAt(0), await verdictAt(time), await verdictAt(time + 9)],
      ['passed', 'passed', 'failed'],
    );
    const results = await run(sent);
    assert.deepEqual(textOf(results, 'failed'), []);
    assert.deepEqual(textOf(results, 'notChecked'), ['snapshotExpiry', 'snapshotHash', 'targetTime']);
    assert.deepEqual(textOf(await run({ ...sent, SnapshotId: 's-0001' }), 'failed'), ['snapshot']);
  });

  it('looks at whose instance a snapshot is that is rolled back to', async () => {
    const now = Math.floor(Date.now() / 1000);
    const found = await entriesOf(instanceSnapshots(region, { from: now - 86_400, to: now }));
    const [one, other] = found;
    const vault = (await entriesOf(plans('UDM_ECS')))[0]?.vaultId ?? '';
    const rollBack = (instance = '') => ({
      ...{ RestoreType: 'UDM_ECS_ROLLBACK', SourceType: 'UDM_ECS', VaultId: vault, SnapshotId: one?.snapshotId ?? '' },
      UdmDetail: JSON.stringify({ sourceInstanceId: instance }),
    });
    assert.deepEqual(textOf(await run(rollBack(one?.instanceId)), 'failed'), []);
    const failed = find(await run(rollBack(other?.instanceId)), 'target');
    assert.deepEqual([failed?.verdict, failed?.parameter, failed?.item], ['failed', 'UdmDetail', other?.instanceId]);
  });

  it("looks at another account's role", async () => {
    const { sent } = await filesSpec();
    const role = { ...sent, CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: '1234567890123456' };
    const verdictOf = async (CrossAccountRoleName: string) =>
      find(await run({ ...role, CrossAccountRoleName }), 'crossAccountRole')?.verdict;
    assert.deepEqual([await verdictOf('hbrcrossrole'), await verdictOf('none')], ['passed', 'failed']);
  });

  describe('with a target in another account', () => {
    const role = { userId: '1234567890123456', roleName: 'hbrcrossrole' };
    const other = {
      ...{ CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: role.userId, CrossAccountRoleName: role.roleName },
    };
    const targetOf = async (sent: Sent) => find(await run(sent), 'target')?.verdict;
    const filesTo = (TargetInstanceId = '') => ({
      ...{ RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: 'v-1', SnapshotId: 's-1', TargetPath: '/' },
      ...{ ...other, TargetInstanceId },
    });

    it("asks for its instance by that account's role, and fails none that it doesn't list", async () => {
      const { entries } = (await openReader().read(backupClients(role), { by: 'person' })).value;
      const [online, offline] = [true, false].map((is) =>
        entries.find(({ status }) => (status === 'ACTIVATED') === is),
      );
      assert.equal(await targetOf(filesTo(online?.instanceId)), 'passed');
      assert.equal(await targetOf(filesTo(offline?.instanceId)), 'failed');
      assert.equal(await targetOf(filesTo('i-0001')), 'notChecked');
      assert.equal(await targetOf({ ...filesTo('i-0001'), CrossAccountType: 'SELF_ACCOUNT' }), 'failed');
    });

    it('checks nothing of it where the account is not named or lets nobody in', async () => {
      for (const CrossAccountRoleName of ['', 'none']) {
        assert.equal(await targetOf({ ...filesTo('i-0001'), CrossAccountRoleName }), 'notChecked');
        assert.equal(await targetOf({ ...toTable('none'), CrossAccountRoleName }), 'notChecked');
      }
    });

    const toTable = (TargetInstanceName: string) => ({
      ...{ RestoreType: 'OTS_TABLE', SourceType: 'OTS_TABLE', VaultId: 'v-1', SnapshotId: 's-1' },
      ...{ ...other, TargetInstanceName },
    });

    it("asks for its Tablestore instance by that account's role", async () => {
      const [own] = (await openReader().read(otsInstances(), { by: 'person' })).value.entries;
      const [others] = (await openReader().read(otsInstances(role), { by: 'person' })).value.entries;
      assert.equal(await targetOf(toTable(others?.instanceName ?? '')), 'passed');
      assert.equal(await targetOf(toTable(own?.instanceName ?? '')), 'notChecked');
    });

    it("fails no cluster, since that account's can't be listed", async () => {
      const cluster = { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', TargetContainerClusterId: 'cc-0001' };
      assert.equal(await targetOf(cluster), 'failed');
      assert.equal(await targetOf({ ...cluster, ...other }), 'notChecked');
    });
  });

  it('tells keys and a clock that are refused, and then checks nothing else', async () => {
    const { sent } = await filesSpec();
    connect({ ...sandbox, accessKeySecret: 'wrong' });
    const wrong = await run(sent);
    assert.deepEqual(textOf(wrong, 'failed'), ['credentials']);
    assert.deepEqual(textOf(wrong, 'passed'), ['equalJob']);
    connect();
    sandbox.inject({ kind: 'error', status: 400, code: 'IllegalTimestamp', times: Infinity });
    assert.deepEqual(textOf(await run(sent), 'failed'), ['clock']);
  });

  it('never fails a spec for a missing permission, an outage, or a sandbox that goes away', async () => {
    const { sent } = await filesSpec();
    const whole = { ...sent, Include: '["/data/db"]' };
    sandbox.inject({ kind: 'forbidden', times: Infinity });
    const denied = await run(whole);
    assert.deepEqual(textOf(denied, 'failed'), []);
    assert.deepEqual(textOf(denied, 'passed'), ['credentials', 'clock', 'equalJob']);
    assert.match(find(denied, 'include')?.message ?? '', /hbr:BrowseFiles/);
    sandbox.clearFaults();
    sandbox.inject({ kind: 'resetAfterRead', times: Infinity });
    const outage = await run(whole);
    assert.deepEqual([textOf(outage, 'failed'), textOf(outage, 'passed')], [[], ['equalJob']]);
    sandbox.clearFaults();

    const leaving = await startSandbox();
    connect(leaving);
    leaving.inject({ kind: 'hang', action: 'SearchHistoricalSnapshots' });
    const running = run(whole, { equalJob: unknown('no list') });
    const reader = openReader();
    await reader.read(vaults(), { by: 'person' });
    await leaving.close();
    const gone = await running;
    assert.deepEqual(textOf(gone, 'failed'), []);
    assert.equal(find(gone, 'snapshot')?.verdict, 'notChecked');
  });

  it('has no account where nobody signs', async () => {
    const reader = createAccountReader({
      client: () => Promise.resolve(undefined),
      slots: unlimited,
      clock: systemClock,
      onDenied: () => undefined,
    });
    const results = await run((await filesSpec()).sent, {}, reader);
    assert.deepEqual([textOf(results, 'failed'), textOf(results, 'passed')], [[], ['equalJob']]);
  });

  it('makes its calls at once: none waits for the answer of another', async () => {
    const { sent } = await filesSpec();
    let [begun, ended] = [0, 0];
    const slots: CallSlots = {
      async run(work) {
        assert.equal(ended, 0, `call ${begun + 1} began after ${ended} had ended`);
        begun++;
        const value = await work();
        ended++;
        return value;
      },
    };
    const results = await run({ ...sent, Include: '["/data/db/*.db","/etc/hosts"]' }, {}, openReader(slots));
    assert.deepEqual(textOf(results, 'notChecked'), []);
    assert.deepEqual([begun, ended], [6, 6]);
  });

  it('gives what it knows when its time is over, and stops asking', async () => {
    const { sent } = await filesSpec();
    sandbox.inject({ kind: 'hang', action: 'SearchHistoricalSnapshots', times: Infinity });
    const results = await run(sent, { withinMs: 300 });
    assert.equal(find(results, 'vaultRegion')?.verdict, 'passed');
    assert.match(find(results, 'snapshot')?.message ?? '', /no answer within 0\.3 s/);
    const stop = new AbortController();
    stop.abort();
    const stopped = await run(sent, { signal: stop.signal });
    assert.match(find(stopped, 'vaultRegion')?.message ?? '', /stopped/);
  });
});
