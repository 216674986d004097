import assert from 'node:assert/strict';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRecord } from '../../../src/jobs/envelope.ts';
import { openHistory } from '../../../src/jobs/history.ts';
import { openJournal } from '../../../src/jobs/journal.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { createSync } from '../../../src/jobs/sync.ts';
import { tidy } from '../../../src/jobs/tidy.ts';
import { folders, locksIn, record } from './helpers.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);

/** A job that ended so many days ago; its id begins with its time, as those of real jobs do. */
const ended = (daysAgo: number, more: Partial<JobRecord> = {}) => {
  const at = now - daysAgo * dayMs;
  const id = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
  const seen = { RestoreId: `r-${id}`, Status: 'COMPLETE', CompleteTime: at / 1000, other: {} };
  return record(id, { createdAt: at - 1000, seen, ...more });
};

describe('jobs of the past', () => {
  const folder = folders();

  async function open(path?: string) {
    path ??= await folder();
    const journal = openJournal(join(path, 'jobs'));
    const history = openHistory(join(path, 'done'));
    const locks = locksIn(path);
    const run = (limit = 1000) => tidy({ journal, history, locks, limit: () => limit, now: () => now });
    const atHand = async () => (await journal.readAll()).records.map(({ id }) => id).sort();
    return { path, journal, history, locks, run, atHand };
  }

  it('moves what ended a day ago and was told, and nothing else', async () => {
    const { journal, history, run, atHand } = await open();
    const old = ended(2);
    const staying = [
      ended(0.5),
      ended(3, { untold: true }),
      record('running', { createdAt: 0 }),
      record('unclear', { createdAt: 0, state: 'unclear' }),
      record('sending', { createdAt: 0, state: 'sending' }),
    ];
    for (const job of [old, ...staying]) await journal.write(job);
    assert.equal(await run(), true);
    assert.deepEqual(await atHand(), staying.map(({ id }) => id).sort());
    assert.deepEqual((await history.load()).rows, [rowOf(old)]);
    assert.deepEqual(await history.read(old.id), old);
    assert.equal(await run(), false);
  });

  it('forgets the oldest beyond the limit, and never what goes on or is unclear', async () => {
    const { journal, history, run, atHand } = await open();
    const jobs = [9, 8, 7, 0.9, 0.5].map((days) => ended(days));
    const goingOn = [record('running', { createdAt: 0 }), record('unclear', { createdAt: 0, state: 'unclear' })];
    for (const job of [...jobs, ...goingOn]) await journal.write(job);
    await run(3);
    assert.deepEqual(await history.ids(), [jobs[2]?.id]);
    await run(1);
    assert.deepEqual(await history.ids(), []);
    assert.deepEqual(await atHand(), [jobs[4]?.id, 'running', 'unclear'].sort());
  });

  it('is done by one window at a time', async () => {
    const { journal, locks, run } = await open();
    await journal.write(ended(2));
    const other = await locks.take('tidy');
    assert.equal(await run(), false);
    await other?.release();
    assert.equal(await run(), true);
    assert.ok(await locks.take('tidy'));
  });

  it('sweeps up what a kill left behind, once nobody can be writing it', async () => {
    const { journal, run } = await open();
    await journal.write(record('a'));
    const [old, young] = ['a.json.123', 'a.json.456'].map((name) => join(journal.folder, name));
    for (const path of [old, young]) await writeFile(path ?? '', 'half');
    await utimes(old ?? '', 0, 0);
    await utimes(young ?? '', now / 1000, now / 1000);
    await run();
    assert.deepEqual((await readdir(journal.folder)).sort(), ['a.json', 'a.json.456']);
  });

  it('reads an index where there is one, and the files where it is torn, old or gone', async () => {
    const { path, journal, history, run } = await open();
    for (const days of [2, 3, 4]) await journal.write(ended(days));
    await run();
    const { rows } = await history.load();
    assert.equal(rows.length, 3);
    const index = `${history.folder}.index`;
    const text = await readFile(index, 'utf8');
    // A file that is gone proves that the row came from the index.
    const changed = text.replace('NAS files', 'from the index');
    assert.notEqual(changed, text);
    await writeFile(index, changed);
    assert.equal((await openHistory(history.folder).load()).rows[0]?.what, 'from the index');
    for (const wrong of [
      text.slice(0, 99),
      '',
      '[]',
      'null',
      '{"version":99}',
      '{"version":1}',
      '{"version":1,"strings":[],"rows":[null]}',
    ]) {
      await writeFile(index, wrong);
      assert.deepEqual((await openHistory(join(path, 'done')).load()).rows, rows, wrong);
    }
    await rm(index);
    assert.deepEqual((await openHistory(join(path, 'done')).load()).rows, rows);
  });

  it('lists the folder again where its time has changed, or is too young to tell', async () => {
    const { journal, history, run } = await open();
    await journal.write(ended(2));
    await run();
    const count = async (from = history) => (await from.load()).rows.length;
    const add = (id: string) => writeFile(join(history.folder, `${id}.json`), encodeRecord({ ...ended(2), id }));
    assert.equal(await count(), 1);
    await add('torn');
    assert.equal(await count(openHistory(history.folder)), 2);
    await utimes(history.folder, 7, 7);
    assert.equal(await count(), 2);
    await add('torn-too');
    await utimes(history.folder, 7, 7);
    assert.equal(await count(), 2);
    assert.equal(await count(openHistory(history.folder)), 2);
    await utimes(history.folder, 8, 8);
    assert.equal(await count(), 3);
  });

  it('sets a damaged file aside, says so once, and shows the others', async () => {
    const { journal, history, run } = await open();
    for (const days of [2, 3]) await journal.write(ended(days));
    await run();
    await writeFile(join(history.folder, 'torn.json'), '{"version":1,"sha');
    const { rows, setAside } = await history.load();
    assert.deepEqual([rows.length, setAside], [2, ['torn.json.damaged']]);
    assert.deepEqual((await openHistory(history.folder).load()).setAside, []);
  });

  it('is shown by every window, and a job that moves there is never without a row', async () => {
    const { path, journal, history, run } = await open();
    const old = ended(2);
    await journal.write(old);
    await journal.write(ended(0.1));
    const other = await open(path);
    const store = createStore();
    const onError = (error: unknown) => assert.fail(String(error));
    const sync = createSync({ ...other, store, onSetAside: onError, onError });
    await sync.loadPast();
    await sync.reload();
    assert.equal(store.rows().length, 2);
    const lost: string[] = [];
    store.onDidChange((ids) => {
      if (ids.includes(old.id) && !store.row(old.id)) lost.push(old.id);
    });
    await run();
    await sync.reload();
    assert.deepEqual([store.rows().length, store.all().length, lost], [2, 1, []]);
    assert.deepEqual(store.row(old.id), rowOf(old));
    const gone = new Promise<void>((resolve) => {
      store.onDidChange(() => {
        if (!store.row(old.id)) resolve();
      });
    });
    await history.remove([old.id]);
    await gone;
    sync.dispose();
  });
});
