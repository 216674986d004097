import assert from 'node:assert/strict';
import type { ContainerCluster, Entries } from '../../../src/cloud/accountResponses.ts';
import { createClient, type ServiceClient } from '../../../src/cloud/hbrClient.ts';
import { createAccountReader } from '../../../src/live/accountReader.ts';
import {
  backupClient,
  backupClients,
  containerClusters,
  crossAccountRole,
  folderPage,
  instanceSnapshots,
  otsInstances,
  plans,
  sourceSnapshots,
  tableSnapshots,
  vaults,
  type Question,
} from '../../../src/live/questions.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import { startSandbox, type Sandbox } from '../../hosts/testSandbox.ts';
import { givenAccount } from './preflight/givenAccount.ts';

describe("questions to an account, asked of the sandbox's", () => {
  let sandbox: Sandbox;
  let client: ServiceClient;
  before(async () => {
    sandbox = await startSandbox();
    const { accessKeyId, accessKeySecret, endpoint } = sandbox;
    const account = { signer: 'sandbox' as const, profile: 'tests', region: 'cn-hangzhou', endpoint };
    client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
  });
  after(() => sandbox.close());

  const read = async <T>(question: Question<T>): Promise<T> => {
    const onDenied = assert.ifError;
    const slots = { run: <V>(work: () => Promise<V>) => work() };
    const reader = createAccountReader({ client: () => Promise.resolve(client), slots, clock: systemClock, onDenied });
    return (await reader.read(question, { by: 'person' })).value;
  };
  const callsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = sandbox.requests().length;
    await work();
    return sandbox
      .requests()
      .slice(before)
      .map(({ action }) => action);
  };

  it('read all vaults with one call, and 500 clients with five', async () => {
    let found: { readonly entries: readonly object[]; readonly isComplete: boolean } | undefined;
    assert.deepEqual(await callsOf(async () => (found = await read(vaults()))), ['DescribeVaults']);
    assert.deepEqual([found?.entries.length, found?.isComplete], [12, true]);
    assert.equal((await callsOf(async () => (found = await read(backupClients())))).length, 5);
    assert.deepEqual([found?.entries.length, found?.isComplete], [500, true]);
  });

  it('are not answered whole where the service gives fewer on a page than it is asked for, or does not count them', async () => {
    const clusters = Array.from({ length: 100 }, (_, n) => ({ clusterId: `cc-${n}` }));
    const isComplete = async (page: Entries<ContainerCluster>) => {
      const { reader } = givenAccount({ describeContainerClusters: () => page });
      return (await reader.read(containerClusters(), { by: 'person' })).value.isComplete;
    };
    assert.equal(await isComplete({ entries: clusters.slice(0, 50), totalCount: 80 }), false);
    assert.equal(await isComplete({ entries: clusters }), false);
    assert.equal(await isComplete({ entries: clusters.slice(0, 99) }), true);
    assert.equal(await isComplete({ entries: clusters, totalCount: 100 }), true);
  });

  it('read one client with one call, or find that there is none', async () => {
    const [some] = (await read(backupClients())).entries;
    assert.deepEqual(await read(backupClient(some?.instanceId ?? '')), some);
    assert.equal(await read(backupClient('i-none')), undefined);
  });

  it('find a source by its plan, its snapshots newest first, and the last one before a time', async () => {
    const [plan] = (await read(plans('ECS_FILE'))).entries;
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const first = await read(sourceSnapshots(source));
    assert.deepEqual([first.entries.length, first.totalCount], [100, 8000]);
    const times = first.entries.map(({ completeTime = 0 }) => completeTime);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
    const next = await read(sourceSnapshots(source, { nextToken: first.nextToken ?? '' }));
    assert.ok((next.entries[0]?.completeTime ?? Infinity) < (times.at(-1) ?? 0));
    const to = (times[40] ?? 0) + 1;
    const last = await read(sourceSnapshots(source, { to, limit: 1 }));
    assert.equal(last.entries[0]?.snapshotId, first.entries[40]?.snapshotId);
    const hash = last.entries[0]?.snapshotHash ?? '';
    const folder = await read(folderPage({ vaultId: source.vaultId, snapshotHash: hash }, '/data'));
    assert.deepEqual(
      folder.entries.map(({ name }) => name),
      ['bulk', 'db', 'reports'],
    );
  });

  it('find Tablestore instances, tables and snapshots, and instances that are backed up whole', async () => {
    const [instance] = (await read(otsInstances())).entries;
    const name = instance?.instanceName ?? '';
    assert.equal((await read(tableSnapshots(name, instance?.tableNames[0]))).entries.length, 25);
    const now = Math.floor(Date.now() / 1000);
    const day = { from: now - 86_400, to: now };
    const found = await read(instanceSnapshots('cn-hangzhou', day));
    assert.ok(found.entries.length >= 40);
    const id = found.entries[0]?.instanceId ?? '';
    assert.ok((await read(instanceSnapshots('cn-hangzhou', day, id))).entries.every((each) => each.instanceId === id));
    assert.equal((await read(containerClusters())).entries.length, 2);
    await read(crossAccountRole({ userId: '1234567890123456', roleName: 'hbrcrossrole' }));
  });

  it('have a key of their own for each thing that is asked', () => {
    const source = { sourceType: 'OSS', vaultId: 'v-1', bucket: 'b' };
    const place = { vaultId: 'v', snapshotHash: 'h' };
    const questions = [
      ...[vaults(), plans('OSS'), plans('NAS'), backupClients(), backupClient('i-1'), backupClient('i-2')],
      ...[otsInstances(), containerClusters(), sourceSnapshots(source), sourceSnapshots({ ...source, bucket: 'c' })],
      ...[
        sourceSnapshots(source, { to: 1 }),
        sourceSnapshots(source, { from: 1 }),
        sourceSnapshots(source, { limit: 1 }),
      ],
      ...[sourceSnapshots(source, { nextToken: 't' }), tableSnapshots('i', undefined), tableSnapshots('i', 't')],
      ...[instanceSnapshots('r', { from: 1, to: 2 }), instanceSnapshots('r', { from: 1, to: 2 }, 'i')],
      ...[folderPage(place, '/'), folderPage(place, '/a'), folderPage(place, '/a', 't')],
    ];
    assert.equal(new Set(questions.map(({ key }) => key)).size, questions.length);
  });
});
