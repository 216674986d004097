import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRecord } from '../../../../src/jobs/storage/recordFile.ts';
import { decodeIndex } from '../../../../src/jobs/storage/historyIndex.ts';
import { openHistory } from '../../../../src/jobs/storage/history.ts';
import { endedDaysAgo, histories } from './pastJobs.ts';

describe('jobs of the past', () => {
  const open = histories();

  it('reads an index where there is one, and the files where it is torn, old or gone', async () => {
    const { path, journal, history, run } = await open();
    for (const days of [2, 3, 4]) await journal.write(endedDaysAgo(days));
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
    assert.deepEqual((await openHistory(history.folder, 'zh-cn').load()).rows, rows);
    await writeFile(index, changed.replace('"language":"en",', ''));
    assert.deepEqual((await openHistory(history.folder).load()).rows, rows);
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

  it('reads the files where the index can neither be read nor written, and writes it once it can be', async () => {
    const { journal, history, run } = await open();
    for (const days of [2, 3]) await journal.write(endedDaysAgo(days));
    await run();
    const index = `${history.folder}.index`;
    await rm(index, { force: true });
    // As a full disk or a folder that can only be read keeps it from being written.
    await mkdir(index);
    const past = openHistory(history.folder);
    const { rows } = await past.load();
    assert.equal(rows.length, 2);
    await utimes(history.folder, 7, 7);
    assert.deepEqual((await past.load()).rows, rows);
    await rm(index, { recursive: true });
    await utimes(history.folder, 8, 8);
    assert.deepEqual((await past.load()).rows, rows);
    assert.equal(decodeIndex(await readFile(index, 'utf8'))?.rows.length, 2);
  });

  it('lists the folder again where its time has changed, or is too young to tell', async () => {
    const { journal, history, run } = await open();
    await journal.write(endedDaysAgo(2));
    await run();
    const count = async (from = history) => (await from.load()).rows.length;
    const add = (id: string) => writeFile(join(history.folder, `${id}.json`), encodeRecord({ ...endedDaysAgo(2), id }));
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
    // A time in the future says nothing: the clock was set back.
    const future = Date.now() / 1000 + 172_800;
    await utimes(history.folder, future, future);
    assert.equal(await count(), 3);
    await add('after-it');
    await utimes(history.folder, future, future);
    assert.equal(await count(), 4);
  });

  it('sets a damaged file aside, says so once, and shows the others', async () => {
    const { journal, history, run } = await open();
    for (const days of [2, 3]) await journal.write(endedDaysAgo(days));
    await run();
    await writeFile(join(history.folder, 'torn.json'), '{"version":1,"sha');
    const { rows, setAside } = await history.load();
    assert.deepEqual([rows.length, setAside], [2, ['torn.json.damaged']]);
    assert.deepEqual((await openHistory(history.folder).load()).setAside, []);
  });

  it('shows the others where one can not be read or set aside, names it each time, and shows it once it can be read', async () => {
    const { journal, history, run } = await open();
    const [good, bad] = [endedDaysAgo(2), endedDaysAgo(3)];
    for (const each of [good, bad]) await journal.write(each);
    await run();
    const file = (name: string) => join(history.folder, name);
    await rename(file(`${bad.id}.json`), file('kept'));
    await mkdir(file(`${bad.id}.json`));
    await writeFile(file('torn.json'), '{"version":1,"sha');
    await mkdir(file('torn.json.damaged'));
    await utimes(history.folder, 7, 7);
    for (let reading = 1; reading <= 2; reading++) {
      const { rows, setAside, unread } = await history.load();
      assert.deepEqual([rows.map(({ id }) => id), setAside], [[good.id], []]);
      assert.deepEqual(
        unread.map(({ name, kind }) => [name, kind]).sort(),
        [
          [`${bad.id}.json`, 'unreadable'],
          ['torn.json', 'damaged'],
        ].sort(),
      );
    }
    for (const name of [`${bad.id}.json`, 'torn.json']) await rm(file(name), { recursive: true });
    await rename(file('kept'), file(`${bad.id}.json`));
    await utimes(history.folder, 7, 7);
    assert.deepEqual((await openHistory(history.folder).load()).rows.length, 2);
  });

  it('leaves a job alone that a newer version wrote, and never forgets it', async () => {
    const { journal, history, run, atHand } = await open();
    const [old, young] = [endedDaysAgo(3), endedDaysAgo(2)];
    for (const each of [old, young]) await journal.write(each);
    await run();
    const file = join(history.folder, `${old.id}.json`);
    const text = (await readFile(file, 'utf8')).replace('"version":1', '"version":2');
    await writeFile(file, text);
    const { rows, setAside, unread } = await history.load();
    assert.deepEqual([rows.map(({ id }) => id), setAside], [[young.id], []]);
    assert.deepEqual(unread, [{ id: old.id, name: `${old.id}.json`, kind: 'newer' }]);
    assert.deepEqual([await history.has(old.id), await history.read(old.id)], [true, undefined]);
    const { restoreId, ...rest } = old;
    assert.ok(restoreId);
    await journal.write({ ...rest, state: 'notExecuted' });
    await run(1);
    assert.deepEqual([await atHand(), await readFile(file, 'utf8')], [[], text]);
  });
});
