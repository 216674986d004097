import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/cloud/accountResponses.ts';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { backedUpIn, lastUpTo, readSnapshots, snapshotsUpTo, sourceFieldsOf } from '../../../src/live/backedUp.ts';
import { knownFirst } from '../../../src/live/offers.ts';
import { plans } from '../../../src/live/questions.ts';
import { isExpired, sourceName, snapshotTime } from '../../../src/live/snapshotOffers.ts';
import { restoreTypes } from '../../../src/restoreSpec/schema.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { readSandbox } from './sandboxReader.ts';

const now = Date.now();

describe("what a sandbox's account has backed up", () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  before(async () => ({ sandbox, reader } = await readSandbox()));
  after(() => sandbox.close());

  const context = (at = now) => {
    const { read } = knownFirst(reader, new AbortController().signal, 'person');
    return { read, region: 'cn-hangzhou', now: at };
  };
  const firstIn = async (restoreType: string, plansType = restoreType) => {
    const { value } = await reader.read(plans(plansType), { by: 'person' });
    const sources = await backedUpIn(value.entries[0]?.vaultId ?? '', restoreType, context().read);
    return sources[0] ?? assert.fail(restoreType);
  };

  for (const [restoreType, plansType = restoreType] of [
    ['ECS_FILE'],
    ['OSS'],
    ['NAS'],
    ['OTS_TABLE', 'OTS'],
    ['UDM_ECS_ROLLBACK', 'UDM_ECS'],
    ['UDM_ECS_DISK', 'UDM_ECS'],
    ['UDM_ECS_DISK_ROLLBACK', 'UDM_ECS'],
  ] as const) {
    it(`is listed for ${restoreType} by its vault, and has snapshots of its own, newest first`, async () => {
      const source = await firstIn(restoreType, plansType);
      for (const field of sourceFieldsOf(restoreType)) assert.ok(source[field] !== undefined, field);
      const { entries: found } = await readSnapshots(source, context());
      assert.ok(found.length >= 20);
      const times = found.map(snapshotTime);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => b - a),
      );
      for (const snapshot of found) {
        for (const field of sourceFieldsOf(restoreType)) assert.equal(snapshot[field], source[field]);
      }
    });
  }

  it('has the snapshots of an instance that has not been backed up for a year', async () => {
    const source = await firstIn('UDM_ECS_ROLLBACK', 'UDM_ECS');
    const { entries: newest } = await readSnapshots(source, context());
    const inAYear = context(now + 365 * 86_400_000);
    assert.deepEqual((await readSnapshots(source, inAYear)).entries, newest);
    const [first = assert.fail()] = newest;
    const afterward = snapshotTime(first) + 200 * 86_400;
    assert.equal((await snapshotsUpTo(source, afterward, inAYear)).last?.snapshotId, first.snapshotId);
    assert.deepEqual((await readSnapshots(source, inAYear, snapshotTime(newest.at(-1) ?? first) - 1)).entries, []);
  });

  it('is each once, by name', async () => {
    const { vaultId } = await firstIn('ECS_FILE');
    const names = (await backedUpIn(vaultId, 'ECS_FILE', context().read)).map(sourceName);
    assert.ok(names.length > 1);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(await backedUpIn('v-none', 'ECS_FILE', context().read), []);
  });

  it('has, among 8,000 snapshots, a last one up to any time, with one call where it is an old one and none where it is not', async () => {
    const plan = (await reader.read(plans('ECS_FILE'), { by: 'person' })).value.entries[0];
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    await readSnapshots(source, context());
    const searches = () => sandbox.requests().filter(({ action }) => action === 'SearchHistoricalSnapshots').length;
    const before = searches();
    const recent = Math.floor(now / 1000) - 5 * 3600;
    const near = await snapshotsUpTo(source, recent, context());
    assert.equal(searches(), before);
    const old = Math.floor(now / 1000) - 60 * 86_400;
    const far = await snapshotsUpTo(source, old, context());
    assert.equal(searches(), before + 1);
    for (const [{ last, snapshots }, seconds] of [
      [near, recent],
      [far, old],
    ] as const) {
      assert.ok(last);
      assert.ok(
        snapshotTime(last) <= seconds && seconds - snapshotTime(last) < 3600,
        String(seconds - snapshotTime(last)),
      );
      assert.ok(snapshots.length > 50 && snapshots.every((each) => snapshotTime(each) <= seconds));
      assert.ok(!isExpired(last, now));
    }
    const none = await snapshotsUpTo(source, 1_000_000, context());
    assert.deepEqual(none, { last: undefined, snapshots: [] });
  });
});

describe('the last snapshot up to a time', () => {
  const at = (completeTime: number, expireTime = 1e9): Snapshot => ({
    snapshotId: `s-${completeTime}`,
    paths: [],
    completeTime,
    expireTime,
  });

  it('is none that has expired', () => {
    const newestFirst = [at(300), at(200, 250), at(100)];
    assert.equal(lastUpTo(newestFirst, 300, 0)?.completeTime, 300);
    assert.equal(lastUpTo(newestFirst, 299, 240_000)?.completeTime, 200);
    assert.equal(lastUpTo(newestFirst, 299, 250_000)?.completeTime, 100);
    assert.equal(lastUpTo(newestFirst, 99, 0), undefined);
  });
});

describe('the fields of a source', () => {
  it('are none where the snapshots of a kind of restore can not be listed by it', () => {
    const none = restoreTypes().flatMap(({ word }) => (sourceFieldsOf(word).length === 0 ? [word] : []));
    assert.deepEqual(none, ['COMMON_FILE_SYSTEM']);
  });
});
