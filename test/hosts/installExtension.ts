import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

/**
 * Installs a built extension into an extensions folder that no server has seen yet: copies exactly the files that the
 * .vsix would have, as an unpacked .vsix.
 */
export async function installExtension(extensionPath: string, extensionsDir: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(extensionPath, 'package.json'), 'utf8')) as Record<string, string>;
  const { publisher, name, version } = manifest;
  const folder = join(extensionsDir, `${publisher}.${name}-${version}`);
  // Everything the extension needs is in its bundles.
  const files = await listFiles({ cwd: extensionPath, packageManager: PackageManager.None });
  await Promise.all(files.map((file) => cp(join(extensionPath, file), join(folder, file))));
}
