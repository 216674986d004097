import assert from 'node:assert/strict';
import { checkSigning, checkVault } from '../../../../src/live/preflight/accountChecks.ts';
import { known, unknown, type CheckResult } from '../../../../src/live/preflight/check.ts';
import {
  checkAmount,
  checkFilters,
  type FilterPath,
  type PathFinding,
} from '../../../../src/live/preflight/filterChecks.ts';
import { checkEqualJob, checkRole } from '../../../../src/live/preflight/otherChecks.ts';
import { checkSnapshot } from '../../../../src/live/preflight/snapshotChecks.ts';
import { snapshotPath } from '../../../../src/live/preflight/snapshotPath.ts';
import { checkTarget } from '../../../../src/live/preflight/targetChecks.ts';

const verdicts = (results: readonly CheckResult[]) =>
  Object.fromEntries(results.map(({ check, verdict }) => [check, verdict]));
const outage = unknown('no answer');
const allNotChecked = (results: readonly CheckResult[]) =>
  assert.ok(results.every(({ verdict, message }) => verdict === 'notChecked' && message !== ''));

describe('the checks of a preflight', () => {
  it('of who signs', () => {
    assert.deepEqual(verdicts(checkSigning({ kind: 'accepted' })), { credentials: 'passed', clock: 'passed' });
    const refused = (what: 'keys' | 'clock') => verdicts(checkSigning({ kind: 'refused', what, message: 'wrong' }));
    assert.deepEqual(refused('keys'), { credentials: 'failed', clock: 'notChecked' });
    assert.deepEqual(refused('clock'), { credentials: 'notChecked', clock: 'failed' });
    allNotChecked(checkSigning({ kind: 'unknown', why: 'no account' }));
  });

  it('of the vault', () => {
    const vault = (status?: string, regionId = 'cn-hangzhou') => {
      const found = { vaultId: 'v-1', regionId, sourceTypes: [], ...(status !== undefined && { status }) };
      return verdicts(checkVault('v-1', 'cn-hangzhou', known({ vault: found, isWhole: true })));
    };
    assert.deepEqual(vault('CREATED'), { vaultRegion: 'passed', vaultStatus: 'passed' });
    assert.deepEqual(vault('INITIALIZING').vaultStatus, 'failed');
    assert.deepEqual(vault('ERROR').vaultStatus, 'failed');
    assert.deepEqual(
      [vault('UNKNOWN').vaultStatus, vault('NEW_WORD').vaultStatus, vault().vaultStatus],
      Array(3).fill('notChecked'),
    );
    assert.equal(vault('CREATED', 'cn-shanghai').vaultRegion, 'failed');
    const none = (isWhole: boolean) => verdicts(checkVault('v-1', 'r', known({ isWhole })));
    assert.deepEqual(none(true), { vaultRegion: 'failed', vaultStatus: 'notChecked' });
    assert.deepEqual(none(false), { vaultRegion: 'notChecked', vaultStatus: 'notChecked' });
    allNotChecked(checkVault('v-1', 'r', outage));
  });

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

  it('of a snapshot that was not found', () => {
    const claims = { snapshotId: 's-1', sourceType: 'NAS' };
    const found = (isWhole: boolean, isHashOfVault = false) =>
      verdicts(checkSnapshot(claims, known({ count: 5, isWhole, isHashOfVault }), outage, 100))['snapshot'];
    assert.deepEqual([found(true), found(false), found(true, true)], ['failed', 'notChecked', 'notChecked']);
    const typeIn = (sourceTypes: string[]) =>
      verdicts(checkSnapshot(claims, outage, known({ vaultId: 'v', sourceTypes }), 100))['sourceType'];
    assert.deepEqual([typeIn(['OSS']), typeIn(['NAS']), typeIn([])], ['failed', 'notChecked', 'notChecked']);
  });

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

  it('of what is included and excluded', () => {
    const path = (parameter: string, text: string, finding: FilterPath['finding']): FilterPath => ({
      ...{ parameter, text, finding },
      path: snapshotPath(text, 'ECS_FILE'),
    });
    const there = (amount?: PathFinding['amount']) => known({ isThere: true, ...(amount && { amount }) });
    const nowhere = known({ isThere: false });
    const include = [path('Include', '/a', there()), path('Options', '/b', nowhere), path('Include', '/c', outage)];
    assert.deepEqual(
      checkFilters({ include, exclude: [] }).map(({ parameter, item, verdict }) => [parameter, item, verdict]),
      [
        ['Include', '/a', 'passed'],
        ['Options', '/b', 'failed'],
        ['Include', '/c', 'notChecked'],
      ],
    );
    const exclude = (text: string, finding: FilterPath['finding'] = there()) =>
      verdicts(
        checkFilters({ include: [path('Include', '/a/b', there())], exclude: [path('Exclude', text, finding)] }),
      )['exclude'];
    assert.deepEqual([exclude('/a/b/c'), exclude('/a'), exclude('/a/bc')], ['passed', 'passed', 'failed']);
    assert.deepEqual([exclude('/a/b/c', nowhere), exclude('/a/b/c', outage)], ['failed', 'notChecked']);
    assert.equal(exclude('/z/*.tmp'), 'passed');
  });

  it('of how much is written', () => {
    const one = (amount?: PathFinding['amount']): FilterPath => ({
      parameter: 'Include',
      text: '/a',
      finding: known({ isThere: true, ...(amount && { amount }) }),
    });
    const snapshot = known({ snapshotId: 's', paths: [], itemsTotal: 9, bytesTotal: 2048 });
    const told = (include: FilterPath[], exclude: FilterPath[] = []) =>
      checkAmount({ include, exclude }, snapshot).message;
    assert.match(told([one({ files: 2, bytes: 1024 })]), /^2 files, 1 KB, will be written/);
    assert.match(told([one({ files: 2, bytes: 1024 })], [one()]), /^At most 2 files/);
    assert.match(told([one({ files: 2, bytes: 1024 }), one()]), /^At most 9 files, 2 KB .*the snapshot holds no more/);
    assert.match(told([]), /^At most 9 files/);
    assert.equal(checkAmount({ include: [], exclude: [] }, outage).verdict, 'notChecked');
    assert.equal(
      checkAmount({ include: [], exclude: [] }, known({ snapshotId: 's', paths: [] })).verdict,
      'notChecked',
    );
  });

  it('of equal jobs and roles', () => {
    assert.deepEqual(
      [known(undefined), known({ status: 'RUNNING', restoreId: 'r-1' }), outage].map(
        (job) => checkEqualJob(job).verdict,
      ),
      ['passed', 'failed', 'notChecked'],
    );
    assert.deepEqual(
      [known({}), known({ missing: 'not set up' }), outage].map((answer) => checkRole('role', answer).verdict),
      ['passed', 'failed', 'notChecked'],
    );
  });

  it('show no value in a way that hides something', () => {
    const { message } = checkEqualJob(known({ status: 'RUN\u202eNING\n' }));
    assert.doesNotMatch(message, /[\u202e\n]/);
  });
});
