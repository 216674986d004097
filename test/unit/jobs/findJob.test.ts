import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findJob } from '../../../src/jobs/findJob.ts';
import { openHistory } from '../../../src/jobs/storage/history.ts';
import { openJournal } from '../../../src/jobs/storage/journal.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { endedRecord, folders, record } from './jobFixtures.ts';

describe('a job by its id', () => {
  const folder = folders();

  it('is the one in memory, else the one on disk, and none by a way to another file', async () => {
    const path = await folder();
    const [journal, history] = [openJournal(join(path, 'jobs')), openHistory(join(path, 'done'))];
    const kept = { journal, history, store: createStore() };
    const [onDisk, past] = [record('a'), endedRecord('b')];
    await journal.write(onDisk);
    await journal.write(past);
    await history.take('b', journal.fileOf('b'));
    assert.deepEqual([await findJob(kept, 'a'), await findJob(kept, 'b')], [onDisk, past]);
    assert.equal(await findJob(kept, 'c'), undefined);
    const unread = { ...kept, journal: { ...journal, read: () => assert.fail('another file is read') } };
    for (const none of ['../done/b', 'a/../a', 'a.json', '']) assert.equal(await findJob(unread, none), undefined);
    const inMemory = record('a', { claim: 2 });
    kept.store.put(inMemory);
    assert.equal(await findJob(kept, 'a'), inMemory);
  });
});
