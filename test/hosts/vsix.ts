/** The extension as people get it: a `.vsix` that VS Code installs, replaces and removes. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder } from '../../scripts/vsix.ts';
import { copyExtension } from './installExtension.ts';
import { root, temporaryFolder } from './paths.ts';
import { run } from './process.ts';
import { ensureServer, newestServer } from './serverInstall.ts';

/** Where a server keeps what it is given. */
export interface ServerFolders {
  readonly dataDir: string;
  readonly extensionsDir: string;
}

/** Packs the built extension under a version of its own. @param path of the `.vsix` */
export async function packVersion(version: string, path: string): Promise<void> {
  const copy = await temporaryFolder('package');
  try {
    await copyExtension(root, copy.path);
    const manifest = join(copy.path, 'package.json');
    const known = JSON.parse(await readFile(manifest, 'utf8')) as object;
    await writeFile(manifest, JSON.stringify({ ...known, version, files: ['**'] }));
    await packFolder(copy.path, path);
  } finally {
    await copy.remove();
  }
}

/** Runs the server's program as `code` is run in a terminal. */
async function runServerProgram({ dataDir, extensionsDir }: ServerFolders, ...args: string[]): Promise<void> {
  const program = join(await ensureServer(newestServer), 'out/server-main.js');
  const folders = ['--user-data-dir', dataDir, '--extensions-dir', extensionsDir, '--accept-server-license-terms'];
  await run(process.execPath, [program, ...folders, ...args]);
}

/** Installs a package, over an older version of it too. */
export const installVsix = (folders: ServerFolders, path: string): Promise<void> =>
  runServerProgram(folders, '--install-extension', path);

export const uninstallExtension = (folders: ServerFolders, id: string): Promise<void> =>
  runServerProgram(folders, '--uninstall-extension', id);
