import assert from 'node:assert/strict';
import { openAccount } from '../../../../src/sandbox/account/seededAccount.ts';
import { snapshotHash, snapshotId, snapshotOfHash, snapshotTimes } from '../../../../src/sandbox/account/snapshots.ts';

describe("the snapshots of the sandbox's account", () => {
  const account = openAccount({}, Date.UTC(2026, 10, 28, 12));
  const [source] = account.sources;
  assert.ok(source);
  const times = snapshotTimes(account, source);

  it('come newest first, and the newest is whole and not expired', () => {
    for (const [index, { completed }] of times.entries()) {
      assert.ok(index === 0 || completed < (times[index - 1]?.completed ?? 0));
    }
    assert.equal(times[0]?.status, 'COMPLETE');
    assert.ok(times[0].expires > account.origin);
  });

  it('are partial at times, and some have expired', () => {
    assert.ok(times.some(({ status }) => status === 'PARTIAL_COMPLETE'));
    assert.ok(times.some(({ expires }) => expires < account.origin));
  });

  it('have ids and hashes of their own, by which each is found', () => {
    assert.equal(new Set(times.map((each) => snapshotId(account, each))).size, times.length);
    const last = times.at(-1);
    assert.ok(last);
    assert.deepEqual(snapshotOfHash(account, snapshotHash(account, last)), last);
    assert.equal(snapshotOfHash(account, 'no-hash'), undefined);
  });
});
