import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobRecord } from '../../../../src/jobs/record.ts';
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import { encodeRecord } from '../../../../src/jobs/storage/recordFile.ts';
import { setAsideDamaged } from '../../../../src/jobs/storage/setAside.ts';
import { folders, record } from '../jobFixtures.ts';

describe('a damaged record that is set aside', () => {
  const folder = folders();
  const sound: JobRecord = record('a');

  async function damagedFile() {
    const path = await folder();
    const file = join(path, 'a.json');
    writeFileSync(file, '{"version":1,"sha');
    const left = () => readdirSync(path).sort();
    return { path, file, left };
  }

  it('has another name, and its place is free', async () => {
    const { file, left } = await damagedFile();
    assert.equal(setAsideDamaged(file, 'a'), 'a.json.damaged');
    assert.deepEqual(left(), ['a.json.damaged']);
    assert.equal(setAsideDamaged(file, 'a'), undefined);
  });

  it('leaves a sound one in its place that another window wrote since it was read', async () => {
    const { path, file, left } = await damagedFile();
    writeFileSync(file, encodeRecord(sound));
    assert.equal(setAsideDamaged(file, 'a'), undefined);
    assert.deepEqual([left(), await openJournal(path).read('a')], [['a.json'], sound]);
  });

  it('gives a sound one its place back that another window wrote at the last instant', async () => {
    const { path, file, left } = await damagedFile();
    const late: typeof renameSync = (from, to) => {
      writeFileSync(file, encodeRecord(sound));
      renameSync(from, to);
    };
    assert.equal(setAsideDamaged(file, 'a', late), undefined);
    assert.deepEqual([left(), await openJournal(path).read('a')], [['a.json'], sound]);
  });

  it('keeps the RestoreId where a third window wrote a record without one meanwhile', async () => {
    const { restoreId, ...rest } = sound;
    assert.ok(restoreId);
    const unclear: JobRecord = { ...rest, state: 'unclear' };
    const later: JobRecord = { ...sound, claim: 2 };
    for (const [moved, meanwhile, kept, files] of [
      [sound, unclear, sound, ['a.json']],
      [unclear, sound, sound, ['a.json', 'a.json.damaged']],
      [sound, later, later, ['a.json', 'a.json.damaged']],
    ] as const) {
      const { path, file, left } = await damagedFile();
      const late: typeof renameSync = (from, to) => {
        writeFileSync(file, encodeRecord(moved));
        renameSync(from, to);
        writeFileSync(file, encodeRecord(meanwhile));
      };
      setAsideDamaged(file, 'a', late);
      assert.deepEqual([await openJournal(path).read('a'), left()], [kept, files]);
    }
  });

  it('is told of where it can not be renamed, and stays', async () => {
    const { file, left } = await damagedFile();
    const failing = () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    };
    assert.throws(() => setAsideDamaged(file, 'a', failing), { code: 'EACCES' });
    assert.deepEqual(left(), ['a.json']);
  });

  it('is none where another window was first', async () => {
    const { file, left } = await damagedFile();
    const late: typeof renameSync = (from, to) => {
      rmSync(file);
      renameSync(from, to);
    };
    assert.equal(setAsideDamaged(file, 'a', late), undefined);
    assert.deepEqual(left(), []);
  });
});
