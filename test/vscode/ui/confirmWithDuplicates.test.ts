import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '../../../src/jobs/duplicates.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { newOwner, openLocks } from '../../../src/jobs/storage/locks.ts';
import type { Duplicates } from '../../../src/ui/confirmRestore.ts';
import { confirmWithDuplicates } from '../../../src/ui/confirmWithDuplicates.ts';
import { accountAt, record, requestOf } from '../../unit/jobs/jobFixtures.ts';

describe('an equal restore', () => {
  const print = fingerprint(requestOf('NAS'), accountAt('http://127.0.0.1:1'));
  let folder: string;
  /** Two windows on the same disk. */
  let [here, there]: ReturnType<typeof windowOn>[] = [];

  const windowOn = (path: string, host: string) => {
    const store = createStore();
    const wallClock = { ageOf: () => 0, jumps: () => 0 };
    // Of another machine nobody here knows that its process is this one.
    const locks = openLocks(path, { ...newOwner(), host });
    return { store, wallClock, locks, reload: () => Promise.resolve() };
  };
  const windows = () => {
    if (!here || !there) throw new Error('no windows outside a test');
    return { here, there };
  };
  /** Answers each question with the next of these. @returns what each was told */
  const answers = (...all: ((duplicates: Duplicates) => boolean | Promise<boolean>)[]) => {
    const told: string[][] = [];
    const ask = async (duplicates: Duplicates) => {
      told.push([...duplicates.jobs.map(({ id }) => id), ...(duplicates.isBusy ? ['busy'] : [])]);
      const [next = () => assert.fail('asked too often')] = all.splice(0, 1);
      return next(duplicates);
    };
    return { told, ask };
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'equal-'));
    [here, there] = [windowOn(folder, 'here'), windowOn(folder, 'there')];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is told in the first question, which alone is asked', async () => {
    const { here } = windows();
    here.store.put(record('a'));
    const { told, ask } = answers(() => true);
    const agreed = await confirmWithDuplicates(here, print, ask);
    assert.deepEqual(told, [['a']]);
    assert.deepEqual([agreed?.told.map(({ id }) => id), agreed?.isBusyTold], [['a'], false]);
    assert.ok(agreed?.lock);
    here.store.put(record('b'));
    assert.deepEqual((await agreed.read()).map(({ id }) => id).sort(), ['a', 'b']);
    await agreed.release();
  });

  it('keeps other windows from sending the same until it is released, and no window while it asks', async () => {
    const { here, there } = windows();
    const isFree = async () => {
      const lock = await there.locks.take(`equal-${print}`);
      await lock?.release();
      return lock !== undefined;
    };
    const lock = await confirmWithDuplicates(here, print, isFree);
    assert.equal(await isFree(), false);
    await lock?.release();
    assert.equal(await isFree(), true);
    assert.equal(await confirmWithDuplicates(here, print, () => Promise.resolve(false)), undefined);
    assert.equal(await isFree(), true);
  });

  it('is asked about anew where it comes up while the question is open', async () => {
    const { here } = windows();
    const { told, ask } = answers(
      () => {
        here.store.put(record('b'));
        return true;
      },
      () => false,
    );
    assert.equal(await confirmWithDuplicates(here, print, ask), undefined);
    assert.deepEqual(told, [[], ['b']]);
    assert.ok(await here.locks.take(`equal-${print}`));
  });

  it('is asked about anew where another window is about to send it, and then sent on a yes', async () => {
    const { here, there } = windows();
    const lock = await there.locks.take(`equal-${print}`);
    const { told, ask } = answers(
      () => true,
      () => true,
    );
    const agreed = await confirmWithDuplicates(here, print, ask);
    assert.deepEqual(told, [[], ['busy']]);
    assert.deepEqual([agreed?.lock, agreed?.isBusyTold], [undefined, true]);
    await lock?.release();
  });

  it('is asked about once where it is being sent already', async () => {
    const { here, there } = windows();
    const lock = await there.locks.take(`equal-${print}`);
    here.store.put(record('c', { state: 'sending' }));
    const { told, ask } = answers(() => true);
    assert.ok(await confirmWithDuplicates(here, print, ask));
    assert.deepEqual(told, [['c']]);
    await lock?.release();
  });

  it('locks nothing where the jobs can not be read', async () => {
    const { here } = windows();
    let reads = 0;
    const reload = () => (reads++ === 0 ? Promise.resolve() : Promise.reject(new Error('unreadable')));
    await assert.rejects(
      confirmWithDuplicates({ ...here, reload }, print, () => Promise.resolve(true)),
      /unreadable/,
    );
    assert.ok(await here.locks.take(`equal-${print}`));
  });

  /** A submission of another window, which this one has judged. */
  const judged = (pid: number) => {
    const { owner } = windows().here.locks;
    const state = { state: 'notExecuted', claim: 2, createdAt: Date.now() - 3_600_000, endedAt: Date.now() } as const;
    return record('d', { ...state, ...owner, pid, window: 'another' });
  };

  it('is told where the window that was to send it may only stand still, and not where that is surely gone', async () => {
    const { here } = windows();
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    for (const [pid, expected] of [
      [process.ppid, ['d']],
      [gone, []],
    ] as const) {
      here.store.put(judged(pid));
      const { told, ask } = answers(() => true);
      const lock = await confirmWithDuplicates(here, print, ask);
      assert.deepEqual(told, [expected]);
      await lock?.release();
    }
  });
});
