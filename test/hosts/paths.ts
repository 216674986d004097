import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { assertNoLeaks, findLeaks } from './testSecrets.ts';

/** The project's root, which is also the extension under development. */
export const root = resolve(import.meta.dirname, '../..');

/** The screenshots, logs and bundled tests of a run. Not committed, and not in the .vsix. */
export const artifacts = join(root, 'artifacts');

/**
 * A new folder below the system's temporary one, without links in its path, as VS Code wants it. `remove` deletes it,
 * and so does the end of this process.
 *
 * @returns `remove` deletes the folder, and then throws where it contained a secret of the tests
 */
export async function temporaryFolder(name: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(await realpath(tmpdir()), `cloud-backup-restore-${name}-`));
  // A process that is just ending may still write a log file into it.
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
  const removeAtEnd = () => rmSync(path, options);
  process.once('exit', removeAtEnd);
  const remove = async () => {
    const leaks = findLeaks(path);
    await rm(path, options);
    process.off('exit', removeAtEnd);
    assertNoLeaks(leaks, `the folder of "${name}"`);
  };
  return { path, remove };
}
