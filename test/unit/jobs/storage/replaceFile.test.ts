import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changeFile, replaceFile } from '../../../../src/jobs/storage/replaceFile.ts';
import { folders } from '../jobFixtures.ts';

describe('a file that is replaced', () => {
  const folder = folders();
  const refusal = (code: string) => Object.assign(new Error(code), { code });
  const more = (text = '') => Promise.resolve({ text: `${text}+`, result: text });

  it('is tried again while another process has it open, and read anew each time', async () => {
    const path = await folder();
    const file = join(path, 'a');
    await writeFile(file, 'a');
    let tries = 0;
    const rename: typeof renameSync = (from, to) => {
      tries++;
      if (tries === 1) throw refusal('EBUSY');
      renameSync(from, to);
    };
    const writing = changeFile(file, replaceFile, more, rename);
    assert.equal(await writing, 'a');
    assert.deepEqual([tries, await readFile(file, 'utf8'), await readdir(path)], [2, 'a+', ['a']]);
    tries = 0;
    const overtaken = changeFile(file, replaceFile, more, (from, to) => {
      if (++tries > 1) return renameSync(from, to);
      // The other process is one that writes.
      renameSync(from, to);
      throw refusal('EBUSY');
    });
    assert.equal(await overtaken, 'a++');
    assert.equal(await readFile(file, 'utf8'), 'a+++');
  });

  it('stays as it is where the disk refuses for good, with nothing beside it', async () => {
    const path = await folder();
    const file = join(path, 'a');
    await writeFile(file, 'a');
    let tries = 0;
    const refuse = () => {
      tries++;
      throw refusal('EROFS');
    };
    await assert.rejects(changeFile(file, replaceFile, more, refuse), { code: 'EROFS' });
    assert.deepEqual([tries, await readFile(file, 'utf8'), await readdir(path)], [1, 'a', ['a']]);
  });
});
