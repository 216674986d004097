import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createFindingNotifier } from '../../../../src/jobs/reconciliation/findingNotifier.ts';
import { adoptJob, markNotExecuted, withoutAdoption } from '../../../../src/jobs/reconciliation/outcomes.ts';
import { reconcileOnce } from '../../../../src/jobs/reconciliation/reconcileOnce.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { openLocks } from '../../../../src/jobs/storage/locks.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { requestOf } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';
import { reconcilingWindows } from './reconcilingWindow.ts';

describe('the notifier of what became of an unclear restore', () => {
  const { open, current } = reconcilingWindows();
  const never = new Promise<void>(() => undefined);

  /** A window over the folder, whose timer a test fires by hand. */
  function tellingWindow(
    path: string,
    {
      focused = true,
      window = randomUUID(),
      canShow = () => Promise.resolve(),
    }: { focused?: boolean; window?: string; canShow?: () => Promise<void> } = {},
  ) {
    const journal = openJournal(path);
    // As on a machine of its own: of two owners in one process, locks believe the first to be dead.
    const locks = openLocks(join(path, 'locks'), { pid: process.pid, host: randomUUID(), window });
    const store = createStore();
    const told: string[] = [];
    const { timer, ...clock } = manualClock();
    const notifier = createFindingNotifier({
      ...{ store, journal, locks, clock, canShow },
      isFocused: () => focused,
      notify: (records) => told.push(...records.map(({ state }) => state)),
      onError: (error) => assert.fail(String(error)),
    });
    /** Takes in what is on disk, as `storeSync` does. */
    const reload = async () => store.put(...(await journal.readAll()).records);
    /** Lets the timer run out, and waits until the window has told, or left it to another one. */
    const tick = async () => {
      assert.notEqual(timer.ms, undefined);
      timer.fire();
      await notifier.settled();
    };
    return { store, journal, told, timer, notifier, reload, tick };
  }

  /** A window that searched for a submission of its own, and found its job. */
  async function foundJob() {
    const finder = await open();
    const { id } = await finder.submit({ kind: 'resetAfterExecute' });
    await finder.search(id);
    return { ...finder, id };
  }

  /** A window that searched for a submission of its own, and found two jobs that it may be. */
  async function severalFit() {
    const finder = await open();
    await current().client.createRestoreJob(requestOf('NAS'));
    const { id } = await finder.submit({ kind: 'resetAfterExecute' });
    const [unclear] = await finder.search(id);
    return { ...finder, id, unclear };
  }

  it('leaves it to another window where the browser of the one that found it out is gone', async () => {
    const { path } = await foundJob();
    const gone = tellingWindow(path, { canShow: () => never });
    const behind = tellingWindow(path, { focused: false });
    await Promise.all([gone.reload(), behind.reload()]);
    gone.timer.fire();
    await behind.tick();
    assert.deepEqual([gone.told, behind.told], [[], ['submitted']]);
  });

  it('tells at the next start where no window was left, and tells it once', async () => {
    const { path } = await foundJob();
    for (const expected of [['submitted'], []]) {
      const next = tellingWindow(path);
      await next.reload();
      if (expected.length > 0) await next.tick();
      assert.deepEqual([next.told, next.timer.ms], [expected, undefined]);
      next.notifier.dispose();
    }
  });

  it('lets the window that submitted go first, then the one in front', async () => {
    const { path, locks } = await foundJob();
    const own = tellingWindow(path, { focused: false, window: locks.owner.window });
    const [front, behind] = [tellingWindow(path), tellingWindow(path, { focused: false })];
    const windows = [own, front, behind];
    await Promise.all(windows.map(({ reload }) => reload()));
    const waits = windows.map(({ timer }) => timer.ms ?? 0);
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(waits).size, 3);
    await own.tick();
    await front.tick();
    await behind.tick();
    assert.deepEqual([own.told, front.told, behind.told], [['submitted'], [], []]);
  });

  it('asks which job it is, and tells later that it was not executed', async () => {
    const { id, unclear, ...finder } = await severalFit();
    assert.equal(unclear?.candidates?.length, 2);
    const window = tellingWindow(finder.path);
    await window.reload();
    await window.tick();
    await finder.journal.update(id, (onDisk) => ({ ...markNotExecuted(onDisk), untoldFinding: true }));
    await window.reload();
    await window.tick();
    assert.deepEqual(window.told, ['unclear', 'notExecuted']);
  });

  it('takes the mark from the disk, where a window told while another one searched', async () => {
    const { id, ...finder } = await severalFit();
    const window = tellingWindow(finder.path);
    await window.reload();
    // The list is read while the other window tells. Of the two jobs one has ended by then, so there is something to write.
    current().sandbox.finish(current().sandbox.jobs()[0]?.restoreId ?? '', 'FAILED');
    const clientFor = async () => {
      await window.tick();
      return current().client;
    };
    await reconcileOnce([id], { ...finder, clientFor });
    const after = await finder.journal.read(id);
    assert.equal(
      after?.candidates?.some(({ Status }) => Status === 'FAILED'),
      true,
    );
    assert.deepEqual([window.told, after.untoldFinding], [['unclear'], undefined]);
  });

  for (const [what, decide] of [
    [
      'picked the job',
      (record: JobRecord) => adoptJob(record, record.candidates?.[0] ?? assert.fail(), 1, { baseline: true }),
    ],
    ['said that it never started', markNotExecuted],
    ['said that it is another job', withoutAdoption],
  ] as const) {
    it(`tells nothing where a person ${what} in another window`, async () => {
      const { id, ...finder } = await severalFit();
      const window = tellingWindow(finder.path);
      await window.reload();
      await window.journal.update(id, decide);
      await window.tick();
      assert.deepEqual(window.told, []);
    });
  }

  it('tells nothing of a submission that was only seen to be left behind by its window', async () => {
    const finder = await open();
    const { id } = await finder.submit({ kind: 'resetAfterRead' });
    await finder.journal.update(id, ({ failure, ...onDisk }) => {
      void failure;
      return { ...onDisk, state: 'sending', pid: 0 };
    });
    const [after] = await finder.search(id);
    assert.deepEqual([after?.state, after?.untoldFinding], ['unclear', undefined]);
  });
});
