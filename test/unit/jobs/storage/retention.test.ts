import assert from 'node:assert/strict';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { duplicatesOf, fingerprintOf } from '../../../../src/jobs/duplicates.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { withoutAdoption } from '../../../../src/jobs/reconciliation/outcomes.ts';
import { rowOf } from '../../../../src/jobs/row.ts';
import { openJournal, type Journal } from '../../../../src/jobs/storage/journal.ts';
import { applyRetention } from '../../../../src/jobs/storage/retention.ts';
import { watchWallClock } from '../../../../src/jobs/wallClock.ts';
import { record } from '../jobFixtures.ts';
import { clockShifts } from '../manualClock.ts';
import { endedDaysAgo, histories, now } from './pastJobs.ts';

describe('retention', () => {
  const open = histories();

  it('moves what ended a day ago and was told, and nothing else', async () => {
    const { journal, history, run, atHand } = await open();
    const old = endedDaysAgo(2);
    const staying = [
      endedDaysAgo(0.5),
      endedDaysAgo(3, { untold: true }),
      endedDaysAgo(4, { untoldFinding: true }),
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

  it('forgets the oldest beyond the limit, and never what goes on, is unclear or ended in the last day', async () => {
    const { journal, history, removed, run, atHand } = await open();
    const jobs = [9, 8, 7, 0.9, 0.5].map((days) => endedDaysAgo(days));
    const goingOn = [record('running', { createdAt: 0 }), record('unclear', { createdAt: 0, state: 'unclear' })];
    for (const job of [...jobs, ...goingOn]) await journal.write(job);
    await run(3);
    assert.deepEqual(await history.ids(), [jobs[2]?.id]);
    assert.deepEqual([...(await removed.ids())], [jobs[0]?.restoreId, jobs[1]?.restoreId]);
    await run(1);
    assert.deepEqual(await history.ids(), []);
    assert.deepEqual(await atHand(), [jobs[3]?.id, jobs[4]?.id, 'running', 'unclear'].sort());
    assert.equal((await removed.ids()).size, 3);
  });

  it('leaves the whole record and no intent alone where it is ended in the middle of a move', async () => {
    const { journal, history, removed, locks, clock, atHand } = await open();
    const old = endedDaysAgo(2);
    await journal.write({ ...old, state: 'sending' });
    await journal.write(old);
    const dying = { ...journal, removeIntentNow: () => assert.fail('killed') };
    const parts = { history, removed, locks, wallClock: watchWallClock(clock), limit: () => 1000 };
    await assert.rejects(applyRetention({ ...parts, journal: dying }), /killed/);
    assert.deepEqual([await history.ids(), await atHand()], [[], [old.id]]);
    const dyingAfter = {
      ...journal,
      removeIntentNow(id: string) {
        journal.removeIntentNow(id);
        assert.fail('killed');
      },
    };
    await assert.rejects(applyRetention({ ...parts, journal: dyingAfter }), /killed/);
    assert.deepEqual(await journal.read(old.id), old);
    await applyRetention({ ...parts, journal });
    assert.deepEqual([await readdir(journal.folder), await history.read(old.id)], [[], old]);
  });

  it('does not bring a job back of which an older version left the intent alone', async () => {
    const { journal, history, run, atHand } = await open();
    const old = endedDaysAgo(2);
    const sending: JobRecord = record('sending', { state: 'sending' });
    await journal.write({ ...old, state: 'sending' });
    await journal.write(old);
    await history.take(old.id, journal.fileOf(old.id));
    await journal.write(sending);
    await rm(journal.fileOf('sending'));
    assert.deepEqual(await journal.readAll(), { records: [sending], setAside: [], unread: [] });
    assert.deepEqual(await readdir(journal.folder), ['sending.intent']);
    await journal.write({ ...old, state: 'sending' });
    await rm(journal.fileOf(old.id));
    assert.equal(await journal.read(old.id), undefined);
    assert.equal(await journal.update(old.id, (onDisk) => ({ ...onDisk, state: 'unclear' })), undefined);
    assert.deepEqual(await readdir(journal.folder), ['sending.intent']);
    await run();
    assert.deepEqual([await history.read(old.id), await atHand()], [old, ['sending']]);
  });

  it('keeps the RestoreId of a job over a record that an older version made of its intent', async () => {
    const { journal, history, run, atHand } = await open();
    const old = endedDaysAgo(3);
    await journal.write(old);
    await run();
    const { restoreId, ...rest } = old;
    assert.ok(restoreId);
    await journal.write({ ...rest, state: 'notExecuted' });
    await run();
    assert.deepEqual([await history.read(old.id), await atHand()], [old, []]);
  });

  it('keeps a job at hand of which another window said meanwhile that it is not the one of its restore', async () => {
    const { path, journal, history, removed, locks, clock } = await open();
    const adopted = endedDaysAgo(2, { adoption: { baseline: true } });
    await journal.write({ ...adopted, state: 'sending' });
    await journal.write(adopted);
    const overtaken: Journal = {
      ...journal,
      async readAll() {
        const all = await journal.readAll();
        await openJournal(join(path, 'jobs')).update(adopted.id, withoutAdoption);
        return all;
      },
    };
    const parts = { history, removed, locks, wallClock: watchWallClock(clock), limit: () => 1000 };
    assert.equal(await applyRetention({ ...parts, journal: overtaken }), false);
    assert.deepEqual([(await journal.read(adopted.id))?.state, await history.ids()], ['unclear', []]);
    assert.deepEqual((await readdir(journal.folder)).sort(), [`${adopted.id}.intent`, `${adopted.id}.json`]);
  });

  it('moves and forgets the others where a file can not be read', async () => {
    const { journal, history, removed, run, atHand } = await open();
    const jobs = [9, 8, 7, 6].map((days) => endedDaysAgo(days));
    for (const job of jobs) await journal.write(job);
    const [unmovable, unreadable, forgotten, kept] = jobs.map(({ id }) => id);
    await mkdir(join(history.folder, `${unmovable}.json`), { recursive: true });
    await mkdir(join(history.folder, `${unreadable}.json`), { recursive: true });
    await rm(journal.fileOf(unreadable ?? ''));
    await assert.rejects(run(1));
    assert.deepEqual([await atHand(), (await history.ids()).sort()], [[unmovable], [unmovable, unreadable, kept]]);
    assert.deepEqual([...(await removed.ids())], [`r-${forgotten}`]);
  });

  it('is done by one window at a time', async () => {
    const { journal, locks, run } = await open();
    await journal.write(endedDaysAgo(2));
    const other = await locks.take('tidy');
    assert.equal(await run(), false);
    await other?.release();
    assert.equal(await run(), true);
    assert.ok(await locks.take('tidy'));
  });

  it('sweeps up what a kill left behind, once nobody can be writing it', async () => {
    const { journal, run } = await open();
    await journal.write(record('a'));
    const names = ['a.json.123', 'a.json.123.789', 'a.json.456'];
    const [old, older, young] = names.map((name) => join(journal.folder, name));
    for (const path of [old, older, young]) await writeFile(path ?? '', 'half');
    // What is no temporary file stays, however old it is.
    const others = ['a.json', 'a.json.damaged', 'b.intent', 'notes.txt'];
    for (const name of others.slice(1)) await writeFile(join(journal.folder, name), 'whole');
    const ofOthers = others.map((name) => join(journal.folder, name));
    for (const path of [old, older, ...ofOthers]) await utimes(path ?? '', 0, 0);
    await utimes(young ?? '', now / 1000, now / 1000);
    await run();
    assert.deepEqual((await readdir(journal.folder)).sort(), [...others, 'a.json.456'].sort());
  });

  for (const [name, ms] of clockShifts) {
    it(`moves and removes nothing early where the clock is set ${name}`, async () => {
      const { journal, history, clock, run, atHand } = await open();
      const young = [endedDaysAgo(0.5), endedDaysAgo(0.01)];
      const goingOn = [
        record('running', { createdAt: now }),
        record('unclear', { createdAt: now, state: 'unclear' }),
        record('sending', { createdAt: now, state: 'sending' }),
      ];
      for (const job of [...young, ...goingOn]) await journal.write(job);
      const writing = join(journal.folder, 'running.json.123');
      await writeFile(writing, 'half');
      await utimes(writing, now / 1000, now / 1000);
      clock.setWallClock(ms);
      assert.equal(await run(), false);
      const all = [...young, ...goingOn].map(({ id }) => id).sort();
      assert.deepEqual(await atHand(), all);
      assert.ok((await readdir(journal.folder)).includes('running.json.123'));
      clock.advance(86_400_000 + Math.abs(ms));
      await run();
      assert.deepEqual(await atHand(), ['running', 'sending', 'unclear']);
      assert.deepEqual((await history.ids()).sort(), young.map(({ id }) => id).sort());
      assert.ok(!(await readdir(journal.folder)).includes('running.json.123'));
      // Beyond the limit go those of the history, whatever the clock says.
      clock.setWallClock(ms);
      await run(0);
      assert.deepEqual([await history.ids(), await atHand()], [[], ['running', 'sending', 'unclear']]);
    });
  }

  it('keeps a young job at hand where the clock was set forward by two days while no window was open', async () => {
    const { path, journal, run, clock, locks, atHand } = await open();
    const job = endedDaysAgo(0, { ...locks.owner, uptime: clock.uptime() });
    await journal.write(job);
    clock.setWallClock(172_800_000);
    await (await open(path, clock)).run();
    assert.deepEqual(await atHand(), [job.id]);
    assert.equal(await run(), false);
  });

  it('keeps jobs at hand that may be asked about, however many there are', async () => {
    const { journal, history, run, atHand, clock, locks } = await open();
    const jobs = Array.from({ length: 11 }, (_, index) => endedDaysAgo(0.001 * (index + 1)));
    for (const job of jobs) await journal.write(job);
    const [first] = jobs;
    assert.ok(first);
    const within = { ageOf: watchWallClock(clock).ageOf, withinMs: 86_400_000, locks };
    assert.equal(await run(10), false);
    const { records } = await journal.readAll();
    assert.equal(duplicatesOf(records, fingerprintOf(first), within).length, jobs.length);
    clock.advance(2 * 86_400_000);
    assert.equal(await run(10), true);
    assert.deepEqual([await atHand(), (await history.ids()).length], [[], 10]);
  });

  it('keeps a job from a clock that was ahead', async () => {
    const { journal, run, atHand } = await open();
    const future = record('future', { state: 'refused', createdAt: now + 172_800_000 });
    for (const job of [future, endedDaysAgo(2), endedDaysAgo(3)]) await journal.write(job);
    assert.equal(await run(), true);
    assert.deepEqual(await atHand(), ['future']);
  });

  it('keeps a job whose end lies before its submission, by the clocks of two machines', async () => {
    const { journal, run, atHand } = await open();
    const job = endedDaysAgo(1.2, { createdAt: now - 0.5 * 86_400_000 });
    await journal.write(job);
    await run();
    assert.deepEqual(await atHand(), [job.id]);
  });
});
