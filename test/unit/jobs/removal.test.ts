import assert from 'node:assert/strict';
import { join } from 'node:path';
import { bringBackJobs, removeJobs } from '../../../src/jobs/removal.ts';
import { openHistory } from '../../../src/jobs/storage/history.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { openRemovedJobs } from '../../../src/jobs/storage/removedJobs.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { folders, record } from './jobFixtures.ts';

describe('a job that is removed', () => {
  const folder = folders();

  it('leaves its RestoreId among those of removed jobs, and takes it along where it is brought back', async () => {
    const path = await folder();
    const [journal, history] = [openJournal(join(path, 'jobs')), openHistory(join(path, 'done'))];
    const [removed, store] = [openRemovedJobs(join(path, 'removed')), createStore()];
    const reload = async () => store.put(...(await journal.readAll()).records);
    const jobs = { journal, history, removed, store, reload };
    await journal.write(record('a'));
    await reload();
    const kept = await removeJobs(jobs, ['a']);
    assert.deepEqual([store.all(), [...(await removed.ids())]], [[], ['r-a']]);
    await bringBackJobs(jobs, kept);
    assert.deepEqual([store.all(), [...(await removed.ids())]], [[record('a')], []]);
  });
});
