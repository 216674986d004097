import assert from 'node:assert/strict';
import { openAccount } from '../../../../src/sandbox/account/seededAccount.ts';
import { snapshotHash, snapshotTimes } from '../../../../src/sandbox/account/snapshots.ts';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { call, refused } from '../client.ts';

interface Listed {
  readonly TotalCount: number;
  readonly NextToken: string;
  readonly Nodes: { readonly Node: readonly { Name: string; Type: string; Size: number; Subtree?: string }[] };
}

describe('sandbox: browsing a snapshot through the SDK', () => {
  const now = Date.now();
  const account = openAccount({}, now);
  const [source] = account.sources;
  assert.ok(source);
  const snapshots = snapshotTimes(account, source);
  const [newest] = snapshots;
  assert.ok(newest);
  const there = { VaultId: source.vaultId, SnapshotHash: snapshotHash(account, newest) };
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ now: () => now });
  });
  after(() => sandbox.close());

  const browse = async (query: Record<string, unknown>): Promise<Listed> =>
    (await call(sandbox, 'BrowseFiles', { query: { ...there, ...query } })) as unknown as Listed;
  const names = ({ Nodes }: Listed) => Nodes.Node.map(({ Name }) => Name);

  it('lists the root, and a folder by its path or by its subtree', async () => {
    const root = await browse({});
    assert.deepEqual(names(root), ['data', 'etc', 'home', 'var']);
    assert.deepEqual(names(await browse({ AbsolutePath: '/' })), names(root));
    const data = await browse({ AbsolutePath: '/data' });
    assert.deepEqual(names(data), ['bulk', 'db', 'reports']);
    assert.deepEqual(await browse({ Path: root.Nodes.Node[0]?.Subtree }).then(names), names(data));
  });

  it('gives 10 entries, or up to 100, and a token for the rest of 100,000', async () => {
    const bulk = { AbsolutePath: '/data/bulk' };
    const first = await browse(bulk);
    assert.deepEqual([names(first).length, first.TotalCount], [10, 100_000]);
    const next = await browse({ ...bulk, MaxResults: 100, NextToken: first.NextToken });
    assert.equal(names(next)[0], 'item-000011.dat');
    const last = await browse({ ...bulk, MaxResults: 100, NextToken: 'at-99950' });
    assert.deepEqual([names(last).length, last.NextToken], [50, '']);
  });

  const expired = snapshots.find(({ expires }) => expires < account.origin);
  assert.ok(expired);
  const wrong: [string, Record<string, unknown>, string][] = [
    ['fewer than 10', { MaxResults: 9 }, 'InvalidMaxResults'],
    ['more than 100', { MaxResults: 101 }, 'InvalidMaxResults'],
    ['no vault', { VaultId: '' }, 'MissingVaultId'],
    ['no hash', { SnapshotHash: '' }, 'MissingSnapshotHash'],
    ['another vault', { VaultId: 'v-1' }, 'BrowseFileError'],
    ['an unknown snapshot', { SnapshotHash: 'x' }, 'BrowseFileError'],
    ['an expired snapshot', { SnapshotHash: snapshotHash(account, expired) }, 'BrowseFileError'],
    ['a folder that is not there', { AbsolutePath: '/nowhere' }, 'BrowseFileError'],
    ['a path that is none', { AbsolutePath: 'data' }, 'InvalidPath'],
    ['a subtree that is none', { Path: 'x' }, 'InvalidPath'],
  ];
  for (const [name, query, code] of wrong) {
    it(`refuses ${name}`, async () => {
      assert.equal((await refused(browse(query))).code, code);
    });
  }
});
