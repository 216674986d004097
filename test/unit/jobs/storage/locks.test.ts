import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newOwner, openLocks } from '../../../../src/jobs/storage/locks.ts';
import { until } from '../../../hosts/until.ts';
import { setProcessDate } from '../../../hosts/processDate.ts';
import { folders } from '../jobFixtures.ts';
import { clockShifts, daylightChanges, inBerlin, sleepMs } from '../manualClock.ts';

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
    const clone = { ...newOwner(), boot: 'of another machine with this name' };
    await writeFile(join(path, 'c.x.lock'), JSON.stringify({ ...clone, held: true }));
    const locks = openLocks(path, newOwner(), quick);
    for (const name of ['a', 'b', 'c']) {
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

  describe('on a clock that somebody sets', () => {
    afterEach(() => setProcessDate(0));
    inBerlin();
    /** How far the clock is ahead before it is set, and after. */
    const settings: (readonly [name: string, before: number, after: number])[] = [
      ...clockShifts.map(([name, ms]) => [`is set ${name}`, 0, ms] as const),
      ['goes on while the machine sleeps', 0, sleepMs],
      // Just before the change, and just after it.
      ...daylightChanges.map(([name, at]) => [`is ${name}`, at - Date.now() - 100, at - Date.now()] as const),
    ];
    for (const [name, before, after] of settings) {
      it(`is held as long as its window touches it, and is had at its age once nobody does, where the clock ${name}`, async () => {
        setProcessDate(before);
        const path = await folder();
        const lock = await openLocks(path, { ...newOwner(), host: 'elsewhere' }, { touchMs: 20 }).take('held');
        assert.ok(lock);
        const held = join(path, (await readdir(path))[0] ?? '');
        const touchedAt = async () => (await stat(held)).mtimeMs;
        const touched = async () => {
          const since = await touchedAt();
          await until('a touch', async () => (await touchedAt()) !== since);
        };
        await writeFile(join(path, 'left.x.lock'), JSON.stringify({ ...newOwner(), host: 'elsewhere', held: true }));
        let age = 0;
        const locks = openLocks(path, newOwner(), { staleMs: 10_000, monotonic: () => age });
        const take = async () => Promise.all([locks.take('held'), locks.take('left')]);
        assert.deepEqual(await take(), [undefined, undefined]);
        setProcessDate(after);
        for (const passed of [0, 9999]) {
          age = passed;
          await touched();
          assert.deepEqual(await take(), [undefined, undefined], `after ${passed} ms`);
        }
        age = 10_000;
        const [, left] = await take();
        assert.ok(left);
        for (age = 19_000; age < 60_000; age += 9000) {
          await touched();
          assert.equal(await locks.take('held'), undefined);
        }
        await Promise.all([lock.release(), left.release()]);
      });
    }
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
    // In each round they stand in each other's way, and pause.
  });

  it('is no other one whose name begins alike', async () => {
    const path = await folder();
    const locks = openLocks(path, newOwner());
    assert.ok(await locks.take('a'));
    assert.ok(await locks.take('a.b'));
    assert.ok(await locks.take('a-b'));
    assert.equal(await locks.take('a.b'), undefined);
  });

  it('tells of whom nobody can know that it is gone', () => {
    const self = newOwner();
    const locks = openLocks('unused', self);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    assert.equal(locks.mayLive(self), false, 'this window itself');
    assert.equal(locks.mayLive({ ...newOwner(), pid }), false, 'a process that ended');
    assert.equal(locks.mayLive({ ...newOwner(), pid: process.ppid }), true, 'another process');
    assert.equal(locks.mayLive({ ...newOwner(), pid, host: 'elsewhere' }), true, 'a process of another machine');
    const boot = 'of another machine with this name';
    assert.equal(locks.mayLive({ ...newOwner(), pid, boot }), true, 'a process of a clone');
    assert.equal(locks.mayLive({ ...newOwner(), boot }), true, 'a process of a clone with our pid');
  });

  it('tells the longest time for which it went untouched, which no later touch takes back', async () => {
    const path = await folder();
    const began = performance.now();
    const lock = await openLocks(path, newOwner(), quick).take('a');
    assert.ok(lock);
    await until('touches that count', () =>
      Promise.resolve(lock.longestUntouchedMs() < (performance.now() - began) / 2),
    );
    // The whole process stands still.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    assert.ok(lock.longestUntouchedMs() >= 400);
    const [file = ''] = await readdir(path);
    const { mtimeMs } = await stat(join(path, file));
    await until('another touch', async () => (await stat(join(path, file))).mtimeMs > mtimeMs);
    assert.ok(lock.longestUntouchedMs() >= 400);
    await lock.release();
  });

  it('notices that another window took it away', async () => {
    const path = await folder();
    const lock = await openLocks(path, newOwner(), quick).take('a');
    assert.ok(lock);
    const [file = ''] = await readdir(path);
    await rm(join(path, file));
    await until('the loss', () => Promise.resolve(lock.longestUntouchedMs() === Infinity));
    await lock.release();
  });

  it('is lost at the instant at which its file is gone, before it is touched again', async () => {
    const path = await folder();
    const lock = await openLocks(path, newOwner()).take('a');
    assert.ok(lock && lock.longestUntouchedMs() < Infinity);
    const [file = ''] = await readdir(path);
    await rm(join(path, file));
    assert.equal(lock.longestUntouchedMs(), Infinity);
    await lock.release();
  });

  it('can not be had where nothing can be written', async () => {
    const path = await folder();
    await writeFile(join(path, 'file'), '');
    await assert.rejects(openLocks(join(path, 'file', 'locks'), newOwner()).take('a'));
  });
});
