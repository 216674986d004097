import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { newId, openJournal } from '../../../../src/jobs/storage/journal.ts';
import { replaceFile } from '../../../../src/jobs/storage/replaceFile.ts';
import { encodeRecord } from '../../../../src/jobs/storage/recordFile.ts';
import { folders, record } from '../jobFixtures.ts';

describe('the journal', () => {
  const folder = folders();

  it('gives back what was written, and the last of several writings', async () => {
    const path = join(await folder(), 'not', 'yet', 'there');
    const journal = openJournal(path);
    assert.deepEqual(await journal.readAll(), { records: [], setAside: [], unread: [] });
    await journal.write(record('a', { state: 'sending' }));
    await journal.write(record('a'));
    await journal.write(record('b'));
    const { records } = await openJournal(path).readAll();
    assert.deepEqual(
      records.sort((x, y) => (x.id < y.id ? -1 : 1)),
      [record('a'), record('b')],
    );
    assert.deepEqual((await readdir(path)).sort(), ['a.intent', 'a.json', 'b.json']);
  });

  it('reads at this very instant what another window wrote, and nothing where the file is gone or torn', async () => {
    const path = await folder();
    const [here, there] = [openJournal(path), openJournal(path)];
    assert.equal(here.readNow('a'), undefined);
    await here.write(record('a', { state: 'sending' }));
    await there.write(record('a', { state: 'unclear' }));
    assert.equal(here.readNow('a')?.state, 'unclear');
    await writeFile(here.fileOf('a'), '{');
    assert.equal(here.readNow('a'), undefined);
    await rm(here.fileOf('a'));
    await mkdir(here.fileOf('a'));
    assert.throws(() => here.readNow('a'), { code: 'EISDIR' });
  });

  describe('changes a record', () => {
    const found = (onDisk: JobRecord): JobRecord => ({ ...onDisk, claim: (onDisk.claim ?? 1) + 1 });

    it('as it is on disk, and leaves no other file behind', async () => {
      const path = await folder();
      const journal = openJournal(path);
      await openJournal(path).write(record('a', { state: 'unclear' }));
      assert.deepEqual(await journal.update('a', found), record('a', { state: 'unclear', claim: 2 }));
      assert.deepEqual(await journal.read('a'), record('a', { state: 'unclear', claim: 2 }));
      assert.deepEqual(await readdir(path), ['a.json']);
    });

    it('anew where another window writes at the last instant, and so writes nothing over it', async () => {
      const path = await folder();
      const other = openJournal(path);
      const seen: JobRecord['state'][] = [];
      const journal = openJournal(path, async (file, text) => {
        await replaceFile(file, text);
        if (seen.length === 1) await other.write(record('a', { state: 'submitted' }));
      });
      await other.write(record('a', { state: 'unclear' }));
      const after = await journal.update('a', (onDisk) => {
        seen.push(onDisk.state);
        return onDisk.state === 'unclear' ? { ...onDisk, state: 'notExecuted' } : onDisk;
      });
      assert.deepEqual([seen, after], [['unclear', 'submitted'], record('a')]);
      assert.deepEqual(await journal.read('a'), record('a'));
      assert.deepEqual(await readdir(path), ['a.json']);
    });

    it('not where it was removed, also at the last instant', async () => {
      const path = await folder();
      const other = openJournal(path);
      const journal = openJournal(path, async (file, text) => {
        await replaceFile(file, text);
        await other.remove('a');
      });
      assert.equal(await journal.update('a', found), undefined);
      await other.write(record('a'));
      assert.equal(await journal.update('a', found), undefined);
      assert.deepEqual(await readdir(path), []);
    });

    it('by what was to be sent, where its file is torn', async () => {
      const journal = openJournal(await folder());
      await journal.write(record('a', { state: 'sending' }));
      await truncate(journal.fileOf('a'), 40);
      const { state, claim } = (await journal.update('a', found)) ?? {};
      assert.deepEqual([state, claim], ['sending', 2]);
      assert.equal((await journal.read('a'))?.claim, 2);
    });

    it('not where the disk is full, and says so', async () => {
      const path = await folder();
      await openJournal(path).write(record('a'));
      const full = openJournal(path, () => Promise.reject(new Error('ENOSPC')));
      await assert.rejects(full.update('a', found), /could not be written to .*ENOSPC/);
      assert.deepEqual([await full.read('a'), await readdir(path)], [record('a'), ['a.json']]);
    });
  });

  it('forgets what was removed, twice too', async () => {
    const journal = openJournal(await folder());
    await journal.write(record('a'));
    await journal.remove('a');
    await journal.remove('a');
    assert.deepEqual((await journal.readAll()).records, []);
  });

  for (const [what, damage] of [
    ['torn', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['altered', (text: string) => text.replace('r-bad', 'r-xxx')],
    ['of no version', (text: string) => text.replace('"version":1', '"version":0')],
    ['null', () => 'null'],
    ['binary', () => '\0\0\0\0'],
    ['nested without end', () => `{"version":1,"sha256":"","record":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ] as const) {
    it(`sets a record aside that is ${what}, and keeps the others`, async () => {
      const path = await folder();
      const journal = openJournal(path);
      await journal.write(record('good'));
      await journal.write(record('bad'));
      const text = await readFile(join(path, 'bad.json'), 'utf8');
      await writeFile(join(path, 'bad.json'), damage(text));
      assert.deepEqual(await journal.readAll(), {
        records: [record('good')],
        setAside: ['bad.json.damaged'],
        unread: [],
      });
      assert.deepEqual(await journal.readAll(), { records: [record('good')], setAside: [], unread: [] });
      assert.equal(await readFile(join(path, 'bad.json.damaged'), 'utf8'), damage(text));
    });
  }

  it('sets a record aside of another name, whatever its checksum says', async () => {
    const path = await folder();
    const journal = openJournal(path);
    await writeFile(join(path, 'bad.json'), encodeRecord(record('../../.aliyun/config')));
    assert.equal(await journal.read('bad'), undefined);
    assert.deepEqual(await journal.readAll(), { records: [], setAside: ['bad.json.damaged'], unread: [] });
  });

  const unknown: Record<string, object> = {
    'of an unknown state': { state: 'done' },
    'with a region that is no text': { account: { ...record('x').account, region: 5 } },
    'without a query': { request: { query: null, body: {} } },
    'with a parameter that is no text': { request: { query: { VaultId: {} }, body: {} } },
    'without a spec': { spec: undefined },
    'with a time that is no number': { createdAt: '1' },
    'with a failure of something else than texts': { failure: { message: [], nextStep: '' } },
    'with an answer that the service can not have given': { seen: { RestoreId: 'r', other: {}, Status: 5 } },
    'with odd candidates': { candidates: [{}] },
    'with an odd timeline': { timeline: [{ status: 'RUNNING' }] },
    'with odd samples': { samples: [{ at: 'x' }] },
  };
  for (const [what, more] of Object.entries(unknown)) {
    it(`leaves a record alone ${what}, which a newer version may have written`, async () => {
      const path = await folder();
      const journal = openJournal(path);
      await journal.write(record('good'));
      const text = encodeRecord({ ...record('new'), ...more });
      await writeFile(join(path, 'new.json'), text);
      assert.equal(await journal.read('new'), undefined);
      const { records, setAside, unread } = await journal.readAll();
      assert.deepEqual(
        [records, setAside, unread],
        [[record('good')], [], [{ id: 'new', name: 'new.json', kind: 'newer' }]],
      );
      assert.equal(await readFile(join(path, 'new.json'), 'utf8'), text);
    });
  }

  it('leaves a record of a newer version alone, and says what was about to be sent', async () => {
    const path = await folder();
    const journal = openJournal(path);
    const sending: JobRecord = record('new', { state: 'sending' });
    await journal.write(sending);
    const text = (await readFile(journal.fileOf('new'), 'utf8')).replace('"version":1', '"version":2');
    await writeFile(journal.fileOf('new'), text);
    const { records, setAside, unread } = await journal.readAll();
    assert.deepEqual([records, setAside, unread.map(({ kind }) => kind)], [[sending], [], ['newer']]);
    assert.deepEqual([await journal.read('new'), journal.readNow('new')], [undefined, undefined]);
    await assert.rejects(
      journal.update('new', (onDisk) => ({ ...onDisk, state: 'unclear' })),
      /newer version/,
    );
    assert.equal(await readFile(journal.fileOf('new'), 'utf8'), text);
  });

  it('says which record can not be read, and what was about to be sent', async () => {
    const path = await folder();
    const journal = openJournal(path);
    const sending: JobRecord = record('a', { state: 'sending' });
    await journal.write(sending);
    await rm(journal.fileOf('a'));
    await mkdir(journal.fileOf('a'));
    const { records, setAside, unread } = await journal.readAll();
    assert.deepEqual([records, setAside], [[sending], []]);
    assert.deepEqual(
      unread.map(({ id, name, kind, error }) => [id, name, kind, (error as NodeJS.ErrnoException).code]),
      [['a', 'a.json', 'unreadable', 'EISDIR']],
    );
    assert.equal(await journal.read('a'), undefined);
  });

  it('takes a record with all that one may have', async () => {
    const seen = { RestoreId: 'r', Status: 'RUNNING', Progress: 1, Report: { TotalFiles: '/x' }, other: { Mars: '1' } };
    const whole = record('whole', {
      ...{ fingerprint: 'f', sentAt: 1, endedAt: 2, attempts: [{ sentAt: 1, endedAt: 2, message: 'm' }], host: 'h' },
      ...{ window: 'w', requestId: 'q', failure: { message: 'm', nextStep: 'n', code: 'c' }, candidates: [seen], seen },
      ...{ notFound: true, missingSince: 3, otherCaller: true, timeline: [{ status: 'RUNNING', at: 4 }] },
      ...{ samples: [{ at: 1, progress: 2, bytes: 3, speed: 4 }], cancelAskedAt: 5, untold: true, untoldFinding: true },
      ...{ boot: 'a-start-of-the-machine', uptime: 6 },
    });
    const journal = openJournal(await folder());
    await journal.write(whole);
    assert.deepEqual(await journal.read('whole'), whole);
  });

  it('says which folder it could not write to', async () => {
    const parent = await folder();
    await writeFile(join(parent, 'file'), '');
    const path = join(parent, 'file', 'jobs');
    await assert.rejects(openJournal(path).write(record('a')), (error: Error) => error.message.includes(path));
  });

  it('keeps records from other users of the machine', async () => {
    const path = join(await folder(), 'jobs');
    await openJournal(path).write(record('a', { state: 'sending' }));
    for (const name of ['.', 'a.json', 'a.intent']) {
      const { mode } = await stat(join(path, name));
      assert.equal(mode & 0o077, 0, name);
    }
  });

  it('names each record anew, in the order of time', () => {
    const ids = [newId(0), newId(1000), newId(1000)];
    assert.equal(new Set(ids).size, 3);
    assert.ok((ids[0] ?? '') < (ids[1] ?? ''));
    assert.match(ids[0] ?? '', /^19700101000000-[0-9a-f-]{36}$/);
  });

  it('is not corrupted by eight processes that write at once', async () => {
    const path = await folder();
    const codes = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const child = fork(join(import.meta.dirname, 'journalWriter.ts'), [path, `w${i}`, '12']);
        const [code] = (await once(child, 'exit')) as [number];
        return code;
      }),
    );
    assert.deepEqual(codes, Array(8).fill(0));
    const { records, setAside } = await openJournal(path).readAll();
    assert.deepEqual([records.length, setAside], [8 * 12 + 1, []]);
    assert.ok((await readdir(path)).every((name) => name.endsWith('.json')));
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

  for (const [what, isWritten] of [
    ['the disk is full', false],
    ['its name could not be synced', true],
  ] as const) {
    it(`has nothing left of a submission that could not be written because ${what}`, async () => {
      const path = await folder();
      for (const failAt of [1, 2]) {
        let writings = 0;
        const journal = openJournal(path, async (file, text) => {
          const fails = ++writings >= failAt;
          if (!fails || isWritten) await replaceFile(file, text);
          if (fails) throw new Error('EIO');
        });
        await assert.rejects(journal.write(record('a', { state: 'sending' })), /EIO/);
        assert.deepEqual(await readdir(path), []);
      }
    });
  }

  it('keeps what was written before where a later step of the submission can not be written', async () => {
    const path = await folder();
    const preparing: JobRecord = record('a', { state: 'preparing' });
    await openJournal(path).write(preparing);
    const full = openJournal(path, () => Promise.reject(new Error('ENOSPC')));
    await assert.rejects(full.write({ ...preparing, state: 'sending' }), /ENOSPC/);
    assert.deepEqual((await openJournal(path).readAll()).records, [preparing]);
  });

  it('leaves a damaged file in its place where it can not be set aside, and gives the job back all the same', async () => {
    const path = await folder();
    const journal = openJournal(path);
    const sending: JobRecord = record('a', { state: 'sending' });
    await journal.write(sending);
    await journal.write(record('b'));
    await truncate(journal.fileOf('a'), 40);
    await mkdir(`${journal.fileOf('a')}.damaged`);
    for (let reading = 1; reading <= 2; reading++) {
      const { records, setAside, unread } = await journal.readAll();
      assert.deepEqual(records.map(({ id }) => id).sort(), ['a', 'b']);
      assert.deepEqual([setAside, unread.map(({ name, kind }) => [name, kind])], [[], [['a.json', 'damaged']]]);
    }
    assert.deepEqual(await journal.read('a'), sending);
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
