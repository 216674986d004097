import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { endMessage, failed } from '../../../src/jobs/ended.ts';
import { openJournal, replaceFile, type Journal } from '../../../src/jobs/journal.ts';
import { openLocks } from '../../../src/jobs/locks.ts';
import { observe } from '../../../src/jobs/observe.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { createTeller } from '../../../src/jobs/teller.ts';
import { until } from '../../hosts/until.ts';
import { folders, record, requestOf } from './helpers.ts';

/** A job as it is once its end was seen. */
function ended(id: string, Status = 'COMPLETE', more: Partial<JobRecord> = {}): JobRecord {
  const seen = { RestoreId: `r-${id}`, Status, CreatedTime: 1000, CompleteTime: 1090, other: {} };
  return observe(record(id, more), { ...seen, ...more.seen }, 2_000_000);
}

describe('the teller', () => {
  const folder = folders();

  /** A window whose timer a test fires by hand. */
  function open(path: string, { focused = true, setting = 'all', journal = openJournal(path) } = {}) {
    // As on a machine of its own: of two owners in one process, locks believe the first to be dead.
    const owner = { pid: process.pid, host: randomUUID(), window: randomUUID() };
    const store = createStore();
    const messages: string[][] = [];
    const errors: unknown[] = [];
    const timer = { ms: undefined as number | undefined, fire: () => {} };
    let fired = 0;
    const teller = createTeller({
      store,
      journal,
      locks: openLocks(join(path, 'locks'), owner),
      isFocused: () => focused,
      notifications: () => setting,
      tell: (records) => messages.push(records.map(({ id }) => id)),
      onError: (error) => errors.push(error),
      after(ms, callback) {
        timer.ms = ms;
        timer.fire = () => {
          timer.ms = undefined;
          fired++;
          callback();
        };
        return () => {
          timer.ms = undefined;
        };
      },
    });
    /** Takes in what is on disk, as `sync` does. */
    const reload = async () => store.put(...(await journal.readAll()).records);
    /** Lets the timer run out, and waits until everything untold was told or the window waits again. */
    const tick = async () => {
      const before = fired;
      timer.fire();
      assert.equal(fired, before + 1);
      const isDone = () => store.all().every(({ untold }) => !untold) || errors.length > 0 || timer.ms !== undefined;
      await until('the teller', () => Promise.resolve(isDone()));
    };
    return { store, journal, messages, errors, timer, teller, reload, tick };
  }

  /** Puts it on disk, as the tracker of any window does. */
  const end = async (journal: Journal, ...records: JobRecord[]) => {
    for (const each of records) await journal.write(each);
  };

  it('tells once of all that ended at about the same time, and writes that down', async () => {
    const { store, journal, messages, timer, tick } = open(await folder());
    const [a, b] = [ended('a'), ended('b', 'FAILED')];
    await end(journal, a, b);
    store.put(a);
    assert.equal(timer.ms, 300);
    store.put(b, record('goes-on'));
    await tick();
    await until('the message', () => Promise.resolve(messages.length > 0));
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
    store.put(ended('a'));
    assert.equal(timer.ms, undefined, 'not again, whatever the store says');
  });

  it('lets a window in front go first, and the other one say nothing', async () => {
    const path = await folder();
    const [front, behind] = [open(path), open(path, { focused: false })];
    await end(front.journal, ended('a'));
    await Promise.all([front.reload(), behind.reload()]);
    assert.deepEqual([front.timer.ms, behind.timer.ms], [300, 2000]);
    await front.tick();
    await until('the message', () => Promise.resolve(front.messages.length > 0));
    await behind.tick();
    assert.deepEqual([front.messages, behind.messages], [[['a']], []]);
    assert.equal(behind.store.get('a')?.untold, undefined);
  });

  it('of twenty windows that try at once tells in one', async () => {
    const path = await folder();
    const windows = Array.from({ length: 20 }, () => open(path));
    const ids = ['a', 'b', 'c'];
    await end(openJournal(path), ...ids.map((id) => ended(id)));
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

  it('tells at its start of what ended while no window was open', async () => {
    const path = await folder();
    await end(openJournal(path), ended('a'));
    const { reload, tick, messages } = open(path);
    await reload();
    await tick();
    await until('the message', () => Promise.resolve(messages.length > 0));
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
    store.put(ended('a'));
    await tick();
    await until('the message', () => Promise.resolve(messages.length > 0));
    store.put(ended('a', 'COMPLETE', { pid: 1 }));
    assert.deepEqual([messages, timer.ms], [[['a']], undefined]);
    assert.match(String(errors[0]), /ENOSPC/);
  });

  it('says nothing of a job that was removed meanwhile', async () => {
    const { store, journal, tick, messages, reload } = open(await folder());
    await end(journal, ended('a'), ended('b'));
    await reload();
    await journal.remove('a');
    store.onDidChange(() => store.remove('a'));
    await tick();
    await until('the message', () => Promise.resolve(messages.length > 0));
    assert.deepEqual(messages, [['b']]);
  });

  for (const [setting, told] of [
    ['all', ['asked', 'bad', 'good', 'half', 'stopped']],
    ['failures', ['bad', 'half', 'stopped']],
    ['none', []],
  ] as const) {
    it(`tells ${setting}, and takes the rest as told`, async () => {
      const { journal, reload, tick, messages, store } = open(await folder(), { setting });
      await end(
        journal,
        ended('good'),
        ended('bad', 'FAILED'),
        ended('half', 'PARTIAL_COMPLETE'),
        ended('stopped', 'CANCELED'),
        ended('asked', 'CANCELED', { cancelAskedAt: 1 }),
      );
      await reload();
      await tick();
      await until('all to be told', () => Promise.resolve(store.all().every(({ untold }) => !untold)));
      if (told.length > 0) await until('the message', () => Promise.resolve(messages.length > 0));
      assert.deepEqual(messages.flat().sort(), told);
      assert.ok((await journal.readAll()).records.every(({ untold }) => !untold));
    });
  }

  it('stops with its window', async () => {
    const { store, teller, timer } = open(await folder());
    store.put(ended('a'));
    teller.dispose();
    store.put(ended('b'));
    assert.equal(timer.ms, undefined);
  });
});

describe('the message of an end', () => {
  it('says of one job what, where to, how and after how long', () => {
    assert.deepEqual(endMessage([ended('a')]), {
      severity: 'information',
      text: 'Restore of NAS files to 005494: COMPLETE after 2 min.',
    });
  });

  it('says why it failed, in one safe and short line', () => {
    const seen = { RestoreId: 'r-a', ErrorMessage: `no\nspace \u001b[31m${'x'.repeat(500)}`, other: {} };
    const { severity, text } = endMessage([ended('a', 'FAILED', { seen })]);
    assert.equal(severity, 'error');
    assert.match(text, /FAILED after 2 min\. no space x+…$/);
    assert.ok(text.length < 400);
  });

  it('is as severe as the worst of several, counts them and names at most three that did not complete', () => {
    const job = (id: string, status: string) => ended(id, status, { request: requestOf('OSS') });
    assert.equal(endMessage([job('a', 'COMPLETE'), job('b', 'EXPIRED')]).severity, 'warning');
    const all = ['COMPLETE', 'FAILED', 'FAILED', 'PARTIAL_COMPLETE', 'CANCELED'].map((s, i) => job(String(i), s));
    const { severity, text } = endMessage(all);
    assert.equal(severity, 'error');
    assert.match(text, /^5 restore jobs ended: 1 COMPLETE, 2 FAILED, 1 PARTIAL_COMPLETE, 1 CANCELED\./);
    assert.match(text, /Not complete: OSS objects to [^;]+; [^;]+; [^;]+; and 1 more\.$/);
    assert.equal(endMessage([job('a', 'COMPLETE'), job('b', 'COMPLETE')]).text, '2 restore jobs ended: 2 COMPLETE.');
  });

  it('counts a cancel as a failure only where nobody asked for it here', () => {
    assert.deepEqual([ended('a', 'CANCELED'), ended('b', 'CANCELED', { cancelAskedAt: 1 }), ended('c')].map(failed), [
      true,
      false,
      false,
    ]);
  });
});
