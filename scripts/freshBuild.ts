/** The build of a script that runs the extension: it builds where `dist` is older than what it is made of. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../test/hosts/paths.ts';
import { build } from './build.ts';

const sources = ['src', 'schemas', 'scripts', 'l10n', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** When each file and folder in a place was changed, in ms: a file that was removed has changed its folder. Empty where the place is missing. */
async function changes(path: string): Promise<number[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const paths = [path, ...entries.map(({ parentPath, name }) => join(parentPath, name))];
    return await Promise.all(paths.map(async (each) => (await stat(each)).mtimeMs));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return [(await stat(path)).mtimeMs];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

/** Whether each file of `dist` is newer than all that it is made of. */
async function isBuilt(): Promise<boolean> {
  const [made, ...read] = await Promise.all(['dist', ...sources].map((path) => changes(join(root, path))));
  const oldest = Math.min(...(made ?? []));
  return (made ?? []).length > 1 && Math.max(...read.flat()) < oldest;
}

export async function buildWhereChanged(): Promise<void> {
  if (!(await isBuilt())) await build();
}
