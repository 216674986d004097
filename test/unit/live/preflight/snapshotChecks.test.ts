import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import { checkSnapshot } from '../../../../src/live/preflight/snapshotChecks.ts';
import { allNotChecked, outage, verdicts } from './checkResults.ts';

describe("the preflight's checks of a snapshot", () => {
  it('of the snapshot', () => {
    const claims = { snapshotId: 's-1', snapshotHash: 'h', sourceType: 'OTS_TABLE', targetTime: '15' };
    const whole = {
      ...{ snapshotId: 's-1', snapshotHash: 'h', sourceType: 'OTS', status: 'COMPLETE', expireTime: 200, paths: [] },
      ...{ rangeStartMs: 10_000, rangeEndMs: 20_000 },
    };
    const check = (changes: Partial<typeof whole>, claimed: Partial<typeof claims> = {}) =>
      verdicts(
        checkSnapshot(
          { ...claims, ...claimed },
          known({ snapshot: { ...whole, ...changes }, count: 1, isWhole: true }),
          outage,
          100,
        ),
      );
    assert.deepEqual(new Set(Object.values(check({}))), new Set(['passed']));
    assert.equal(check({ status: 'PARTIAL_COMPLETE' })['snapshotStatus'], 'failed');
    assert.equal(check({ status: 'RUNNING' })['snapshotStatus'], 'failed');
    assert.equal(check({ expireTime: 100 })['snapshotExpiry'], 'failed');
    assert.equal(check({ snapshotHash: 'other' })['snapshotHash'], 'failed');
    assert.equal(check({ sourceType: 'NAS' })['sourceType'], 'failed');
    assert.equal(check({}, { targetTime: '9' })['targetTime'], 'failed');
    assert.equal(check({}, { targetTime: '21' })['targetTime'], 'failed');
    assert.equal(check({}, { targetTime: '0' })['targetTime'], 'passed');
    const bare = known({ snapshot: { snapshotId: 's-1', paths: [] }, count: 1, isWhole: true });
    const { snapshot, ...others } = verdicts(checkSnapshot(claims, bare, outage, 100));
    assert.equal(snapshot, 'passed');
    assert.deepEqual(new Set(Object.values(others)), new Set(['notChecked']));
    allNotChecked(checkSnapshot(claims, outage, outage, 100));
  });

  it('of the snapshot give the time at which it was begun, since what was written later may be missing in it', () => {
    const timeOf = (times: { createdTime?: number; completeTime?: number }) => {
      const snapshot = { snapshotId: 's-1', paths: [], ...times };
      const found = known({ snapshot, count: 1, isWhole: true });
      return checkSnapshot({ snapshotId: 's-1', sourceType: 'NAS' }, found, outage, 100)[0]?.snapshotTime;
    };
    assert.deepEqual(
      [timeOf({ createdTime: 5, completeTime: 9 }), timeOf({ completeTime: 9 }), timeOf({})],
      [5, 9, undefined],
    );
  });

  it('of a snapshot that is in another vault than the spec names', () => {
    const first = (inVault?: string) => {
      const snapshot = { snapshotId: 's-1', paths: [], ...(inVault !== undefined && { vaultId: inVault }) };
      const found = known({ snapshot, count: 1, isWhole: false });
      return checkSnapshot({ snapshotId: 's-1', vaultId: 'v-1', sourceType: 'OTS_TABLE' }, found, outage, 100)[0];
    };
    assert.deepEqual([first('v-1')?.verdict, first()?.verdict], ['passed', 'passed']);
    const other = first('v-2');
    assert.deepEqual([other?.verdict, other?.parameter], ['failed', 'VaultId']);
    assert.match(other?.message ?? '', /s-1\S* is in the vault \S*v-2\S*, not in \S*v-1/);
  });

  it('of a snapshot that was not found', () => {
    const claims = { snapshotId: 's-1', sourceType: 'NAS' };
    const found = (isWhole: boolean, isHashOfVault = false) =>
      verdicts(checkSnapshot(claims, known({ count: 5, isWhole, isHashOfVault }), outage, 100))['snapshot'];
    assert.deepEqual([found(true), found(false), found(true, true)], ['failed', 'notChecked', 'notChecked']);
    const typeIn = (sourceTypes: string[]) =>
      verdicts(checkSnapshot(claims, outage, known({ vaultId: 'v', sourceTypes }), 100))['sourceType'];
    assert.deepEqual([typeIn(['OSS']), typeIn(['NAS']), typeIn([])], ['failed', 'notChecked', 'notChecked']);
  });
});
