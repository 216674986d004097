import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';

/** The environment variable that names a folder with the project's own extension, copied for all suites of a run. */
export const copiedExtensionVariable = 'TEST_COPIED_EXTENSION';

/** Copies exactly the files that the .vsix of a built extension would have. */
export async function copyExtension(extensionPath: string, folder: string): Promise<void> {
  // Loaded here, since it takes a second and most suites don't need it.
  const { listFiles, PackageManager } = await import('@vscode/vsce');
  // Everything the extension needs is in its bundles.
  const files = await listFiles({ cwd: extensionPath, packageManager: PackageManager.None });
  await Promise.all(files.map((file) => cp(join(extensionPath, file), join(folder, file))));
}

/** Installs a built extension into an extensions folder that no server has seen yet, as an unpacked .vsix. */
export async function installExtension(extensionPath: string, extensionsDir: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(extensionPath, 'package.json'), 'utf8')) as Record<string, string>;
  const { publisher, name, version } = manifest;
  const folder = join(extensionsDir, `${publisher}.${name}-${version}`);
  const copied = process.env[copiedExtensionVariable];
  if (copied && extensionPath === root) await cp(copied, folder, { recursive: true });
  else await copyExtension(extensionPath, folder);
}
