import assert from 'node:assert/strict';
import { cancelConsequence, noteCancelAsked } from '../../../src/jobs/cancel.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { replaceFile } from '../../../src/jobs/storage/replaceFile.ts';
import { withoutAdoption } from '../../../src/jobs/reconciliation/outcomes.ts';
import { applyListEntry } from '../../../src/jobs/recordUpdate.ts';
import { statusOf, type JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { folders, record, requestOf } from './jobFixtures.ts';

describe('a wish to cancel', () => {
  const folder = folders();
  const seen = (Status: string) => ({ RestoreId: 'r-a', Status, other: {} });
  const open = async () => ({ journal: openJournal(await folder()), store: createStore() });

  it('is on disk and shown, though the service still says RUNNING, until it says an end', async () => {
    const parts = await open();
    const job = record('a', { seen: seen('RUNNING') });
    await parts.journal.write(job);
    parts.store.put(job);
    await noteCancelAsked(job, 5, parts);
    const kept = await parts.journal.read('a');
    assert.equal(kept?.cancelAskedAt, 5);
    assert.equal(statusOf(parts.store.get('a') ?? job), 'CANCELING');
    assert.equal(statusOf({ ...job, ...kept, seen: seen('CANCELED') }), 'CANCELED');
    assert.equal(statusOf({ ...job, ...kept, seen: seen('COMPLETE') }), 'COMPLETE');
  });

  it('keeps what other windows wrote meanwhile', async () => {
    const parts = await open();
    await parts.journal.write(record('a', { requestId: 'of-the-disk' }));
    await noteCancelAsked(record('a'), 5, parts);
    assert.equal((await parts.journal.read('a'))?.requestId, 'of-the-disk');
  });

  it('changes nothing of a job that has ended by then, nor of one that was removed', async () => {
    const parts = await open();
    await parts.journal.write(record('a', { seen: seen('COMPLETE') }));
    await noteCancelAsked(record('a'), 5, parts);
    await noteCancelAsked(record('b'), 5, parts);
    assert.deepEqual((await parts.journal.readAll()).records, [record('a', { seen: seen('COMPLETE') })]);
  });

  for (const [what, meanwhile] of [
    ['its end', (job: JobRecord) => applyListEntry(job, seen('COMPLETE'), 9)],
    ['that it is not the one of its restore', withoutAdoption],
    ['its removal', undefined],
  ] as const) {
    it(`undoes nothing of what another window writes at that instant: ${what}`, async () => {
      const path = await folder();
      const other = openJournal(path);
      const job = record('a', { adoption: { baseline: true }, seen: seen('RUNNING') });
      await other.write(job);
      let isFirst = true;
      const journal = openJournal(path, async (file, text) => {
        if (isFirst) await (meanwhile ? other.update('a', meanwhile) : other.remove('a'));
        isFirst = false;
        await replaceFile(file, text);
      });
      const store = createStore();
      store.put(job);
      await noteCancelAsked(job, 5, { journal, store });
      const onDisk = await other.read('a');
      assert.deepEqual(onDisk, meanwhile && meanwhile(job));
    });
  }

  it('does not bring a job back that was removed in another window, of which this one has not heard yet', async () => {
    const parts = await open();
    const job = record('a', { seen: seen('RUNNING') });
    parts.store.put(job);
    await noteCancelAsked(job, 5, parts);
    assert.deepEqual((await parts.journal.readAll()).records, []);
    assert.equal(parts.store.get('a')?.cancelAskedAt, undefined);
  });

  it('is written down with a RestoreId that the disk does not have yet', async () => {
    const parts = await open();
    const { restoreId, ...sending } = record('a');
    await parts.journal.write({ ...sending, state: 'sending' });
    const job = { ...sending, restoreId: restoreId ?? '' };
    parts.store.put(job);
    await noteCancelAsked(job, 5, parts);
    assert.deepEqual(await parts.journal.read('a'), { ...job, cancelAskedAt: 5 });
  });

  it('is shown where it can not be written down', async () => {
    const store = createStore();
    const path = await folder();
    await openJournal(path).write(record('a'));
    const journal = openJournal(path, () => Promise.reject(new Error('ENOSPC')));
    store.put(record('a'));
    await assert.rejects(noteCancelAsked(record('a'), 5, { journal, store }), /ENOSPC/);
    assert.equal(statusOf(store.get('a') ?? record('a')), 'CANCELING');
  });

  it('is in memory alone for a job that something else started', async () => {
    const parts = await open();
    const [mine, other] = ['a', 'b'].map((id) => record(id, { external: true }));
    assert.ok(mine && other);
    parts.store.setExternal([mine, other]);
    await noteCancelAsked(mine, 5, parts);
    assert.deepEqual([parts.store.get('a')?.cancelAskedAt, parts.store.get('b')?.cancelAskedAt], [5, undefined]);
    assert.deepEqual((await parts.journal.readAll()).records, []);
  });

  it('leaves something behind of every kind of restore, and of kinds to come', () => {
    const of = (RestoreType: string) =>
      cancelConsequence(record('a', { request: { query: { RestoreType }, body: {} } }));
    assert.match(cancelConsequence(record('a', { request: requestOf('NAS') })), /mix of old and restored files/);
    assert.match(of('OSS'), /Objects .* stay/);
    assert.match(of('OTS_TABLE'), /Rows .* stay/);
    for (const type of ['UDM_ECS_ROLLBACK', 'UDM_ECS_DISK_ROLLBACK'])
      assert.match(of(type), /unusable until they are rolled back again/);
    for (const type of ['UDM_ECS', 'UDM_ECS_DISK']) assert.match(of(type), /may be charged/);
    assert.match(of('MARS'), /may remain/);
  });
});
