import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { matchesWildcards } from '../restoreSpec/wildcards.ts';

/**
 * The files that a name such as `specs/*.restore.json` means. Most shells replace it, but those of Windows leave that to the program.
 *
 * @returns the name itself where it is none of that kind, or means no file
 */
export async function expandWildcards(name: string): Promise<string[]> {
  const [folder, pattern] = [dirname(name), basename(name)];
  // A file may have such a name.
  if (!/[*?]/.test(pattern) || existsSync(name)) return [name];
  // That a folder can't be read is said once the file can't be.
  const names = await readdir(folder).catch(() => []);
  const fold = (text: string) => (process.platform === 'win32' ? text.toLowerCase() : text);
  const found = names.filter((each) => !each.startsWith('.') && matchesWildcards(fold(each), fold(pattern), '?'));
  return found.length === 0 ? [name] : found.sort().map((each) => join(folder, each));
}
