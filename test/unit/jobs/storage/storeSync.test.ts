import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHistory } from '../../../../src/jobs/storage/history.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { withoutAdoption } from '../../../../src/jobs/reconciliation/outcomes.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { createStoreSync, type StoreSyncDependencies } from '../../../../src/jobs/storage/storeSync.ts';
import { replaceFile } from '../../../../src/jobs/storage/replaceFile.ts';
import { folders, record } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';
import { endedDaysAgo, histories } from './pastJobs.ts';
import { rowOf } from '../../../../src/jobs/row.ts';

describe('several windows', () => {
  const folder = folders();

  /** A window that shows what is on disk; `next` resolves with the next change that its store tells of. */
  async function open(path: string) {
    const journal = openJournal(path);
    const store = createStore();
    const setAside: string[] = [];
    const unread: string[] = [];
    const sync = createStoreSync({
      journal,
      history: openHistory(join(path, 'done')),
      store,
      onSetAside: (name) => setAside.push(name),
      onUnread: (records) => unread.push(...records.map(({ name }) => name)),
      onError: (error) => assert.fail(String(error)),
    });
    await sync.reload();
    const next = () =>
      new Promise<void>((resolve) => {
        const stop = store.onDidChange(() => {
          stop();
          resolve();
        });
      });
    return { journal, store, sync, next, setAside, unread };
  }

  it('see what the others write, change and remove', async () => {
    const path = join(await folder(), 'not', 'yet');
    const [here, there] = [await open(path), await open(path)];
    for (const step of [
      () => there.journal.write(record('a', { state: 'sending' })),
      () => there.journal.write(record('a')),
      () => there.journal.remove('a'),
    ]) {
      const changed = here.next();
      await step();
      await changed;
      assert.deepEqual(here.store.all(), (await there.journal.readAll()).records);
    }
    here.sync.dispose();
    there.sync.dispose();
  });

  it('keep a RestoreId that only one of them knows, and write it down once the disk takes it', async () => {
    const path = await folder();
    const { journal, store, sync } = await open(path);
    const { restoreId, ...sending } = record('a', { state: 'sending' });
    await journal.write(sending);
    store.put({ ...sending, state: 'submitted', restoreId: restoreId ?? '' });
    await sync.reload();
    assert.equal(store.get('a')?.restoreId, 'r-a');
    assert.equal((await journal.read('a'))?.restoreId, 'r-a');
    sync.dispose();
  });

  it('try again ever more rarely to write down a RestoreId that the disk does not take, and say so once', async () => {
    const path = await folder();
    const clock = manualClock();
    let [tries, isFull] = [0, true];
    const journal = openJournal(path, (file, text) => {
      tries++;
      return isFull ? Promise.reject(new Error('ENOSPC')) : replaceFile(file, text);
    });
    const { restoreId, ...sending } = record('a', { state: 'sending' });
    await openJournal(path).write(sending);
    const store = createStore();
    const errors: unknown[] = [];
    const fail = (what: unknown) => assert.fail(String(what));
    const sync = createStoreSync({
      ...{ journal, history: openHistory(join(path, 'done')), store, clock },
      ...{ onSetAside: fail, onUnread: fail, onError: (error) => errors.push(error) },
    });
    try {
      await sync.reload();
      store.put({ ...sending, state: 'submitted', restoreId: restoreId ?? '' });
      for (let reading = 1; reading <= 5; reading++) await sync.reload();
      assert.deepEqual([tries, errors.length, store.get('a')?.restoreId], [1, 1, 'r-a']);
      clock.advance(1000);
      await sync.reload();
      assert.deepEqual([tries, errors.length, clock.timer.ms], [2, 1, 2000]);
      isFull = false;
      clock.advance(2000);
      clock.timer.fire();
      await sync.reload();
      assert.deepEqual([(await journal.read('a'))?.restoreId, errors.length], ['r-a', 1]);
    } finally {
      sync.dispose();
    }
  });

  it('take no job back that a person said in another one is not the one of its restore', async () => {
    const path = await folder();
    const [here, there] = [await open(path), await open(path)];
    const adopted = record('a', { adoption: { baseline: true } });
    await there.journal.write(adopted);
    await here.sync.reload();
    assert.equal(here.store.get('a')?.restoreId, 'r-a');
    await there.journal.write(withoutAdoption(adopted));
    await here.sync.reload();
    assert.deepEqual([here.store.get('a')?.state, here.store.get('a')?.restoreId], ['unclear', undefined]);
    assert.deepEqual((await here.journal.read('a'))?.rejected, ['r-a']);
    here.sync.dispose();
    there.sync.dispose();
  });

  for (const unreadable of ['jobs', 'done']) {
    it(`say that there may be more jobs as long as the folder "${unreadable}" can not be read`, async () => {
      const path = await folder();
      await writeFile(join(path, unreadable), 'no folder');
      const store = createStore();
      const told: boolean[] = [];
      store.onDidChange(() => told.push(store.isUnread()));
      const sync = createStoreSync({
        journal: openJournal(join(path, 'jobs')),
        history: openHistory(join(path, 'done')),
        store,
        onSetAside: (name) => assert.fail(name),
        onUnread: ([first]) => assert.fail(String(first?.error)),
        onError: (error) => assert.fail(String(error)),
      });
      try {
        const read = () => Promise.allSettled([sync.reload(), sync.loadPast()]);
        await read();
        await read();
        assert.deepEqual(told, [true]);
        await rm(join(path, unreadable));
        await read();
        assert.deepEqual(told, [true, false]);
      } finally {
        sync.dispose();
      }
    });
  }

  for (const unreadable of ['jobs', 'done']) {
    it(`see by themselves that the folder "${unreadable}" can be read again, also before anything was submitted`, async () => {
      const path = await folder();
      await writeFile(join(path, unreadable), 'no folder');
      const store = createStore();
      const sync = createStoreSync({
        journal: openJournal(join(path, 'jobs')),
        history: openHistory(join(path, 'done')),
        store,
        onSetAside: (name) => assert.fail(name),
        onUnread: ([first]) => assert.fail(String(first?.error)),
        onError: () => undefined,
      });
      try {
        await Promise.allSettled([sync.reload(), sync.loadPast()]);
        assert.ok(store.isUnread());
        const changed = new Promise<void>((resolve) => store.onDidChange(() => resolve()));
        await rm(join(path, unreadable));
        await changed;
        assert.ok(!store.isUnread());
      } finally {
        sync.dispose();
      }
    });
  }

  it('show what goes on while the past can not be read, and the past once it can', async () => {
    const path = await folder();
    await writeFile(join(path, 'done'), 'no folder');
    const journal = openJournal(join(path, 'jobs'));
    const store = createStore();
    const sync = createStoreSync({
      journal,
      history: openHistory(join(path, 'done')),
      store,
      onSetAside: (name) => assert.fail(name),
      onUnread: ([first]) => assert.fail(String(first?.error)),
      onError: () => undefined,
    });
    try {
      await assert.rejects(sync.loadPast());
      await journal.write(record('a'));
      await assert.rejects(sync.reload(), /done/);
      assert.deepEqual(store.all(), [await journal.read('a')]);
      assert.ok(store.isUnread());
      await rm(join(path, 'done'));
      await sync.reload();
      assert.ok(!store.isUnread());
    } finally {
      sync.dispose();
    }
  });

  it('show the past once it can be read, also where that is put right before they look for changes', async () => {
    const path = await folder();
    const [journal, history] = [openJournal(join(path, 'jobs')), openHistory(join(path, 'done'))];
    const store = createStore();
    const notCalled = () => assert.fail('nothing was read');
    const dependencies = { journal, history, store, onSetAside: notCalled, onUnread: notCalled };
    const sync = createStoreSync({ ...dependencies, onError: (error) => assert.fail(String(error)) });
    // The second time it has looked before, and found what it finds afterwards.
    for (let time = 0; time < 2; time++) {
      await writeFile(history.folder, 'no folder');
      await assert.rejects(time === 0 ? sync.loadPast() : sync.reload());
      assert.equal(store.isUnread(), true);
      const read = new Promise<void>((resolve) => {
        const stop = store.onDidChange(() => {
          stop();
          resolve();
        });
      });
      await rm(history.folder);
      await read;
      assert.equal(store.isUnread(), false);
    }
    sync.dispose();
  });

  it('show every other job where one record can not be read, and name it once', async () => {
    const path = await folder();
    const { journal, store, sync, unread } = await open(path);
    await journal.write(record('running'));
    await journal.write(record('sending', { state: 'sending' }));
    await sync.reload();
    await mkdir(journal.fileOf('x'));
    await sync.reload();
    await sync.reload();
    assert.deepEqual(
      [
        store
          .all()
          .map(({ id }) => id)
          .sort(),
        unread,
      ],
      [['running', 'sending'], ['x.json']],
    );
    assert.ok(store.isUnread());
    assert.equal(await journal.read('x'), undefined);

    // The intent says what was sent, also where the record can't be read.
    await rm(journal.fileOf('sending'));
    await mkdir(journal.fileOf('sending'));
    await rm(journal.fileOf('x'), { recursive: true });
    const other = await open(path);
    assert.deepEqual([other.store.get('sending')?.state, other.unread], ['sending', ['sending.json']]);
    assert.ok(!other.store.isUnread());
    await assert.rejects(journal.update('sending', (onDisk) => ({ ...onDisk, state: 'unclear' })));
    sync.dispose();
    other.sync.dispose();
  });

  it('keep what they know of a job while its record can not be read', async () => {
    const path = await folder();
    const { journal, store, sync, unread } = await open(path);
    const ended = record('a', { state: 'refused' });
    for (const each of [record('a', { state: 'sending' }), ended]) await journal.write(each);
    await sync.reload();
    await rm(journal.fileOf('a'));
    await mkdir(journal.fileOf('a'));
    await sync.reload();
    assert.deepEqual([store.all(), unread, store.isUnread()], [[ended], ['a.json'], false]);
    await rm(journal.fileOf('a'), { recursive: true });
    await journal.remove('a');
    await sync.reload();
    assert.deepEqual(store.all(), []);
    sync.dispose();
  });

  it('keep what they know of jobs that a newer version wrote since, and say so once', async () => {
    const path = await folder();
    const { journal, store, sync, unread } = await open(path);
    const jobs = ['a', 'b'].map((id) => record(id));
    for (const each of jobs) {
      await journal.write({ ...each, state: 'sending' });
      await journal.write(each);
    }
    await sync.reload();
    for (const { id } of jobs) {
      const text = await readFile(journal.fileOf(id), 'utf8');
      await writeFile(journal.fileOf(id), text.replace('"version":1', '"version":2'));
      await sync.reload();
    }
    assert.deepEqual(
      store
        .all()
        .map(({ id, restoreId }) => [id, restoreId])
        .sort(),
      [
        ['a', 'r-a'],
        ['b', 'r-b'],
      ],
    );
    await mkdir(join(path, 'done'));
    await copyFile(journal.fileOf('a'), join(path, 'done', 'a.json'));
    await sync.loadPast();
    assert.deepEqual(unread, ['a.json']);
    sync.dispose();
  });

  it('watch no folder once they are closed, also where they were looking at it', async () => {
    const path = await folder();
    const journal = openJournal(path);
    await journal.write(record('a'));
    const done = openHistory(join(path, 'done'));
    await mkdir(done.folder);
    let closed: () => void = () => undefined;
    const closing = new Promise<void>((resolve) => (closed = resolve));
    const history = {
      ...done,
      get folder() {
        sync.dispose();
        closed();
        return done.folder;
      },
    };
    let watched = 0;
    const watchFolder: StoreSyncDependencies['watchFolder'] = (...args) => {
      watched++;
      return watch(...args);
    };
    const fail = (what: unknown) => assert.fail(String(what));
    const store = createStore();
    const failing = { onSetAside: fail, onUnread: fail, onError: fail };
    const sync = createStoreSync({ journal, history, store, ...failing, watchFolder });
    await sync.loadPast();
    await closing;
    for (let turn = 0; turn < 20; turn++) await stat(path);
    assert.deepEqual([watched, store.all()], [0, []]);
  });

  it('leave alone what is in memory only', async () => {
    const { store, sync } = await open(await folder());
    store.put(record('never written'));
    await sync.reload();
    assert.ok(store.get('never written'));
    sync.dispose();
  });
});

describe('the past in several windows', () => {
  const open = histories();

  it('is shown by each, and a job that moves there is never without a row', async () => {
    const { path, journal, history, run } = await open();
    const old = endedDaysAgo(2);
    await journal.write(old);
    await journal.write(endedDaysAgo(0.1));
    const other = await open(path);
    const store = createStore();
    const onError = (error: unknown) => assert.fail(String(error));
    const sync = createStoreSync({ ...other, store, onSetAside: onError, onUnread: onError, onError });
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
