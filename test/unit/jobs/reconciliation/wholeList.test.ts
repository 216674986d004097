import assert from 'node:assert/strict';
import type { HbrClient } from '../../../../src/cloud/hbrClient.ts';
import {
  creationRange,
  isSteady,
  lateness,
  listOf,
  readWholeList,
  type WholeList,
} from '../../../../src/jobs/reconciliation/wholeList.ts';
import { record, requestOf } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';

const minute = 60_000;
const listWith = (more: Partial<WholeList> = {}): WholeList => ({
  ...{ jobs: [], isComplete: true, otherCaller: false, skewMs: 7000, serviceTime: undefined },
  ...more,
});

describe('when the job of an unclear submission must have been created', () => {
  const sent = record('a', { state: 'unclear', createdAt: 1, sentAt: 1_000_000, endedAt: 1_010_000, host: 'here' });
  const rangeOf = (change: Partial<typeof sent> = {}, list = listWith()) =>
    creationRange({ ...sent, ...change }, list, { host: 'here', graceMs: 100_000, proofMs: 900_000 });

  it('is from the attempt on, by the clock of the service, with as much room as the clocks may drift', () => {
    assert.deepEqual(rangeOf(), { from: 1_007_000 - 30_000, to: 1_017_000 + 100_000 + 30_000 });
    const elsewhere = { from: 1_007_000 - 15 * minute, to: 1_017_000 + 100_000 + 15 * minute };
    assert.deepEqual([rangeOf({ host: 'there' })], [elsewhere]);
    assert.deepEqual(rangeOf({ baseline: [] }), {
      from: 1_007_000 - 15 * minute,
      to: 1_017_000 + 900_000 + 15 * minute,
    });
    assert.equal(rangeOf({}, listWith({ skewMs: undefined })), undefined);
  });

  it('is up to when an attempt ends at the latest, where nobody saw the end', () => {
    const { endedAt, ...open } = sent;
    assert.ok(endedAt);
    const range = creationRange(open, listWith(), { host: 'here', graceMs: 0, proofMs: 0 });
    assert.deepEqual(range, { from: 1_007_000 - 30_000, to: 1_007_000 + 120_000 + 30_000 });
    const { sentAt, ...old } = open;
    assert.ok(sentAt);
    assert.equal(creationRange(old, listWith(), { host: 'here', graceMs: 0, proofMs: 0 })?.from, 7001 - 30_000);
  });

  it('is told by how long after the attempt it was, where both clocks are known', () => {
    const job = { RestoreId: 'r', CreatedTime: 1010, other: {} };
    assert.deepEqual(lateness(sent, job, listWith()), { createdAfterMs: 3000 });
    assert.deepEqual(lateness(sent, job, listWith({ skewMs: undefined })), {});
    assert.deepEqual(lateness(sent, { RestoreId: 'r', other: {} }, listWith()), {});
  });
});

describe('the whole list of jobs', () => {
  const pageOf = (ids: readonly string[], totalCount: number, more: object = {}) => ({
    ...{ requestId: '', totalCount, jobs: ids.map((RestoreId) => ({ RestoreId, other: {} })) },
    ...more,
  });

  /** Reads these pages, each of which comes `stepMs` after the one before. */
  async function read(pages: ReturnType<typeof pageOf>[], stepMs = 0) {
    const clock = manualClock(1_000_000);
    const left = [...pages];
    const describeRestoreJobs = () => {
      clock.advance(stepMs);
      return Promise.resolve(left.shift() ?? assert.fail('a page too many'));
    };
    return readWholeList({ describeRestoreJobs } as unknown as HbrClient, requestOf('NAS'), clock);
  }

  it('is that of the type, the vault and the edition', () => {
    assert.deepEqual(listOf(requestOf('ECS_FILE', { Edition: 'BASIC' })), {
      ...{ restoreType: 'ECS_FILE', vaultId: 'v-1', edition: 'BASIC' },
    });
  });

  it('is complete where all came that the service counts, and nothing moved meanwhile', async () => {
    assert.equal((await read([pageOf(['a', 'b'], 2)])).isComplete, true);
    assert.equal((await read([pageOf(['a'], 3), pageOf(['b', 'c'], 3)])).isComplete, true);
    assert.equal((await read([pageOf(['a'], 2), pageOf([], 2)])).isComplete, false);
    assert.equal((await read([pageOf(['a', 'b'], 4), pageOf(['c'], 3)])).isComplete, false);
  });

  it('is of another caller where a part of it is', async () => {
    const other = { otherCaller: true };
    assert.equal((await read([pageOf(['a'], 2, other), pageOf(['b'], 2)])).otherCaller, true);
    assert.equal((await read([pageOf(['a'], 1)])).otherCaller, false);
  });

  it('compares the clocks by the last date, where each page has one that goes on with the time', async () => {
    const dated = (...dates: (number | undefined)[]) =>
      read(
        dates.map((serverTime, at) => pageOf([`r-${at}`], dates.length, { serverTime })),
        1000,
      );
    const whole = await dated(1_005_000, 1_006_000);
    assert.deepEqual([whole.skewMs, whole.serviceTime], [4000, { date: 1_006_000, at: 2000 }]);
    assert.equal((await dated(1_005_000, undefined)).skewMs, undefined);
    assert.equal((await dated(undefined, 1_006_000)).skewMs, undefined);
    assert.equal((await dated(1_005_000, 1_012_000)).skewMs, undefined);
    assert.equal((await dated(1_001_000 + 15 * minute)).skewMs, 15 * minute);
    assert.equal((await dated(1_001_001 + 15 * minute)).skewMs, undefined);
    assert.equal((await dated(1_000_999 - 15 * minute)).skewMs, undefined);
  });

  it('takes two answers for steady that are no more than five seconds off', () => {
    const before = { date: 10_000, at: 1000 };
    const is = (date: number) => isSteady(before, { date, at: 4000 });
    assert.deepEqual([is(13_000), is(18_000), is(8000), is(18_001), is(7999)], [true, true, true, false, false]);
  });
});
