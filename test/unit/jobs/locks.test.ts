import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newOwner, openLocks } from '../../../src/jobs/locks.ts';
import { until } from '../../hosts/until.ts';
import { folders } from './helpers.ts';

describe('a lock', () => {
  const folder = folders();
  const quick = { touchMs: 20, staleMs: 200 };

  it('is held by one window at a time, and by this one once', async () => {
    const path = await folder();
    const [here, there] = [openLocks(path, newOwner()), openLocks(path, { ...newOwner(), host: 'elsewhere' })];
    const lock = await here.take('a');
    assert.ok(lock);
    assert.equal(await there.take('a'), undefined);
    assert.equal(await here.take('a'), undefined);
    assert.ok(await there.take('b'));
    await lock.release();
    assert.ok(await there.take('a'));
  });

  it('of a process that is gone is taken over at once', async () => {
    const path = await folder();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await openLocks(path, { ...newOwner(), pid }).take('a');
    assert.ok(await openLocks(path, newOwner()).take('a'));
  });

  it('of an earlier process that had our pid is taken over at once', async () => {
    const path = await folder();
    await openLocks(path, newOwner()).take('a');
    assert.ok(await openLocks(path, newOwner()).take('a'));
  });

  it('of another machine, or of a pid that lives again, is taken over once nobody touches it', async () => {
    const path = await folder();
    const dead = JSON.stringify({ ...newOwner(), pid: process.ppid, held: true });
    await writeFile(join(path, 'a.x.lock'), dead);
    await writeFile(join(path, 'b.x.lock'), JSON.stringify({ ...newOwner(), host: 'elsewhere', held: true }));
    const locks = openLocks(path, newOwner(), quick);
    for (const name of ['a', 'b']) {
      assert.equal(await locks.take(name), undefined);
      await until(`the lock ${name}`, () => locks.take(name));
    }
  });

  it('that its maker never filled is taken over as well', async () => {
    const path = await folder();
    await writeFile(join(path, 'a.x.lock'), '');
    const locks = openLocks(path, newOwner(), quick);
    await until('the lock', () => locks.take('a'));
  });

  it('of a living window is not taken over, however long it is held', async () => {
    const path = await folder();
    const owner = { ...newOwner(), host: 'elsewhere' };
    const lock = await openLocks(path, owner, quick).take('a');
    const locks = openLocks(path, newOwner(), quick);
    const end = performance.now() + 3 * quick.staleMs;
    await until('the end', async () => {
      assert.equal(await locks.take('a'), undefined);
      return performance.now() > end;
    });
    await lock?.release();
    assert.deepEqual(await readdir(path), []);
  });

  it('goes to one at most of many that take it over together, each time, and is held by it', async () => {
    for (let round = 0; round < 20; round++) {
      const path = await folder();
      const { pid } = spawnSync(process.execPath, ['-e', '']);
      await writeFile(join(path, 'a.x.lock'), JSON.stringify({ ...newOwner(), pid, held: true }));
      const hosts = Array.from({ length: 6 }, (_, i) => openLocks(path, { ...newOwner(), host: `h${i}` }));
      // That one of them sees it as gone is enough.
      hosts.push(openLocks(path, newOwner()));
      const takeAll = async () => (await Promise.all(hosts.map((locks) => locks.take('a')))).filter(Boolean);
      const taken = await until('the lock', async () => {
        const taken = await takeAll();
        return taken.length > 0 ? taken : undefined;
      });
      assert.equal(taken.length, 1);
      assert.deepEqual(await takeAll(), []);
      await taken[0]?.release();
      assert.deepEqual(await readdir(path), []);
    }
  });

  it('is no other one whose name begins alike', async () => {
    const path = await folder();
    const locks = openLocks(path, newOwner());
    assert.ok(await locks.take('a'));
    assert.ok(await locks.take('a.b'));
    assert.ok(await locks.take('a-b'));
    assert.equal(await locks.take('a.b'), undefined);
  });

  it('can not be had where nothing can be written', async () => {
    const path = await folder();
    await writeFile(join(path, 'file'), '');
    await assert.rejects(openLocks(join(path, 'file', 'locks'), newOwner()).take('a'));
  });
});
