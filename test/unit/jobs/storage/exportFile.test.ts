import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { writePieces } from '../../../../src/jobs/storage/exportFile.ts';
import { folders } from '../jobFixtures.ts';

async function* pieces(...texts: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield await Promise.resolve(text);
  }
}

describe('the file of an export', () => {
  const folder = folders();

  it('has all pieces', async () => {
    const path = join(await folder(), 'jobs.json');
    await writePieces(path, pieces('a', 'b', 'c'));
    assert.equal(readFileSync(path, 'utf8'), 'abc');
  });

  it('is as it was where a piece is missing, and there is no part of the new one', async () => {
    const root = await folder();
    const path = join(root, 'jobs.json');
    writeFileSync(path, 'as before');
    await assert.rejects(writePieces(path, pieces('a', new Error('no disk'))), /no disk/);
    assert.equal(readFileSync(path, 'utf8'), 'as before');
    assert.deepEqual(readdirSync(root), ['jobs.json']);
  });

  it('replaces no folder', async () => {
    const path = join(await folder(), 'jobs.json');
    mkdirSync(path);
    await assert.rejects(writePieces(path, pieces('a')), /it is not a file/);
  });

  it('keeps the permissions of the one that it replaces, whatever the mask', async function () {
    // Windows has no such permissions.
    if (process.platform === 'win32') return this.skip();
    const path = join(await folder(), 'jobs.json');
    for (const mode of [0o600, 0o640, 0o664]) {
      writeFileSync(path, 'as before');
      chmodSync(path, mode);
      await writePieces(path, pieces('a'));
      assert.equal((statSync(path).mode & 0o777).toString(8), mode.toString(8));
    }
  });

  it('goes where a link leads', async function () {
    if (process.platform === 'win32') return this.skip();
    const root = await folder();
    const [path, link] = [join(root, 'real.json'), join(root, 'jobs.json')];
    writeFileSync(path, 'as before');
    symlinkSync(path, link);
    await writePieces(link, pieces('a'));
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(readFileSync(path, 'utf8'), 'a');
  });
});
