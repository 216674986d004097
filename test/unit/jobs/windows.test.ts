import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHistory } from '../../../src/jobs/history.ts';
import { openJournal, replaceFile } from '../../../src/jobs/journal.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { createSync } from '../../../src/jobs/sync.ts';
import { folders, record } from './helpers.ts';

describe('several windows', () => {
  const folder = folders();

  it('of eight processes that write at once corrupt nothing', async () => {
    const path = await folder();
    const codes = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const child = fork(join(import.meta.dirname, 'writer.ts'), [path, `w${i}`, '12']);
        const [code] = (await once(child, 'exit')) as [number];
        return code;
      }),
    );
    assert.deepEqual(codes, Array(8).fill(0));
    const { records, setAside } = await openJournal(path).readAll();
    assert.deepEqual([records.length, setAside], [8 * 12 + 1, []]);
    assert.ok((await readdir(path)).every((name) => name.endsWith('.json')));
  });

  /** A window that shows what is on disk; `next` resolves with the next change that its store tells of. */
  async function open(path: string) {
    const journal = openJournal(path);
    const store = createStore();
    const setAside: string[] = [];
    const sync = createSync({
      journal,
      history: openHistory(join(path, 'done')),
      store,
      onSetAside: (name) => setAside.push(name),
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
    return { journal, store, sync, next, setAside };
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

  it('leave alone what is in memory only', async () => {
    const { store, sync } = await open(await folder());
    store.put(record('never written'));
    await sync.reload();
    assert.ok(store.get('never written'));
    sync.dispose();
  });
});

describe('a damaged disk', () => {
  const folder = folders();

  it('gives a submission back as one that was being sent, where its file is torn or gone', async () => {
    const path = await folder();
    const journal = openJournal(path);
    const sending: JobRecord = record('a', { state: 'sending' });
    for (const damage of [(file: string) => truncate(file, 40), (file: string) => rm(file)]) {
      await journal.write(sending);
      await journal.write(record('a'));
      await damage(join(path, 'a.json'));
      assert.deepEqual((await openJournal(path).readAll()).records, [sending]);
      assert.deepEqual(await journal.read('a'), sending);
    }
  });

  it('has nothing left of a submission that could not be written', async () => {
    const path = await folder();
    for (const fullAt of [1, 2]) {
      let writings = 0;
      const journal = openJournal(path, (file, text) =>
        ++writings >= fullAt ? Promise.reject(new Error('ENOSPC')) : replaceFile(file, text),
      );
      await assert.rejects(journal.write(record('a', { state: 'sending' })), /ENOSPC/);
      assert.deepEqual(await readdir(path), []);
    }
  });

  it('does not keep the journal from being read where something else lies in its folder', async () => {
    const path = await folder();
    await mkdir(join(path, 'folder.d'));
    await writeFile(join(path, 'a.json.123456'), '{');
    await openJournal(path).write(record('a'));
    assert.deepEqual((await openJournal(path).readAll()).records, [record('a')]);
    assert.equal(await readFile(join(path, 'a.json.123456'), 'utf8'), '{');
  });
});
