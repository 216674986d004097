import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { assertNoCanary, findCanary } from './canary.ts';

/** The project's root, which is also the extension under development. */
export const root = resolve(import.meta.dirname, '../..');

/** What a run leaves to look at: screenshots, logs, bundled tests. In no commit and in no .vsix. */
export const artifacts = join(root, 'artifacts');

/**
 * A new folder below the system's temporary one, without links in its path, as VS Code wants it. `remove` deletes it,
 * and so does the end of this process.
 *
 * @returns `remove` throws, once the folder is gone, where a secret of the tests stood in it
 */
export async function temporaryFolder(name: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(await realpath(tmpdir()), `cloud-backup-restore-${name}-`));
  // A process that is just ending may still write a log file into it.
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
  const removeAtEnd = () => rmSync(path, options);
  process.once('exit', removeAtEnd);
  const remove = async () => {
    const leaks = findCanary(path);
    await rm(path, options);
    process.off('exit', removeAtEnd);
    assertNoCanary(leaks, `the folder of "${name}"`);
  };
  return { path, remove };
}
