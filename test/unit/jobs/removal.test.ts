import assert from 'node:assert/strict';
import { join } from 'node:path';
import { bringBackJobs, removeJobs } from '../../../src/jobs/removal.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { openHistory } from '../../../src/jobs/storage/history.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { openRemovedJobs } from '../../../src/jobs/storage/removedJobs.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { endedRecord, folders, record } from './jobFixtures.ts';

describe('a job that is removed', () => {
  const folder = folders();

  async function open() {
    const path = await folder();
    const [journal, history] = [openJournal(join(path, 'jobs')), openHistory(join(path, 'done'))];
    const [removed, store] = [openRemovedJobs(join(path, 'removed')), createStore()];
    const reload = async () => store.put(...(await journal.readAll()).records);
    return { journal, history, removed, store, reload };
  }

  it('leaves its RestoreId among those of removed jobs, and takes it along where it is brought back', async () => {
    const jobs = await open();
    const { journal, removed, store } = jobs;
    await journal.write(record('a'));
    await jobs.reload();
    const kept = await removeJobs(jobs, ['a']);
    assert.deepEqual([store.all(), [...(await removed.ids())]], [[], ['r-a']]);
    assert.deepEqual(await journal.read('a'), undefined);
    await bringBackJobs(jobs, kept);
    assert.deepEqual([store.all(), [...(await removed.ids())]], [[record('a')], []]);
  });

  it('leaves the past where it was one of it, and is one of it again', async () => {
    const jobs = await open();
    const { journal, history, store } = jobs;
    const past = endedRecord('b');
    await journal.write(past);
    await history.take('b', journal.fileOf('b'));
    store.setPast([rowOf(past)]);
    const kept = await removeJobs(jobs, ['b']);
    assert.equal(await history.read('b'), undefined);
    await bringBackJobs(jobs, kept);
    assert.deepEqual([await history.read('b'), await journal.read('b')], [past, undefined]);
  });
});
