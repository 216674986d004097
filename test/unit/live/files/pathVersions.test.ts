import assert from 'node:assert/strict';
import type { AccountReader } from '../../../../src/live/accountReader.ts';
import { findSnapshotPlace } from '../../../../src/live/files/findSnapshotPlace.ts';
import { namedSnapshot } from '../../../../src/live/files/namedSnapshot.ts';
import { openPathVersions, versionsAtOnce, type PathVersion } from '../../../../src/live/files/pathVersions.ts';
import { plans, sourceSnapshots } from '../../../../src/live/questions.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import type { Sandbox } from '../../../hosts/testSandbox.ts';
import { givenAccount, listOf } from '../preflight/givenAccount.ts';
import { readSandbox } from '../sandboxReader.ts';

const at = { region: 'cn-hangzhou', now: Date.now() };

describe('the snapshot that a spec names, and the versions of its paths', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  let spec: Record<string, string>;
  let hash: string;
  const { signal } = new AbortController();

  beforeEach(async () => {
    ({ sandbox, reader } = await readSandbox());
    const person = { by: 'person' } as const;
    const [plan] = (await reader.read(plans('ECS_FILE'), person)).value.entries;
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const [, second] = (await reader.read(sourceSnapshots(source), person)).value.entries;
    hash = second?.snapshotHash ?? '';
    spec = { RestoreType: 'ECS_FILE', VaultId: source.vaultId, SnapshotId: second?.snapshotId ?? '' };
  });
  afterEach(() => sandbox.close());

  const named = (more: Record<string, unknown> = {}) =>
    namedSnapshot(readSpec(JSON.stringify({ ...spec, ...more }))) ?? assert.fail('no snapshot');
  const look = async (text: string, more: Record<string, unknown> = {}) => {
    const found: PathVersion[] = [];
    const versions = openPathVersions(text, named(more), at, reader);
    const isMore = await versions.next(signal, (version) => found.push(version));
    return { found, isMore, versions };
  };

  it('is one of files, with its vault', () => {
    assert.equal(named().sourceType, 'ECS_FILE');
    for (const text of ['{', '{}', '{"VaultId":"v-1","RestoreType":"OTS_TABLE"}', '{"RestoreType":"OSS"}']) {
      assert.equal(namedSnapshot(readSpec(text)), undefined, text);
    }
  });

  it('is listed by the hash that the spec has, else by the one that the account knows', async () => {
    const asked = sandbox.requests().length;
    const place = await findSnapshotPlace(named({ SnapshotHash: 'abc' }), at, reader, signal);
    assert.deepEqual(place, { vaultId: spec['VaultId'], snapshotHash: 'abc' });
    assert.equal(sandbox.requests().length, asked);
    assert.equal((await findSnapshotPlace(named(), at, reader, signal)).snapshotHash, hash);
    await assert.rejects(findSnapshotPlace(named({ SnapshotId: 's-0001' }), at, reader, signal), /snapshot/);
  });

  it('are those of the snapshots of its source, some at once, with sizes', async () => {
    const { found, isMore, versions } = await look('/data/db/orders.db');
    assert.equal(found.length, versionsAtOnce);
    assert.ok(found.every(({ entries }) => (entries?.[0]?.size ?? 0) > 0));
    assert.equal(isMore, true);
    const older: PathVersion[] = [];
    await versions.next(signal, (version) => older.push(version));
    const ids = new Set([...found, ...older].map(({ snapshot }) => snapshot.snapshotId));
    assert.equal(ids.size, 2 * versionsAtOnce);
  });

  it('are none where no snapshot has the path, several entries for one with wildcards', async () => {
    assert.ok((await look('/data/nothing')).found.every(({ entries }) => entries?.length === 0));
    assert.ok((await look('/data/db/*.db')).found.every(({ entries }) => entries?.length === 2));
  });

  it('are not known of a file far down in a large folder, and the search ends', async () => {
    const { found } = await look('/data/bulk/item-090000.dat');
    assert.equal(found.length, versionsAtOnce);
    assert.ok(found.every(({ entries, why }) => entries === undefined && /first 300 of the 100000/.test(why ?? '')));
    assert.ok((await look('/data/bulk/item-000001.dat')).found.every(({ entries }) => entries?.length === 1));
  });

  it('are found further down in the folder, part by part, from where it was left', async () => {
    const { found, versions } = await look('/data/bulk/item-001250.dat');
    const [first] = found;
    assert.ok(first);
    const from = sandbox.requests().length;
    const now: PathVersion[] = [];
    await versions.further([first], signal, (version) => now.push(version));
    assert.ok((now[0]?.entries?.[0]?.size ?? 0) > 0);
    assert.equal(sandbox.requests().length - from, 10);
  });

  it('say after each part how far the folder was looked through', async () => {
    const far = await look('/data/bulk/item-090000.dat');
    const step = far.found.slice(0, 1);
    const counts: (string | undefined)[] = [];
    await far.versions.further(step, signal, (version) => step.splice(0, 1, version));
    counts.push(step[0]?.why);
    await far.versions.further(step, signal, (version) => counts.push(version.why));
    assert.deepEqual(
      counts.map((why) => /first (\d+) of/.exec(why ?? '')?.[1]),
      ['4300', '8300'],
    );
  });

  it('keep where the folder was left when the service goes away in the middle of it', async () => {
    const { found, versions } = await look('/data/bulk/item-090000.dat');
    const [first] = found;
    assert.ok(first);
    await sandbox.close();
    await assert.rejects(versions.further([first], signal, () => undefined));
    assert.equal(first.rest?.count, 300);
  });

  it('are those that were listed, where the service leads back to a page that it gave before', async () => {
    const snapshot = { snapshotId: 's-1', snapshotHash: 'h', vaultId: 'v-1', paths: [] };
    const account = givenAccount({
      searchSnapshots: ({ nextToken }) => ({ entries: nextToken === undefined ? [snapshot] : [], nextToken: 'again' }),
      browseFiles: () => listOf({ name: 'hosts', isExact: true, isFolder: false }),
    });
    const bare = { RestoreType: 'ECS_FILE', VaultId: 'v-1', TargetInstanceId: 'i-1' };
    const ofTarget = namedSnapshot(readSpec(JSON.stringify(bare))) ?? assert.fail('no snapshot');
    const versions = openPathVersions('/hosts', ofTarget, at, account.reader);
    const found: PathVersion[] = [];
    const next = () => versions.next(signal, (version) => found.push(version));
    assert.equal(await next(), true);
    assert.equal(found.length, 1);
    await assert.rejects(next(), /keeps returning/);
  });

  it('are those of what is restored to where the spec has no snapshot', async () => {
    const [plan] = (await reader.read(plans('ECS_FILE'), { by: 'person' })).value.entries;
    const { found } = await look('/etc/hosts', { SnapshotId: '', TargetInstanceId: plan?.instanceId });
    assert.equal(found.length, versionsAtOnce);
    await assert.rejects(look('/etc/hosts', { SnapshotId: '' }), /does not say whose/);
    await assert.rejects(look('/*/hosts'), /wildcards/);
  });

  it('go on where they were after a permission was missing or the service was away', async () => {
    sandbox.inject({ kind: 'forbidden', action: 'BrowseFiles', times: 3 });
    const found: PathVersion[] = [];
    const versions = openPathVersions('/etc/hosts', named(), at, reader);
    await assert.rejects(
      versions.next(signal, (version) => found.push(version)),
      /hbr:BrowseFiles/,
    );
    assert.equal(found.length, versionsAtOnce - 3);
    await versions.next(signal, (version) => found.push(version));
    assert.equal(new Set(found.map(({ snapshot }) => snapshot.snapshotId)).size, found.length);
    await sandbox.close();
    await assert.rejects(versions.next(signal, (version) => found.push(version)));
  });
});
