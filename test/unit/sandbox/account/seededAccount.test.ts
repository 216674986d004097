import assert from 'node:assert/strict';
import { clientAt, openAccount } from '../../../../src/sandbox/account/seededAccount.ts';

const now = Date.UTC(2026, 10, 28, 12);

describe("the sandbox's account", () => {
  it('is the same for a seed, and another one for another seed', () => {
    assert.deepEqual(openAccount({}, now), openAccount({}, now));
    const others = new Set(openAccount({ seed: 'other' }, now).vaults.map(({ id }) => id));
    assert.ok(openAccount({}, now).vaults.every(({ id }) => !others.has(id)));
  });

  it('has 12 vaults, of which one is being made and one is in another region', () => {
    const { vaults } = openAccount({}, now);
    assert.equal(new Set(vaults.map(({ id }) => id)).size, 12);
    assert.equal(vaults.filter(({ status }) => status === 'INITIALIZING').length, 1);
    assert.equal(vaults.filter(({ region }) => region === 'cn-shanghai').length, 1);
    assert.equal(vaults.filter(({ type }) => type === 'OTS_BACKUP').length, 2);
  });

  for (const snapshots of [20_000, 1000, 5000]) {
    it(`has ${snapshots} snapshots where so many are wanted, and none below zero`, () => {
      const { sources } = openAccount({ snapshots }, now);
      assert.equal(
        sources.reduce((sum, source) => sum + source.snapshots, 0),
        snapshots,
      );
      assert.ok(sources.every((source) => source.snapshots >= 0));
    });
  }

  it('has clients with ids of their own, some offline, on both systems', () => {
    const account = openAccount({}, now);
    const clients = Array.from({ length: account.clients }, (_, index) => clientAt(account, index));
    assert.equal(new Set(clients.map(({ instanceId }) => instanceId)).size, 500);
    assert.equal(clients.filter(({ status }) => status !== 'ACTIVATED').length, 50);
    assert.equal(clients.filter(({ osType }) => osType === 'windows').length, 125);
  });

  it('backs files up from instances that have a client', () => {
    const account = openAccount({}, now);
    const [first] = account.sources;
    assert.equal(first?.resource, clientAt(account, 0).instanceId);
  });
});
