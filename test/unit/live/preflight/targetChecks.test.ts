import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import { checkTarget } from '../../../../src/live/preflight/targetChecks.ts';
import { allNotChecked, outage, said, verdicts } from './checkResults.ts';

describe("the preflight's checks of a target", () => {
  it('of a backup client and its system', () => {
    const sent = { RestoreType: 'ECS_FILE', TargetInstanceId: 'i-1', TargetPath: 'C:\\data' };
    const check = (status: string | undefined, osType: string) =>
      verdicts(
        checkTarget(sent, { client: known({ instanceId: 'i-1', osType, ...(status !== undefined && { status }) }) }),
      );
    assert.deepEqual(check('ACTIVATED', 'windows'), { target: 'passed', targetSystem: 'passed' });
    assert.deepEqual(check('UNKNOWN', 'linux'), { target: 'failed', targetSystem: 'failed' });
    assert.deepEqual(check('NEW_WORD', 'plan9'), { target: 'notChecked', targetSystem: 'notChecked' });
    assert.equal(check(undefined, 'windows')['target'], 'notChecked');
    assert.deepEqual(verdicts(checkTarget(sent, { client: known(undefined) })), {
      target: 'failed',
      targetSystem: 'notChecked',
    });
    allNotChecked(checkTarget(sent, { client: outage }));
    assert.deepEqual(verdicts(checkTarget({ ...sent, TargetPath: '' }, { client: outage })), { target: 'notChecked' });
  });

  it('name what is there and what the spec says', () => {
    const client = known({ instanceId: 'i-1', instanceName: 'web', osType: 'Windows', status: 'STOPPED' });
    const files = checkTarget({ TargetInstanceId: 'i-1', TargetPath: '/data' }, { client });
    assert.deepEqual(said(files, 'target'), [
      'The backup client on "i-1" ("web") is not online: its status is "STOPPED".',
      'TargetInstanceId',
    ]);
    assert.deepEqual(said(files, 'targetSystem'), [
      'The path is one of Linux, and the instance runs Windows.',
      'TargetPath',
    ]);
    const none = checkTarget({ TargetInstanceId: 'i-1' }, { client: known(undefined) });
    assert.match(said(none, 'target')[0] ?? '', /^There is no backup client on "i-1"/);
    const made = [7, 8, 7].map((createTime) => ({ vaultId: 'v', fileSystemId: 'f', createTime, tableNames: [] }));
    const nas = { RestoreType: 'NAS', TargetFileSystemId: 'f', TargetCreateTime: '9' };
    const plans = known({ entries: made, isComplete: true });
    assert.deepEqual(said(checkTarget(nas, { plans }), 'target'), [
      'The file system "f" was created at 7, 8, not at "9".',
      'TargetCreateTime',
    ]);
    const unused = checkTarget({ RestoreType: 'OSS', TargetBucket: 'c' }, { plans });
    assert.match(said(unused, 'target')[0] ?? '', /^No backup plan uses "c",/);
    assert.deepEqual(verdicts(checkTarget({ RestoreType: 'NAS' }, { plans })), { target: 'notChecked' });
    const snapshot = { snapshotId: 's', instanceId: 'i-1', paths: [] };
    const UdmDetail = JSON.stringify({ sourceInstanceId: 'i-2' });
    assert.deepEqual(said(checkTarget({ RestoreType: 'UDM_ECS_ROLLBACK', UdmDetail }, { snapshot }), 'target'), [
      'The snapshot is one of "i-1", not of "i-2".',
      'UdmDetail',
    ]);
  });

  it('of other targets', () => {
    const plan = { vaultId: 'v', bucket: 'b', fileSystemId: 'f', createTime: 7, tableNames: [] };
    const plans = known({ entries: [plan], isComplete: true });
    const check = (sent: Record<string, string>, facts = {}) =>
      verdicts(checkTarget(sent, { plans, ...facts }))['target'];
    assert.equal(check({ RestoreType: 'OSS', TargetBucket: 'b' }), 'passed');
    assert.equal(check({ RestoreType: 'OSS', TargetBucket: 'c' }), 'notChecked');
    assert.equal(check({ RestoreType: 'OSS', TargetBucket: 'b' }, { plans: outage }), 'notChecked');
    assert.equal(check({ RestoreType: 'NAS', TargetFileSystemId: 'f', TargetCreateTime: '7' }), 'passed');
    assert.equal(check({ RestoreType: 'NAS', TargetFileSystemId: 'f', TargetCreateTime: '8' }), 'failed');
    assert.equal(check({ RestoreType: 'NAS', TargetFileSystemId: 'g', TargetCreateTime: '7' }), 'notChecked');
    const untimed = known({ entries: [{ vaultId: 'v', fileSystemId: 'f', tableNames: [] }], isComplete: true });
    const nas = { RestoreType: 'NAS', TargetFileSystemId: 'f' };
    assert.equal(check({ ...nas, TargetCreateTime: '7' }, { plans: untimed }), 'notChecked');
    assert.equal(check(nas, { plans: untimed }), 'passed');
    const tablestores = known([{ instanceName: 'o', tableNames: [] }]);
    assert.equal(check({ RestoreType: 'OTS_TABLE', TargetInstanceName: 'o' }, { tablestores }), 'passed');
    assert.equal(check({ RestoreType: 'OTS_TABLE', TargetInstanceName: 'p' }, { tablestores }), 'notChecked');
    assert.equal(check({ RestoreType: 'OTS_TABLE', TargetInstanceName: 'o' }, { tablestores: outage }), 'notChecked');
    const clusters = (isComplete: boolean) => ({ clusters: known({ entries: [{ clusterId: 'cc-1' }], isComplete }) });
    assert.equal(check({ TargetContainerClusterId: 'cc-1' }, clusters(true)), 'passed');
    assert.equal(check({ TargetContainerClusterId: 'cc-2' }, clusters(true)), 'failed');
    assert.equal(check({ TargetContainerClusterId: 'cc-2' }, clusters(false)), 'notChecked');
    assert.equal(check({ RestoreType: 'UDM_ECS', UdmDetail: '{}' }), 'notChecked');
    const snapshot = { snapshotId: 's', instanceId: 'i-1', paths: [] };
    const rollBack = (sourceInstanceId: string) => ({
      RestoreType: 'UDM_ECS_ROLLBACK',
      UdmDetail: JSON.stringify({ sourceInstanceId }),
    });
    assert.equal(check(rollBack('i-1'), { snapshot }), 'passed');
    assert.equal(check(rollBack('i-2'), { snapshot }), 'failed');
    assert.equal(check(rollBack('i-2')), 'notChecked');
  });
});
