import assert from 'node:assert/strict';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRemovedJobs } from '../../../../src/jobs/storage/removedJobs.ts';
import { replaceFile } from '../../../../src/jobs/storage/replaceFile.ts';
import { folders } from '../jobFixtures.ts';

describe('the jobs that were removed', () => {
  const folder = folders();

  it('are none at first, and then those of every window', async () => {
    const path = join(await folder(), 'new', 'removed');
    const [one, other] = [openRemovedJobs(path), openRemovedJobs(path)];
    assert.deepEqual([...(await one.ids())], []);
    await one.add(['r-1', 'r-2']);
    await other.add(['r-3']);
    await one.add([]);
    assert.deepEqual([...(await one.ids())], ['r-1', 'r-2', 'r-3']);
    assert.deepEqual([...(await openRemovedJobs(path).ids())], ['r-1', 'r-2', 'r-3']);
    assert.equal((await stat(path)).mode & 0o077, 0);
  });

  it('are known to the window at once, while they are written', async () => {
    const removed = openRemovedJobs(join(await folder(), 'removed'));
    const writing = removed.add(['r-1']);
    assert.ok((await removed.ids()).has('r-1'));
    await writing;
  });

  it('are without those that were brought back, in every window, until they are removed again', async () => {
    const path = join(await folder(), 'removed');
    const [one, other] = [openRemovedJobs(path), openRemovedJobs(path)];
    await one.add(['r-1', 'r-2']);
    await one.takeBack(['r-1']);
    await one.takeBack([]);
    assert.deepEqual([[...(await one.ids())], [...(await other.ids())]], [['r-2'], ['r-2']]);
    await other.add(['r-1']);
    assert.deepEqual([...(await one.ids())].sort(), ['r-1', 'r-2']);
  });

  it('are read from a file of an older version', async () => {
    const path = join(await folder(), 'removed');
    await writeFile(path, 'r-1\nr-2\n');
    assert.deepEqual([...(await openRemovedJobs(path).ids())], ['r-1', 'r-2']);
  });

  it('fill no disk: the oldest go', async () => {
    const path = join(await folder(), 'removed');
    const ids = Array.from({ length: 10_001 }, (_, index) => `r-${index}`);
    await openRemovedJobs(path).add(ids);
    assert.deepEqual((await readFile(path, 'utf8')).trim().split('\n'), ids.slice(-5000));
  });

  it('keep what another window adds while the oldest go', async () => {
    const path = join(await folder(), 'removed');
    const ids = Array.from({ length: 10_001 }, (_, index) => `r-${index}`);
    let isOvertaken = false;
    const removed = openRemovedJobs(path, async (file, text) => {
      await replaceFile(file, text);
      if (!isOvertaken) await appendFile(path, 'r-late\n');
      isOvertaken = true;
    });
    await removed.add(ids);
    assert.deepEqual((await readFile(path, 'utf8')).trim().split('\n'), [...ids.slice(-4999), 'r-late']);
  });
});
