/** `npm run package`: the `.vsix`, the same bytes each time and everywhere, with the licences of what is bundled in it. */
import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';
import { noticesOf } from './licences.ts';
import { packageWeight } from './packageWeight.ts';
import { packedStorePage } from './storePage.ts';
import { packFolder } from './vsix.ts';

const root = resolve(import.meta.dirname, '..');

/** @returns the path of the package, and its size in bytes with and without the pictures, which don't compress */
export async function makePackage(): Promise<{ path: string; bytes: number; withoutMedia: number }> {
  const built = await build();
  await writeFile(join(root, 'THIRD-PARTY-NOTICES.txt'), noticesOf(built.packages));
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const path = join(root, `${name}-${version}.vsix`);
  await packFolder(root, path, await packedStorePage(root));
  return { path, bytes: statSync(path).size, withoutMedia: await packageWeight(built) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, bytes, withoutMedia } = await makePackage();
  const kB = (size: number) => `${(size / 1000).toFixed(1)} kB`;
  console.log(`${path}  ${kB(bytes)}, ${kB(withoutMedia)} without pictures`);
}
