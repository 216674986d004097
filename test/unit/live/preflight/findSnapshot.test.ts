import assert from 'node:assert/strict';
import type { BackupPlan, Snapshot } from '../../../../src/cloud/accountResponses.ts';
import { CloudError, isCloudError } from '../../../../src/cloud/cloudError.ts';
import { openAnswers } from '../../../../src/live/preflight/answers.ts';
import { findSnapshot } from '../../../../src/live/preflight/findSnapshot.ts';
import { plans, sourceSnapshots } from '../../../../src/live/questions.ts';
import { givenAccount, listOf } from './givenAccount.ts';

const plan: BackupPlan = { vaultId: 'v-1', instanceId: 'i-1', tableNames: [] };
const old: Snapshot = {
  ...{ snapshotId: 's-old', vaultId: 'v-1', sourceType: 'ECS_FILE', status: 'COMPLETE', completeTime: 1 },
  ...{ instanceId: 'i-1', paths: [] },
};
const source = { sourceType: 'ECS_FILE', vaultId: 'v-1', instanceId: 'i-1' };

describe('the search for the snapshot of a spec', () => {
  /** An account with what the lists hold now, and a search in it. */
  function open(listed: { snapshots: Snapshot[]; plans: BackupPlan[] | CloudError }) {
    const account = givenAccount({
      describeBackupPlans() {
        if (isCloudError(listed.plans)) throw listed.plans;
        return listOf(...listed.plans);
      },
      searchSnapshots: ({ instanceId }) =>
        listOf(...listed.snapshots.filter((snapshot) => snapshot.instanceId === instanceId)),
    });
    const search = async (SnapshotId: string, more: Record<string, string> = {}) => {
      const answers = openAnswers(account.reader, new AbortController().signal, () => 'stopped');
      const sent = { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: 'v-1', SnapshotId, ...more };
      const asked = answers.ask(plans('ECS_FILE'));
      const found = await findSnapshot({ sent, region: 'cn-hangzhou', now: 9, plans: asked }, answers);
      return found.isKnown ? found.value : assert.fail(found.why);
    };
    return { ...account, search };
  }

  it('ends where the service leads back to a page that it gave before', async () => {
    const { reader } = givenAccount({
      describeBackupPlans: () => listOf(plan),
      searchSnapshots: ({ nextToken }) => ({ entries: [old], nextToken: nextToken === 'a' ? 'b' : 'a' }),
    });
    const answers = openAnswers(reader, new AbortController().signal, () => 'stopped');
    const asked = answers.ask(plans('ECS_FILE'));
    const sent = { SourceType: 'ECS_FILE', VaultId: 'v-1', SnapshotId: 's-new' };
    const found = await findSnapshot({ sent, region: 'cn-hangzhou', now: 9, plans: asked }, answers);
    assert.ok(found.isKnown);
    assert.equal(found.value.isWhole, false);
    assert.match(found.value.why ?? '', /keeps returning/);
  });

  it('proves nothing where the list ends before all that it counts', async () => {
    const { reader } = givenAccount({
      describeBackupPlans: () => listOf(plan),
      searchSnapshots: () => ({ entries: [old], totalCount: 2 }),
    });
    const answers = openAnswers(reader, new AbortController().signal, () => 'stopped');
    const asked = answers.ask(plans('ECS_FILE'));
    const sent = { SourceType: 'ECS_FILE', VaultId: 'v-1', SnapshotId: 's-new' };
    const found = await findSnapshot({ sent, region: 'cn-hangzhou', now: 9, plans: asked }, answers);
    assert.deepEqual(found, { isKnown: true, value: { count: 1, isWhole: false } });
  });

  it('finds one that was made since the list was read', async () => {
    const listed = { snapshots: [old], plans: [plan] };
    const { reader, clock, search } = open(listed);
    await reader.read(sourceSnapshots(source), { by: 'person' });
    clock.advance(9 * 60_000);
    listed.snapshots = [{ ...old, snapshotId: 's-new', completeTime: 2 }, old];
    assert.equal((await search('s-new')).snapshot?.snapshotId, 's-new');
  });

  it('finds one in the list of minutes ago without a call for it', async () => {
    const { reader, clock, calls, search } = open({ snapshots: [old], plans: [plan] });
    await reader.read(sourceSnapshots(source), { by: 'person' });
    clock.advance(9 * 60_000);
    assert.equal((await search('s-old')).snapshot?.snapshotId, 's-old');
    assert.deepEqual(
      calls.filter((name) => name === 'searchSnapshots'),
      ['searchSnapshots'],
    );
  });

  it('looks again at one that was still being made, and knows it where it is listed no more', async () => {
    const making: Snapshot = { ...old, status: 'RUNNING' };
    const listed = { snapshots: [making], plans: [plan] };
    const { reader, clock, search } = open(listed);
    await reader.read(sourceSnapshots(source), { by: 'person' });
    clock.advance(2 * 60_000);
    listed.snapshots = [old];
    assert.equal((await search('s-old')).snapshot?.status, 'COMPLETE');

    const other = open(listed);
    listed.snapshots = [making];
    await other.reader.read(sourceSnapshots(source), { by: 'person' });
    other.clock.advance(2 * 60_000);
    listed.snapshots = [];
    assert.equal((await other.search('s-old')).snapshot?.status, 'RUNNING');
  });

  it('looks through a source that was planned since the plans were read', async () => {
    const listed = { snapshots: [old], plans: [plan] };
    const { reader, clock, search } = open(listed);
    await reader.read(plans('ECS_FILE'), { by: 'person' });
    clock.advance(4 * 60_000);
    listed.plans = [plan, { ...plan, instanceId: 'i-2' }];
    listed.snapshots = [old, { ...old, snapshotId: 's-2', instanceId: 'i-2' }];
    assert.equal((await search('s-2')).snapshot?.instanceId, 'i-2');
    const { snapshot, isWhole, count } = await search('s-none');
    assert.deepEqual([snapshot, isWhole, count], [undefined, true, 2]);
  });

  it('does not call one missing where the plans can not be read, so that other sources may have it', async () => {
    const plans = new CloudError({ outcome: 'refused', code: 'NoPermission', message: 'no', nextStep: '' });
    const toSource = { TargetInstanceId: 'i-1' };
    const { search } = open({ snapshots: [old], plans });
    assert.equal((await search('s-old', toSource)).snapshot?.snapshotId, 's-old');
    const { snapshot, isWhole, count } = await search('s-none', toSource);
    assert.deepEqual([snapshot, isWhole, count], [undefined, false, 1]);
    // They can be read once, and not again.
    const listed: Parameters<typeof open>[0] = { snapshots: [old], plans: [plan] };
    const later = open(listed);
    await later.search('s-old');
    later.clock.advance(4 * 60_000);
    listed.plans = plans;
    assert.equal((await later.search('s-none')).isWhole, false);
  });

  describe('of another account', () => {
    const other = { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: '12', CrossAccountRoleName: 'role' };
    /** A search for a snapshot by its ID, which the service gives to whom the role lets in. */
    async function search(sent: Record<string, string>) {
      const { reader } = givenAccount({
        describeTableSnapshots: ({ role }) =>
          role?.userId === '12' && role.roleName === 'role' ? listOf({ ...old, sourceType: 'OTS_TABLE' }) : listOf(),
      });
      const answers = openAnswers(reader, new AbortController().signal, () => 'stopped');
      const spec = { VaultId: 'v-1', SnapshotId: 's-old', ...sent };
      return findSnapshot({ sent: spec, region: 'cn-hangzhou', now: 9, plans: undefined }, answers);
    }
    const table = { RestoreType: 'OTS_TABLE', SourceType: 'OTS_TABLE' };

    it('is asked for by its role where it is one of Tablestore', async () => {
      const found = await search({ ...table, ...other });
      assert.equal(found.isKnown && found.value.snapshot?.snapshotId, 's-old');
      assert.deepEqual(await search({ ...table, ...other, SnapshotId: 's-none' }), {
        isKnown: true,
        value: { count: 1, isWhole: false },
      });
      assert.deepEqual(await search(table), { isKnown: true, value: { count: 0, isWhole: true } });
    });

    it('is not called missing where it can not be asked for', async () => {
      const { CrossAccountType } = other;
      for (const sent of [
        { ...table, CrossAccountType },
        { RestoreType: 'UDM_ECS', SourceType: 'UDM_ECS', ...other },
      ]) {
        assert.equal((await search(sent)).isKnown, false);
      }
    });
  });
});
