/** `npm run package`: the `.vsix`, the same bytes each time and everywhere, with the licences of what is bundled in it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';
import { noticesOf } from './licences.ts';
import { packFolder } from './vsix.ts';

const root = resolve(import.meta.dirname, '..');

/** @returns the path of the package, and its size in bytes with and without the pictures, which don't compress */
export async function makePackage(): Promise<{ path: string; bytes: number; withoutMedia: number }> {
  const { packages } = await build();
  await writeFile(join(root, 'THIRD-PARTY-NOTICES.txt'), noticesOf(packages));
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const path = join(root, `${name}-${version}.vsix`);
  await packFolder(root, path);
  const bytes = statSync(path).size;
  const pictures = readdirSync(join(root, 'media'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.png'),
  );
  const media = pictures.reduce((sum, file) => sum + statSync(join(root, 'media', file)).size, 0);
  return { path, bytes, withoutMedia: bytes - media };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, bytes } = await makePackage();
  console.log(`${path}  ${(bytes / 1000).toFixed(1)} kB`);
}
