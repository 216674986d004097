import assert from 'node:assert/strict';
import type { AccountReader } from '../../../../src/live/accountReader.ts';
import { openSnapshotFiles, type SnapshotFiles } from '../../../../src/live/files/snapshotFiles.ts';
import { plans, sourceSnapshots } from '../../../../src/live/questions.ts';
import type { Sandbox } from '../../../hosts/testSandbox.ts';
import { givenAccount } from '../preflight/givenAccount.ts';
import { readSandbox } from '../sandboxReader.ts';

describe('the files of a snapshot', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  let files: SnapshotFiles;
  const changes: string[] = [];
  let opened = 0;

  beforeEach(async () => {
    ({ sandbox, reader } = await readSandbox());
    const person = { by: 'person' } as const;
    const [plan] = (await reader.read(plans('ECS_FILE'), person)).value.entries;
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const [newest] = (await reader.read(sourceSnapshots(source), person)).value.entries;
    const place = { vaultId: source.vaultId, snapshotHash: newest?.snapshotHash ?? '' };
    changes.length = 0;
    opened = 0;
    const open = () => {
      opened++;
      return Promise.resolve({ place, reader });
    };
    files = openSnapshotFiles(open, (path) => changes.push(path));
  });
  afterEach(() => sandbox.close());

  const names = (path: string) => files.folder(path)?.entries.map(({ name }) => name);
  const browsed = () => sandbox.requests().filter(({ action }) => action === 'BrowseFiles').length;

  it('are read folder by folder, each once', async () => {
    assert.equal(files.folder('/'), undefined);
    await files.read('/', 1000);
    assert.deepEqual(names('/'), ['data', 'etc', 'home', 'var']);
    await files.read('/data/db', 1000);
    await files.read('/data/db', 1000);
    assert.deepEqual(names('/data/db'), ['customers.db', 'orders.db']);
    assert.equal(files.folder('/data/db')?.isWhole, true);
    assert.deepEqual(
      [...files.folders()].map(([path]) => path),
      ['/', '/data/db'],
    );
    assert.deepEqual([browsed(), opened], [2, 1]);
    assert.ok(changes.includes('/') && changes.includes('/data/db'));
  });

  it('come by the thousand from a folder of 100,000', async () => {
    await files.read('/data/bulk', 1000);
    const folder = files.folder('/data/bulk');
    assert.deepEqual([folder?.entries.length, folder?.totalCount, folder?.isWhole], [1000, 100_000, false]);
    await files.read('/data/bulk', 200);
    assert.equal(new Set(names('/data/bulk')).size, 1200);
    assert.equal(browsed(), 12);
  });

  it('are no longer read once somebody stops it, and what has come stays', async () => {
    const reading = files.read('/data/bulk', 100_000);
    while ((files.folder('/data/bulk')?.entries.length ?? 0) < 300)
      await new Promise((resolve) => setImmediate(resolve));
    files.stop('/data/bulk');
    await reading;
    const folder = files.folder('/data/bulk');
    assert.ok(folder && folder.entries.length >= 300 && folder.entries.length < 100_000);
    assert.deepEqual([folder.isReading, folder.failure], [false, undefined]);
  });

  it('say why they can not be read, and go on where they were with the next try', async () => {
    await files.read('/data/bulk', 100);
    sandbox.inject({ kind: 'forbidden', action: 'BrowseFiles' });
    await files.read('/data/bulk', 100);
    assert.match(files.folder('/data/bulk')?.failure?.message ?? '', /hbr:BrowseFiles/);
    assert.equal(names('/data/bulk')?.length, 100);
    await files.read('/data/bulk', 100);
    assert.equal(files.folder('/data/bulk')?.failure, undefined);
    assert.deepEqual([names('/data/bulk')?.length, opened], [200, 2]);
    await sandbox.close();
    await files.read('/data/bulk', 100);
    assert.ok(files.folder('/data/bulk')?.failure);
    assert.equal(names('/data/bulk')?.length, 200);
  });

  it('end where a service gives the same part without end, and have each name once', async () => {
    const entry = { name: 'a', isExact: true, isFolder: false };
    const odd = { ...entry, isExact: false };
    const page = { entries: [entry, entry, odd, odd], nextToken: 'again' };
    const answering = (value: object) => ({
      read: <T>() => Promise.resolve({ value: value as T, ageMs: 0, isFresh: true }),
    });
    const open = () => Promise.resolve({ place: { vaultId: 'v-1', snapshotHash: 'h' }, reader: answering(page) });
    const stuck = openSnapshotFiles(open, () => undefined);
    await stuck.read('/', 3);
    assert.equal(stuck.folder('/')?.entries.length, 3);
    const exact = { ...page, entries: [entry] };
    const endless = openSnapshotFiles(
      () => Promise.resolve({ place: { vaultId: 'v-1', snapshotHash: 'h' }, reader: answering(exact) }),
      () => undefined,
    );
    await endless.read('/', 1000);
    assert.match(endless.folder('/')?.failure?.message ?? '', /keeps returning/);
  });

  it('end where a service leads back to a part that it gave before', async () => {
    const { reader } = givenAccount({
      browseFiles: ({ nextToken }) => ({ entries: [], nextToken: nextToken === 'a' ? 'b' : 'a' }),
    });
    const place = { vaultId: 'v-1', snapshotHash: 'h' };
    const circling = openSnapshotFiles(
      () => Promise.resolve({ place, reader }),
      () => undefined,
    );
    await circling.read('/', 1000);
    assert.match(circling.folder('/')?.failure?.message ?? '', /keeps returning/);
  });

  it('are not asked for where nobody can say which snapshot it is', async () => {
    const failing = openSnapshotFiles(
      () => Promise.reject(Object.assign(new Error('Nobody signs.'), { nextStep: 'Select a profile.' })),
      () => undefined,
    );
    await failing.read('/', 10);
    assert.deepEqual(failing.folder('/')?.failure, { message: 'Nobody signs.', nextStep: 'Select a profile.' });
  });
});
