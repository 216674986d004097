/** What the `.vsix` weighs, without packing it: what is built need not be on the disk. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { listFiles, PackageManager } from '@vscode/vsce';
import type { Built } from './builtFiles.ts';
import { editorSchemas } from './editorSchema.ts';
import { noticesOf } from './licences.ts';

const root = resolve(import.meta.dirname, '..');

/** The most bytes of the `.vsix` without its pictures, which don't compress. */
export const packageLimit = 400_000;
/** The same without what is there for one language alone, so that code leaves room for translations. */
export const untranslatedLimit = 380_000;
/** The most bytes of what activation loads: the entry and the files that it requires at once. */
export const activationLimit = 50_000;

const notices = 'THIRD-PARTY-NOTICES.txt';
/** Bytes of a ZIP file for each of its files, besides the name, which stands there twice. */
const headerBytes = 30 + 46 + 16;
/** The list of content types and the manifest that vsce adds. */
const addedBytes = 1500;

/** What Zopfli, which packs the files, makes of what Node deflates: it takes too long for a test. */
const zopfliShare = 0.97;

const deflated = (data: Uint8Array | string) => deflateRawSync(data).length;

/** What is there for one language alone. */
const translation = /\.(?:l10n|nls|schema)\.[a-z]{2}(?:-[a-z]+)?\.(?:json|md)$/;

/** Bytes of the package without pictures. It differs from the packed one by less than a hundredth. */
export async function packageWeight({ compressed, packages }: Built, translated = true): Promise<number> {
  const listed = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const files = new Map<string, number>([
    [notices, deflated(noticesOf(packages))],
    ...Object.entries(await editorSchemas(root)).map(([name, text]) => [`dist/${name}`, deflated(text)] as const),
  ]);
  for (const [path, bytes] of compressed) if (!path.startsWith('dist/cli/')) files.set(path, bytes);
  for (const path of listed) {
    if (files.has(path) || path.endsWith('.png') || path.startsWith('dist/')) continue;
    files.set(path, deflated(readFileSync(join(root, path))));
  }
  const headers = (path: string) => headerBytes + 2 * `extension/${path}`.length;
  const counted = [...files].filter(([path]) => translated || !translation.test(path));
  return counted.reduce((sum, [path, bytes]) => sum + Math.round(bytes * zopfliShare) + headers(path), addedBytes);
}
