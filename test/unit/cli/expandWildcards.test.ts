import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { expandWildcards } from '../../../src/cli/expandWildcards.ts';
import { runCli, useFiles } from './runCli.ts';

describe('a name of files with wildcards', () => {
  const files = useFiles();

  it('means the files of the folder that it fits, in the order of their names', async () => {
    const path = await files({ 'b.restore.json': '', 'a.restore.json': '', '.c.restore.json': '', 'a.json': '' });
    assert.deepEqual(await expandWildcards(path('*.restore.json')), [path('a.restore.json'), path('b.restore.json')]);
    assert.deepEqual(await expandWildcards(path('?.json')), [path('a.json')]);
  });

  it('is itself where it means no file, is one, or has no wildcard', async () => {
    const path = await files({ '[*].json': '', 'x.json': '' });
    await mkdir(path('folder'));
    for (const name of ['y*.json', '[*].json', 'x.json', 'none/*.json', 'folder/*', 'folder'].map(path)) {
      assert.deepEqual(await expandWildcards(name), [name]);
    }
    assert.deepEqual(await expandWildcards('-'), ['-']);
  });

  it('has each of its files validated', async () => {
    const path = await files({ 'a.restore.json': '{}', 'b.restore.json': '{}' });
    const { code, out } = await runCli(['validate', path('*.restore.json')]);
    assert.equal(code, 1);
    assert.match(out, /^2 files: /m);
  });
});
