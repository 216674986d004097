import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openJournal, type Journal } from '../../../../src/jobs/storage/journal.ts';
import { replaceFile } from '../../../../src/jobs/storage/replaceFile.ts';
import { openLocks } from '../../../../src/jobs/storage/locks.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { createStore } from '../../../../src/jobs/store.ts';
import { createEndNotifier } from '../../../../src/jobs/polling/endNotifier.ts';
import { until } from '../../../hosts/until.ts';
import { endedRecord, folders, record } from '../jobFixtures.ts';
import { manualClock } from '../manualClock.ts';

describe('the notifier of ends', () => {
  const folder = folders();

  /** A window whose timer a test fires by hand. */
  function open(
    path: string,
    {
      focused = true,
      setting = 'all',
      journal = openJournal(path),
      now = Date.now(),
      canShow = () => Promise.resolve(),
    } = {},
  ) {
    // As on a machine of its own: of two owners in one process, locks believe the first to be dead.
    const owner = { pid: process.pid, host: randomUUID(), window: randomUUID() };
    const store = createStore();
    const messages: string[][] = [];
    const errors: unknown[] = [];
    const clock = manualClock(now);
    const { timer } = clock;
    const notifier = createEndNotifier({
      store,
      clock,
      journal,
      locks: openLocks(join(path, 'locks'), owner),
      isFocused: () => focused,
      canShow,
      notifications: () => setting,
      notify: (records) => messages.push(records.map(({ id }) => id)),
      onError: (error) => errors.push(error),
    });
    /** Takes in what is on disk, as `sync` does. */
    const reload = async () => store.put(...(await journal.readAll()).records);
    /** Lets the timer run out, and waits until the window has told, or left it to another one. */
    const tick = async () => {
      assert.notEqual(timer.ms, undefined);
      timer.fire();
      await notifier.settled();
    };
    return { store, journal, messages, errors, timer, notifier, reload, tick };
  }

  /** Puts it on disk, as the poller of any window does. */
  const end = async (journal: Journal, ...records: JobRecord[]) => {
    for (const each of records) await journal.write(each);
  };

  it('tells once of all that ended at about the same time, and writes that down', async () => {
    const { store, journal, messages, timer, tick } = open(await folder());
    const [a, b] = [endedRecord('a'), endedRecord('b', 'FAILED')];
    await end(journal, a, b);
    store.put(a);
    assert.equal(timer.ms, 300);
    store.put(b, record('goes-on'));
    await tick();
    assert.deepEqual(
      messages.map((ids) => ids.sort()),
      [['a', 'b']],
    );
    assert.deepEqual(
      (await journal.readAll()).records.map(({ untold }) => untold),
      [undefined, undefined],
    );
    assert.equal(store.get('a')?.untold, undefined);
    assert.equal(timer.ms, undefined);
    store.put(endedRecord('a'));
    assert.equal(timer.ms, undefined, 'not again, whatever the store says');
  });

  it('lets a window in front go first, and the other one say nothing', async () => {
    const path = await folder();
    const [front, behind] = [open(path), open(path, { focused: false })];
    await end(front.journal, endedRecord('a'));
    await Promise.all([front.reload(), behind.reload()]);
    assert.deepEqual([front.timer.ms, behind.timer.ms], [300, 2000]);
    await front.tick();
    await behind.tick();
    assert.deepEqual([front.messages, behind.messages], [[['a']], []]);
    assert.equal(behind.store.get('a')?.untold, undefined);
  });

  it('leaves an end to the other window where its own browser is gone, and what is left tells once it is back', async () => {
    const path = await folder();
    let reconnect = () => {};
    const connected = new Promise<void>((resolve) => (reconnect = resolve));
    const gone = open(path, { canShow: () => connected });
    const behind = open(path, { focused: false });
    await end(gone.journal, endedRecord('a'));
    await Promise.all([gone.reload(), behind.reload()]);
    gone.timer.fire();
    await behind.tick();
    await end(gone.journal, endedRecord('b'));
    await gone.reload();
    assert.equal(gone.timer.ms, undefined, 'it waits for its browser already');
    reconnect();
    await until('the message', () => Promise.resolve(gone.messages.length > 0));
    assert.deepEqual([behind.messages, gone.messages], [[['a']], [['b']]]);
  });

  it('of twenty windows that try at once tells in one', async () => {
    const path = await folder();
    const windows = Array.from({ length: 20 }, () => open(path));
    const ids = ['a', 'b', 'c'];
    await end(openJournal(path), ...ids.map((id) => endedRecord(id)));
    await Promise.all(windows.map(({ reload }) => reload()));
    for (;;) {
      const waiting = windows.filter(({ timer }) => timer.ms !== undefined);
      if (waiting.length === 0) break;
      await Promise.all(waiting.map(({ tick }) => tick()));
    }
    assert.deepEqual(
      windows.flatMap(({ errors }) => errors),
      [],
    );
    assert.deepEqual(windows.flatMap(({ messages }) => messages.flat()).sort(), ids);
  });

  it('tells of an end where neither that nor the RestoreId could be written before, and writes both', async () => {
    const { store, journal, messages, tick } = open(await folder());
    const ended = endedRecord('a', 'FAILED');
    const { restoreId, seen, untold, timeline, samples, ...sending } = ended;
    await journal.write({ ...sending, state: 'sending' });
    store.put(ended);
    await tick();
    assert.deepEqual(messages, [['a']]);
    const onDisk = await journal.read('a');
    assert.deepEqual([onDisk?.restoreId, onDisk?.seen, onDisk?.untold], [restoreId, seen, undefined]);
    assert.deepEqual([untold, timeline?.length, samples?.length], [true, 1, 1]);
    assert.deepEqual(store.get('a'), onDisk);
  });

  it('tells at its start of what ended while no window was open', async () => {
    const path = await folder();
    await end(openJournal(path), endedRecord('a'));
    const { reload, tick, messages } = open(path);
    await reload();
    await tick();
    assert.deepEqual(messages, [['a']]);
  });

  it('tells once in this window where the disk can not be written', async () => {
    const path = await folder();
    const working = openJournal(path);
    await end(working, record('a'));
    const full = openJournal(path, (target, text) =>
      text.includes('"COMPLETE"') ? Promise.reject(new Error('ENOSPC')) : replaceFile(target, text),
    );
    const { store, reload, tick, messages, errors, timer } = open(path, { journal: full });
    await reload();
    store.put(endedRecord('a'));
    await tick();
    store.put(endedRecord('a', 'COMPLETE', { pid: 1 }));
    assert.deepEqual([messages, timer.ms], [[['a']], undefined]);
    assert.match(String(errors[0]), /ENOSPC/);
  });

  it('says nothing of a job that was removed meanwhile', async () => {
    const { store, journal, tick, messages, reload } = open(await folder());
    await end(journal, endedRecord('a'), endedRecord('b'));
    await reload();
    await journal.remove('a');
    store.onDidChange(() => store.remove('a'));
    await tick();
    assert.deepEqual(messages, [['b']]);
  });

  for (const [setting, told] of [
    ['all', ['asked', 'bad', 'doubtful', 'good', 'half', 'stopped']],
    ['failures', ['bad', 'doubtful', 'half', 'stopped']],
    ['none', []],
  ] as const) {
    it(`tells ${setting}, and takes the rest as told a day later`, async () => {
      const { journal, reload, tick, messages, store } = open(await folder(), { setting });
      await end(
        journal,
        endedRecord('good'),
        endedRecord('bad', 'FAILED'),
        endedRecord('half', 'PARTIAL_COMPLETE'),
        endedRecord('doubtful', 'COMPLETE', { seen: { RestoreId: 'r-doubtful', ErrorMessage: 'locked', other: {} } }),
        endedRecord('stopped', 'CANCELED'),
        endedRecord('asked', 'CANCELED', { cancelAskedAt: 1 }),
      );
      await reload();
      await tick();
      await until('all to be told', () => Promise.resolve(store.all().every(({ untold }) => !untold)));
      assert.deepEqual(messages.flat().sort(), told);
      assert.ok((await journal.readAll()).records.every(({ untold }) => !untold));
    });
  }

  it('leaves what is not wanted here to a window with another setting', async () => {
    const path = await folder();
    const now = 3_000_000;
    const [silent, other] = [open(path, { setting: 'none', now }), open(path, { focused: false, now })];
    await end(silent.journal, endedRecord('a', 'FAILED'));
    await Promise.all([silent.reload(), other.reload()]);
    silent.timer.fire();
    await other.tick();
    assert.deepEqual([silent.messages, other.messages], [[], [['a']]]);
  });

  it('stops with its window', async () => {
    const { store, notifier, timer } = open(await folder());
    store.put(endedRecord('a'));
    notifier.dispose();
    store.put(endedRecord('b'));
    assert.equal(timer.ms, undefined);
  });
});
