import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRecord } from '../../../src/jobs/envelope.ts';
import { newId, openJournal } from '../../../src/jobs/journal.ts';
import { folders, record } from './helpers.ts';

describe('the journal', () => {
  const folder = folders();

  it('gives back what was written, and the last of several writings', async () => {
    const path = join(await folder(), 'not', 'yet', 'there');
    const journal = openJournal(path);
    assert.deepEqual(await journal.readAll(), { records: [], setAside: [] });
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
    ['of another version', (text: string) => text.replace('"version":1', '"version":2')],
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
      assert.deepEqual(await journal.readAll(), { records: [record('good')], setAside: ['bad.json.damaged'] });
      assert.deepEqual(await journal.readAll(), { records: [record('good')], setAside: [] });
      assert.equal(await readFile(join(path, 'bad.json.damaged'), 'utf8'), damage(text));
    });
  }

  const tampered: Record<string, object> = {
    'of another name': { id: '../../.aliyun/config' },
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
  for (const [what, more] of Object.entries(tampered)) {
    it(`sets a record aside ${what}, whatever its checksum says`, async () => {
      const path = await folder();
      const journal = openJournal(path);
      await journal.write(record('good'));
      await writeFile(join(path, 'bad.json'), encodeRecord({ ...record('bad'), ...more }));
      assert.equal(await journal.read('bad'), undefined);
      assert.deepEqual(await journal.readAll(), { records: [record('good')], setAside: ['bad.json.damaged'] });
    });
  }

  it('takes a record with all that one may have', async () => {
    const seen = { RestoreId: 'r', Status: 'RUNNING', Progress: 1, Report: { TotalFiles: '/x' }, other: { Mars: '1' } };
    const whole = record('whole', {
      ...{ fingerprint: 'f', sentAt: 1, endedAt: 2, attempts: [{ sentAt: 1, endedAt: 2, message: 'm' }], host: 'h' },
      ...{ window: 'w', requestId: 'q', failure: { message: 'm', nextStep: 'n', code: 'c' }, candidates: [seen], seen },
      ...{ notFound: true, missingSince: 3, otherCaller: true, timeline: [{ status: 'RUNNING', at: 4 }] },
      ...{ samples: [{ at: 1, progress: 2, bytes: 3, speed: 4 }], cancelAskedAt: 5, untold: true },
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
    await openJournal(path).write(record('a'));
    await chmod(path, 0o700);
    const { mode } = await import('node:fs/promises').then(({ stat }) => stat(join(path, 'a.json')));
    assert.equal(mode & 0o077, 0);
  });

  it('names each record anew, in the order of time', () => {
    const ids = [newId(0), newId(1000), newId(1000)];
    assert.equal(new Set(ids).size, 3);
    assert.ok((ids[0] ?? '') < (ids[1] ?? ''));
    assert.match(ids[0] ?? '', /^19700101000000-[0-9a-f-]{36}$/);
  });
});
