import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { newId } from '../../../../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../../../../src/jobs/storage/locks.ts';
import { reconcileOnce } from '../../../../src/jobs/reconciliation/reconcileOnce.ts';
import { adoptJob, markNotExecuted, withoutAdoption } from '../../../../src/jobs/reconciliation/outcomes.ts';
import { statusOf, type JobRecord } from '../../../../src/jobs/record.ts';
import { reconcilingWindows } from './reconcilingWindow.ts';
import { record, requestOf } from '../jobFixtures.ts';
import { daylightChanges, inBerlin, sleepMs } from '../manualClock.ts';

describe('clearing up', () => {
  const { open, created, current } = reconcilingWindows();

  for (const fault of [
    { kind: 'resetAfterExecute' },
    { kind: 'cutAnswer' },
    { kind: 'html502', execute: true },
  ] as const) {
    it(`finds the job of a submission that was executed under ${fault.kind}`, async () => {
      const { submit, search, journal, found } = await open();
      await current().client.createRestoreJob(requestOf('OSS'));
      const { id } = await submit(fault);
      const [after] = await search(id);
      assert.equal(after?.state, 'submitted');
      assert.equal(after.restoreId, current().sandbox.jobs()[1]?.restoreId);
      assert.equal(after.failure, undefined);
      assert.deepEqual((await journal.readAll()).records, [after]);
      assert.deepEqual(found, ['unclear -> submitted']);
      assert.equal(created(), 2);
    });
  }

  it('finds the job of a submission in the list of its edition', async () => {
    const { submit, search } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' }, 'ECS_FILE', undefined, { Edition: 'BASIC' });
    assert.equal((await search(id))[0]?.restoreId, current().sandbox.jobs()[0]?.restoreId);
  });

  it('finds the jobs of several submissions, each in the list of its own vault, type and edition', async () => {
    const { submit, search } = await open();
    const ids: string[] = [];
    for (const [type, more] of [
      ['NAS', {}],
      ['NAS', { VaultId: 'v-2' }],
      ['ECS_FILE', {}],
      ['ECS_FILE', { Edition: 'BASIC' }],
    ] as const)
      ids.push((await submit({ kind: 'resetAfterExecute' }, type, [], more)).id);
    assert.deepEqual(
      (await search(...ids)).map((found) => found?.restoreId),
      current()
        .sandbox.jobs()
        .map(({ restoreId }) => restoreId),
    );
  });

  it('leaves a job alone that belongs to a submission of the past', async () => {
    const { submit, search, past } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    past.add(current().sandbox.jobs()[0]?.restoreId ?? '');
    assert.equal((await search(id))[0]?.state, 'unclear');
    past.clear();
    assert.equal((await search(id))[0]?.state, 'submitted');
  });

  it('asks about a job that fits and belonged to a removed one, and says "not executed" of nothing as long as it is listed', async () => {
    const { submit, search, removed, advance } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' }, 'NAS', []);
    const restoreId = current().sandbox.jobs()[0]?.restoreId ?? '';
    removed.add(restoreId);
    for (const seconds of [0, 2000, 60, 60]) {
      advance(seconds);
      const [record] = await search(id);
      assert.deepEqual([record?.state, record?.candidates?.map((each) => each.RestoreId)], ['unclear', [restoreId]]);
    }
    // The person took the removal back, and said that it is not the other one's.
    removed.clear();
    assert.equal((await search(id))[0]?.restoreId, restoreId);
  });

  it('takes a job that fits for its own also where a removed one fits as well', async () => {
    const { submit, search, removed } = await open();
    await current().client.createRestoreJob(requestOf('NAS'));
    removed.add(current().sandbox.jobs()[0]?.restoreId ?? '');
    const { id } = await submit({ kind: 'resetAfterExecute' }, 'NAS', []);
    const mine = current()
      .sandbox.jobs()
      .find(({ restoreId }) => !removed.has(restoreId));
    assert.equal((await search(id))[0]?.restoreId, mine?.restoreId);
  });

  it('has somebody told of the end of a job that had ended before it was found', async () => {
    const { submit, search, journal } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    current().sandbox.finish(current().sandbox.jobs()[0]?.restoreId ?? '', 'FAILED');
    await search(id);
    const { untold, timeline } = (await journal.read(id)) ?? {};
    assert.deepEqual([untold, timeline?.map(({ status }) => status)], [true, ['FAILED']]);
  });

  it('says "not executed" only once nothing can be executed any more, after two readings, and sends nothing', async () => {
    const { submit, search, advance } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    const stateAfter = async (seconds: number) => {
      advance(seconds);
      return (await search(id))[0]?.state;
    };
    // The first search begins the time that is counted.
    for (const seconds of [0, 0, 1919, 0.5]) assert.equal(await stateAfter(seconds), 'unclear', `${seconds}`);
    assert.equal(await stateAfter(1), 'unclear');
    const [after] = await search(id);
    assert.ok(after);
    assert.equal(statusOf(after), 'NOT EXECUTED');
    assert.match(after.failure?.nextStep ?? '', /Submit again/);
    assert.equal(after.baseline, undefined);
    assert.equal(created(), 1);
  });

  it('finds a job that a proxy delivered long after the request was given up', async () => {
    const { submit, search, advance } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' }, 'NAS', []);
    for (const seconds of [0, 205, 600]) {
      advance(seconds);
      assert.equal((await search(id))[0]?.state, 'unclear');
    }
    const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
    const [after] = await search(id);
    assert.deepEqual([after?.restoreId, after?.adoption?.baseline], [restoreId, true]);
  });

  for (const shift of [-172_800, -7200, -600, 60, 600, 7200, 172_800]) {
    it(`says nothing wrong where the clock is set by ${shift} s after the attempt`, async () => {
      const window = await open();
      const lost = await window.submit({ kind: 'resetAfterRead' }, 'OSS', []);
      const run = [
        await window.submit({ kind: 'resetAfterExecute' }),
        await window.submit({ kind: 'resetAfterExecute' }),
      ];
      window.clock.setWallClock(shift * 1000);
      const states: unknown[] = [];
      for (const seconds of [0, 10, 1925, 10]) {
        window.advance(seconds);
        const found = await window.search(lost.id, ...run.map(({ id }) => id));
        states.push(...found.slice(1).map((record) => record?.state));
      }
      assert.ok(!states.includes('notExecuted'), states.join());
      // Where the two clocks are too far apart, there is no proof.
      const isProven = Math.abs(shift) < 900;
      assert.equal(window.store.get(lost.id)?.state, isProven ? 'notExecuted' : 'unclear');
      for (const { id } of run) {
        const { state, candidates } = window.store.get(id) ?? {};
        assert.ok(state === 'submitted' || candidates?.length === 2, `${state} ${candidates?.length}`);
      }
    });
  }

  it('counts the time of proof only while the machine is awake', async () => {
    const window = await open();
    const lost = await window.submit({ kind: 'resetAfterRead' }, 'OSS', []);
    const run = await window.submit({ kind: 'resetAfterExecute' }, 'NAS', []);
    const states: unknown[] = [];
    for (const seconds of [0, 60, 60]) {
      window.advance(seconds);
      states.push(...(await window.search(lost.id)).map((record) => record?.state));
      window.sleep(sleepMs / 1000);
    }
    // After each wake-up the service's date is much later than this process has waited for.
    for (const seconds of [0, 1700, 10]) {
      window.advance(seconds);
      states.push(...(await window.search(lost.id)).map((record) => record?.state));
    }
    assert.deepEqual(states, Array(6).fill('unclear'));
    assert.equal((await window.search(run.id))[0]?.restoreId, current().sandbox.jobs()[0]?.restoreId);
    for (const seconds of [100, 10]) {
      window.advance(seconds);
      await window.search(lost.id);
    }
    assert.equal(window.store.get(lost.id)?.state, 'notExecuted');
  });

  describe('at a change of daylight saving time', () => {
    inBerlin();
    for (const [name, at] of daylightChanges) {
      it(`finds what was executed and what was not where clocks are ${name}`, async () => {
        const window = await open();
        window.advance((at - window.clock.now()) / 1000 - 900);
        const lost = await window.submit({ kind: 'resetAfterRead' }, 'OSS');
        const run = await window.submit({ kind: 'resetAfterExecute' }, 'NAS');
        const states: unknown[] = [];
        for (const seconds of [0, 1000, 915, 10]) {
          window.advance(seconds);
          states.push(...(await window.search(lost.id, run.id)).map((record) => record?.state));
        }
        assert.equal(states.filter((state) => state === 'notExecuted').length, 0);
        assert.equal(window.store.get(run.id)?.restoreId, current().sandbox.jobs()[0]?.restoreId);
        window.advance(10);
        await window.search(lost.id);
        assert.equal(window.store.get(lost.id)?.state, 'notExecuted');
      });
    }
  });

  for (const [what, dateOf] of [
    ['20 minutes off', (date: number) => date + 1_200_000],
    ['20 minutes behind', (date: number) => date - 1_200_000],
    ['none', () => undefined],
    ['jumping', (date: number, call: number) => date + (call % 2) * 30_000],
  ] as const) {
    it(`proves nothing by a list whose date is ${what}, and still finds what is new in it`, async () => {
      const { submit, searchIn, advance, store } = await open();
      const [{ id: lost }, { id: run }] = [
        await submit({ kind: 'resetAfterRead' }, 'OSS', []),
        await submit({ kind: 'resetAfterExecute' }, 'NAS', []),
      ];
      const { id: old } = await submit({ kind: 'resetAfterExecute' }, 'ECS_FILE');
      let calls = 0;
      for (const seconds of [0, 1930, 10, 10]) {
        advance(seconds);
        await searchIn((page) => ({ ...page, serverTime: dateOf(page.serverTime ?? 0, calls++) }), ...[lost, run, old]);
      }
      assert.equal(store.get(lost)?.state, 'unclear');
      assert.equal(store.get(run)?.state, 'submitted');
      const { state, candidates } = store.get(old) ?? {};
      assert.ok(state === 'submitted' || candidates?.length === 1, `${state} ${candidates?.length}`);
    });
  }

  for (const ahead of [1_200_000, 172_800_000]) {
    it(`asks a person where a clock that was ${ahead / 60_000} minutes ahead dated the record`, async () => {
      const window = await open({ ahead });
      const { id } = await window.submit({ kind: 'resetAfterExecute' });
      window.clock.setWallClock(-ahead);
      for (const seconds of [0, 1930, 10, 10]) {
        window.advance(seconds);
        await window.search(id);
      }
      const { state, candidates } = window.store.get(id) ?? {};
      assert.deepEqual([state, candidates?.length], ['unclear', 1]);
    });
  }

  it('takes back what was found, and never takes it again', async () => {
    const { submit, search, journal, store } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' }, 'NAS', []);
    const [found] = await search(id);
    assert.ok(found?.restoreId);
    const unclear = withoutAdoption(found);
    assert.deepEqual([unclear.state, unclear.restoreId, unclear.rejected], ['unclear', undefined, [found.restoreId]]);
    await journal.write(unclear);
    store.put(unclear);
    assert.equal((await search(id))[0]?.state, 'unclear');
    const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
    assert.equal((await search(id))[0]?.restoreId, restoreId);
  });

  it('says nothing of a list that could not be read to its end', async () => {
    const { submit, searchIn, advance, found, store } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    for (let i = 0; i < 5; i++) {
      await searchIn((page) => ({ ...page, jobs: [], totalCount: 5 }), id);
      advance(1000);
    }
    assert.equal(store.get(id)?.state, 'unclear');
    assert.deepEqual(found, []);
  });

  it('concludes nothing from a list that somebody else than the submission was signed by, and says so', async () => {
    const { submit, search, searchIn, advance, found, store, journal } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    for (let i = 0; i < 5; i++) {
      await searchIn((page) => ({ ...page, otherCaller: true }), id);
      advance(1000);
    }
    const unclear = store.get(id);
    assert.deepEqual([unclear?.state, unclear?.otherCaller, found], ['unclear', true, []]);
    assert.ok((await journal.read(id))?.otherCaller);
    for (let i = 0; i < 2; i++) await search(id);
    const after = store.get(id);
    assert.deepEqual([after?.state, after?.otherCaller], ['notExecuted', undefined]);
  });

  it('finds the job by whoever signs', async () => {
    const { submit, searchIn } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    const [after] = await searchIn((page) => ({ ...page, otherCaller: true }), id);
    assert.deepEqual([after?.state, after?.otherCaller], ['submitted', undefined]);
  });

  it('finds the job behind a hundred and fifty newer ones', async () => {
    const { submit, search } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    const [job] = current().sandbox.jobs();
    for (let i = 0; i < 150; i++) {
      const { query, body } = requestOf('NAS');
      await current().client.createRestoreJob({ query: { ...query, SnapshotId: `t-${i}` }, body });
    }
    const [after] = await search(id);
    assert.equal(after?.restoreId, job?.restoreId, JSON.stringify(after));
  });

  for (const hours of [-5, 5]) {
    it(`finds it though this machine's clock is ${hours} hours off, by what was listed before`, async () => {
      // The service refuses such a clock only where it signs; what dates the attempt is the record's.
      const { submit, search } = await open({ ahead: hours * 3_600_000 });
      const { id } = await submit({ kind: 'resetAfterExecute' }, 'NAS', []);
      assert.equal((await search(id))[0]?.state, 'submitted');
      const { id: other } = await submit({ kind: 'resetAfterExecute' }, 'OSS');
      assert.equal((await search(other))[0]?.candidates?.length, 1);
    });
  }

  it('leaves it to a person where several fit, with the candidates, and finds it once the others are known', async () => {
    const { submit, search, store, journal, found } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
    const [after] = await search(id);
    assert.equal(after?.state, 'unclear');
    assert.equal(after.candidates?.length, 2);
    assert.deepEqual((await journal.read(id))?.candidates?.length, 2);
    await search(id);
    assert.deepEqual(found, ['unclear -> unclear'], 'told once');
    await journal.write(record('other', { restoreId }));
    assert.equal((await search(id))[0]?.state, 'submitted');
    assert.equal(store.get(id)?.candidates, undefined);
  });

  describe('of two equal submissions, one of which never arrived, and which nothing tells apart', () => {
    async function both() {
      const window = await open();
      // Neither was listed before the other left.
      const ids = [
        (await window.submit({ kind: 'resetAfterRead' }, 'NAS', [])).id,
        (await window.submit({ kind: 'resetAfterExecute' }, 'NAS', [])).id,
      ];
      const search = async () => (await window.search(...window.store.all().map(({ id }) => id))).length;
      await search();
      const states = () => ids.map((id) => window.store.get(id)?.state);
      const candidates = () => ids.map((id) => window.store.get(id)?.candidates?.length);
      assert.deepEqual(
        [states(), candidates()],
        [
          ['unclear', 'unclear'],
          [1, 1],
        ],
      );
      const settle = async (decide: (record: JobRecord) => JobRecord) => {
        const settled = decide(window.store.get(ids[0] ?? '') ?? assert.fail());
        await window.journal.write(settled);
        window.store.put(settled);
      };
      return { ...window, searchAll: search, states, settle };
    }

    it('asks once for both', async () => {
      const { found, searchAll } = await both();
      assert.deepEqual(found, ['unclear -> unclear']);
      await searchAll();
      assert.deepEqual(found, ['unclear -> unclear']);
    });

    it('knows the other one where a person says which job the one is', async () => {
      const { settle, searchAll, states, advance, clock } = await both();
      await settle((record) =>
        adoptJob(record, record.candidates?.[0] ?? assert.fail(), clock.now(), { chosen: true, baseline: true }),
      );
      for (const seconds of [0, 1930, 10]) {
        advance(seconds);
        await searchAll();
      }
      assert.deepEqual(states(), ['submitted', 'notExecuted']);
    });

    it('knows the other one where a person says that the one was not executed', async () => {
      const { settle, searchAll, states } = await both();
      await settle(markNotExecuted);
      await searchAll();
      assert.deepEqual(states(), ['notExecuted', 'submitted']);
    });
  });

  it('clears up what a dead window was sending, and not what a living one is', async () => {
    const { journal, search, store, path } = await open();
    const { account, client } = current();
    await client.createRestoreJob(requestOf('NAS'));
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const owner = { ...newOwner(), pid };
    const left = { account, createdAt: Date.now(), sentAt: Date.now(), state: 'sending', ...owner } as const;
    const { restoreId, ...dead } = record('dead', left);
    void restoreId;
    await journal.write(dead);
    await openLocks(`${path}/locks`, owner).take('dead');
    await journal.write({ ...dead, id: 'living', pid: process.ppid });
    await openLocks(`${path}/locks`, { ...owner, pid: process.ppid }).take('living');
    store.put(...(await journal.readAll()).records);
    await search('dead', 'living');
    // One job, two claims: it is no one's as long as the other may still be executed.
    assert.equal((await journal.read('dead'))?.state, 'unclear');
    assert.equal((await journal.read('living'))?.state, 'sending');
    await journal.remove('living');
    assert.equal((await search('dead'))[0]?.state, 'submitted');
  });

  describe('beside the record of another submission that can not be read', () => {
    /** A submission that never arrived, and a job that fits it and belongs to a record, whose file then holds another text. */
    async function beside(alter: (text: string) => string) {
      const window = await open();
      const { journal } = window;
      const { restoreId } = await current().client.createRestoreJob(requestOf('NAS'));
      const other = record(newId(Date.now()), { restoreId });
      await journal.write(other);
      await writeFile(journal.fileOf(other.id), alter(await readFile(journal.fileOf(other.id), 'utf8')));
      const { id } = await window.submit({ kind: 'resetAfterRead' });
      return { ...window, other, restoreId, id };
    }
    const torn = (text: string) => text.slice(0, -1);
    const newer = (text: string) => text.replace('"version":1', '"version":2');
    const candidates = (found: JobRecord | undefined) => found?.candidates?.map(({ RestoreId }) => RestoreId);

    for (const [what, alter] of Object.entries({ damaged: torn, newer })) {
      it(`leaves the job alone that a ${what} one names, also once it was set aside`, async () => {
        const { search, id } = await beside(alter);
        for (let round = 0; round < 2; round++) {
          const [after] = await search(id);
          assert.deepEqual([after?.state, candidates(after)], ['unclear', undefined]);
        }
      });
    }

    it('leaves a job to a person that may be of one that names none', async () => {
      const { search, id, restoreId, found } = await beside(() => '');
      const [after] = await search(id);
      assert.deepEqual([after?.state, candidates(after)], ['unclear', [restoreId]]);
      assert.deepEqual(found, ['unclear -> unclear']);
    });

    it('finds its job where the other one was made at quite another time', async () => {
      const { submit, search, journal } = await open();
      await journal.write(record('old'));
      const { id } = await submit({ kind: 'resetAfterExecute' });
      await writeFile(journal.fileOf(newId(Date.now() - 7_200_000)), '');
      assert.equal((await search(id))[0]?.state, 'submitted');
    });

    it('leaves the job alone that one of the past names', async () => {
      const { search, id, other, restoreId, journal, hidden } = await beside((text) => text);
      await journal.remove(other.id);
      hidden.push({ id: other.id, restoreIds: [restoreId] });
      const [after] = await search(id);
      assert.deepEqual([after?.state, candidates(after)], ['unclear', undefined]);
    });

    it('finds the job of a damaged one itself, which is back as what was about to be sent', async () => {
      const { submit, search, journal, store } = await open();
      const { id } = await submit(undefined);
      const { restoreId } = store.get(id) ?? {};
      await writeFile(journal.fileOf(id), torn(await readFile(journal.fileOf(id), 'utf8')));
      await journal.readAll();
      store.remove(id);
      store.put(...(await journal.readAll()).records);
      assert.deepEqual([store.get(id)?.state, store.get(id)?.restoreId], ['sending', undefined]);
      assert.equal((await search(id))[0]?.restoreId, restoreId);
    });
  });

  it('leaves a RestoreId alone that the window of the submission wrote while the list was read', async () => {
    const { submit, searchIn, journal, found, store } = await open();
    const unclear = await submit({ kind: 'resetAfterRead' });
    const answered: JobRecord = { ...unclear, state: 'submitted', restoreId: 'r-late' };
    await searchIn(async (page) => {
      await journal.write(answered);
      return page;
    }, unclear.id);
    assert.deepEqual([await journal.read(unclear.id), store.get(unclear.id)], [answered, answered]);
    assert.deepEqual(found, []);
  });

  for (const instant of ['readAll', 'update'] as const) {
    it(`leaves a RestoreId alone that comes between the reading of the record and its writing, at ${instant}`, async () => {
      const { submit, search, searchWith, journal, found, store, advance } = await open();
      const unclear = await submit({ kind: 'resetAfterRead' });
      const answered: JobRecord = { ...unclear, state: 'submitted', restoreId: 'r-late' };
      for (const seconds of [0, 1930]) {
        advance(seconds);
        await search(unclear.id);
      }
      assert.equal((await journal.read(unclear.id))?.state, 'unclear');
      // The next reading is the second proof that it was not executed.
      const late: typeof journal = {
        ...journal,
        async readAll() {
          const all = await journal.readAll();
          if (instant === 'readAll') await journal.write(answered);
          return all;
        },
        async update(id, change) {
          if (instant === 'update') await journal.write(answered);
          return journal.update(id, change);
        },
      };
      await searchWith({ journal: late }, unclear.id);
      assert.deepEqual([await journal.read(unclear.id), store.get(unclear.id)], [answered, answered]);
      assert.deepEqual(found, []);
    });
  }

  it('leaves a RestoreId alone that only this window knows, since the disk was full when it came', async () => {
    const { store, journal, search, found } = await open();
    const { restoreId, ...sending } = record('a', { window: 'gone', account: current().account });
    await journal.write({ ...sending, state: 'sending' });
    const known = { ...sending, restoreId: restoreId ?? '' };
    store.put(known);
    assert.deepEqual(await search('a'), [known]);
    assert.deepEqual([(await journal.read('a'))?.state, found], ['sending', []]);
  });

  it('writes down a RestoreId that came to this window while the list was read and could not be written', async () => {
    const { submit, searchIn, store, journal } = await open();
    const { id } = await submit({ kind: 'resetAfterRead' });
    const unclear = store.get(id) ?? assert.fail();
    const { failure, ...rest } = unclear;
    void failure; // It is answered now.
    const late = { ...rest, state: 'submitted', restoreId: 'r-late' } as const;
    await searchIn((page) => {
      store.put(late);
      return { ...page, otherCaller: true };
    }, id);
    assert.deepEqual(store.get(id), late);
    assert.deepEqual(await journal.read(id), late);
  });

  it('does not bring a job back that was removed while the list was read', async () => {
    const { submit, searchIn, journal, found, store } = await open();
    const { id } = await submit({ kind: 'resetAfterExecute' });
    await searchIn(async (page) => {
      await journal.remove(id);
      store.remove(id);
      return page;
    }, id);
    assert.deepEqual([await journal.read(id), store.get(id), found], [undefined, undefined, []]);
  });

  it('knows that what waited to be sent again was not sent', async () => {
    const { journal, search, store } = await open();
    const { restoreId, ...waiting } = record('a', { state: 'preparing', account: current().account });
    void restoreId;
    await journal.write(waiting);
    store.put(waiting);
    assert.equal((await search('a'))[0]?.state, 'refused');
    assert.deepEqual(current().sandbox.requests(), []);
  });

  it('is done by one of several windows', async () => {
    const first = await open();
    const { id } = await first.submit({ kind: 'resetAfterExecute' });
    const held = await openLocks(`${first.path}/locks`, { ...newOwner(), host: 'elsewhere' }).take(id);
    assert.deepEqual(await reconcileOnce([id], first), [id]);
    assert.equal((await first.journal.read(id))?.state, 'unclear');
    await held?.release();
    assert.deepEqual(await reconcileOnce([id], first), []);
    assert.equal((await first.journal.read(id))?.state, 'submitted');
  });
});
