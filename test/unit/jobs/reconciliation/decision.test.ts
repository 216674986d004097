import assert from 'node:assert/strict';
import { settleAsSaid } from '../../../../src/jobs/reconciliation/decision.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { folders, locksIn, record } from '../jobFixtures.ts';

describe('what a person says of an unclear restore', () => {
  const folder = folders();
  const { restoreId, ...unclear } = record('a', { state: 'unclear' });
  void restoreId; // Nobody knows it.
  const job = { RestoreId: 'r-1', Status: 'RUNNING', other: {} };

  /** A window whose person is asked about it. */
  async function open() {
    const path = await folder();
    const journal = openJournal(path);
    await journal.write(unclear);
    const store = createStore();
    store.put(unclear);
    return { journal, store, locks: locksIn(path) };
  }

  it('is written down and shown', async () => {
    for (const [picked, state, id] of [
      [job, 'submitted', 'r-1'],
      ['none', 'notExecuted', undefined],
    ] as const) {
      const parts = await open();
      await parts.journal.write(record('another'));
      assert.equal(await settleAsSaid('a', picked, 5, parts), 'settled');
      const onDisk = await parts.journal.read('a');
      assert.deepEqual([onDisk?.state, onDisk?.restoreId], [state, id]);
      assert.deepEqual(onDisk?.adoption, id && { chosen: true, baseline: false });
      assert.deepEqual(parts.store.get('a'), onDisk);
      const lock = await parts.locks.take('a');
      assert.ok(lock, 'its lock is free again');
      await lock.release();
    }
  });

  it('does not count where another restore has that job by now, on disk, in this window or in the past', async () => {
    const theirs = record('b', { restoreId: 'r-1' });
    for (const take of [
      ({ journal }: Awaited<ReturnType<typeof open>>) => journal.write(theirs),
      ({ store }: Awaited<ReturnType<typeof open>>) => Promise.resolve(store.put(theirs)),
      ({ store }: Awaited<ReturnType<typeof open>>) => Promise.resolve(store.setPast([rowOf(theirs)])),
    ]) {
      const parts = await open();
      await take(parts);
      assert.equal(await settleAsSaid('a', job, 5, parts), 'taken');
      assert.deepEqual(await parts.journal.read('a'), unclear);
    }
  });

  it('counts where the job is listed as one that was started elsewhere: nobody knew whose it is', async () => {
    const parts = await open();
    parts.store.setExternal([record('theirs', { restoreId: 'r-1', external: true })]);
    assert.equal(await settleAsSaid('a', job, 5, parts), 'settled');
  });

  it('does not count where the restore was cleared up or removed meanwhile, or another window is at it', async () => {
    const clearedUp = await open();
    await clearedUp.journal.write(record('a'));
    assert.equal(await settleAsSaid('a', 'none', 5, clearedUp), 'changed');
    assert.deepEqual(await clearedUp.journal.read('a'), record('a'));

    const late = await open();
    late.store.put(record('a'));
    assert.equal(await settleAsSaid('a', 'none', 5, late), 'changed');
    assert.deepEqual([late.store.get('a'), await late.journal.read('a')], [record('a'), record('a')]);

    const removed = await open();
    await removed.journal.remove('a');
    assert.equal(await settleAsSaid('a', job, 5, removed), 'changed');

    const held = await open();
    const lock = await held.locks.take('a');
    assert.equal(await settleAsSaid('a', job, 5, held), 'changed');
    await lock?.release();
  });
});
