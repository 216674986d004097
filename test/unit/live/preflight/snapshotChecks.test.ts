import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import { checkSnapshot } from '../../../../src/live/preflight/snapshotChecks.ts';
import { allNotChecked, outage, said, verdicts } from './checkResults.ts';

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

  it('name the snapshot, what it is of, and what the spec says', () => {
    const claims = { snapshotId: 's-1', snapshotHash: 'h', sourceType: 'OTS_TABLE', targetTime: '9' };
    const snapshot = {
      ...{ snapshotId: 's-1', snapshotHash: 'x', sourceType: 'NAS', status: 'RUNNING', expireTime: 100, paths: [] },
      ...{ completeTime: 86_400, instanceName: 'n', tableName: 't', rangeStartMs: 10_000, rangeEndMs: 20_000 },
    };
    const results = checkSnapshot(claims, known({ snapshot, count: 1, isWhole: true }), outage, 100);
    const time = String.raw`19\d\d-\d\d-\d\d \d\d:\d\d:\d\d\S*.*`;
    for (const [check, message, parameter] of [
      ['snapshot', `^"s-1" exists: ${time}, "n/t"$`, 'SnapshotId'],
      ['snapshotStatus', 'its status is "RUNNING"', 'SnapshotId'],
      ['snapshotExpiry', `expired on ${time}`, 'SnapshotId'],
      ['snapshotHash', 'which is "x"', 'SnapshotHash'],
      ['sourceType', 'of the type "NAS", not "OTS_TABLE"', 'SourceType'],
      ['targetTime', `between .*:10 .* and .*:20 `, 'TargetTime'],
    ] as const) {
      const [text = '', of] = said(results, check);
      assert.match(text, new RegExp(message));
      assert.equal(of, parameter);
    }
    const none = (isWhole: boolean) => checkSnapshot(claims, known({ count: 5, isWhole, why: 'Slow.' }), outage, 100);
    for (const isWhole of [true, false]) {
      const [text = ''] = said(none(isWhole), 'snapshot');
      assert.match(text, /^"s-1" is not among .*"OTS_TABLE" snapshots /);
      assert.match(text, /\b5\b/);
      assert.equal(text.endsWith(' Slow.'), !isWhole);
    }
    assert.deepEqual(
      none(true).map(({ check }) => check),
      ['snapshot', 'snapshotStatus', 'snapshotExpiry', 'snapshotHash', 'targetTime', 'sourceType'],
    );
    const vault = known({ vaultId: 'v', sourceTypes: ['OTS', 'OSS'] });
    const ofVault = checkSnapshot({ ...claims, sourceType: 'NAS' }, outage, vault, 100);
    assert.match(said(ofVault, 'sourceType')[0] ?? '', /backups of "OTS_TABLE", "OSS" and none of "NAS"/);
  });

  it('of a disk fit a restore of its instance, and of nothing else', () => {
    const verdictOf = (ofSnapshot: string, sourceType: string) => {
      const snapshot = { snapshotId: 's-1', sourceType: ofSnapshot, paths: [] };
      const found = known({ snapshot, count: 1, isWhole: true });
      return verdicts(checkSnapshot({ snapshotId: 's-1', sourceType }, found, outage, 100))['sourceType'];
    };
    assert.deepEqual(
      [verdictOf('UDM_DISK', 'UDM_ECS'), verdictOf('UDM_DISK', 'NAS'), verdictOf('NAS', 'UDM_ECS')],
      ['passed', 'failed', 'failed'],
    );
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

  it('of the snapshot tell what it is of', () => {
    const sourceOf = (facts: object) => {
      const found = known({ snapshot: { snapshotId: 's-1', paths: [], ...facts }, count: 1, isWhole: true });
      return checkSnapshot({ snapshotId: 's-1', sourceType: 'NAS' }, found, outage, 100)[0]?.snapshotSource;
    };
    assert.deepEqual(
      [
        { instanceName: 'web-1', instanceId: 'i-1' },
        { instanceId: 'i-1' },
        { fileSystemId: '005494' },
        { instanceName: 'orders', tableName: 't' },
        {},
      ].map(sourceOf),
      ['web-1', 'i-1', '005494', 'orders/t', undefined],
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
