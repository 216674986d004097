/** What is installed from npm for tests and stays between runs, outside the work tree. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { npmEnvironment, run } from './process.ts';

/** Written last: a folder without it is not whole. */
const marker = 'complete';

export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cloud-backup-restore');
}

/**
 * The folder of this name in the cache, filled by `install` unless it is there already.
 * Two processes at once both install, in folders of their own; the first to finish wins.
 *
 * @param name with the version of what is installed, such as `code-server-4.139.1`
 * @param megabytes about how much it takes, to be said beforehand
 * @throws {Error} as `install` does, which leaves nothing behind
 */
export async function installOnce(
  name: string,
  megabytes: number,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(join(folder, marker))) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  await removeAbandonedDrafts(cacheFolder());
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    console.log(`Installing ${name} into ${folder}: about ${megabytes} MB, once`);
    await install(draft);
    await writeFile(join(draft, marker), `${new Date().toISOString()}\n`);
    await publish(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** A process that was killed leaves its draft in such a folder; an hour later nobody works on it. */
export async function removeAbandonedDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = name.includes('.draft-') ? await stat(path).catch(() => undefined) : undefined;
    if (found && Date.now() - found.mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

/** Renames the finished draft into place; losing that race to a complete folder is as good as winning it. */
async function publish(draft: string, folder: string): Promise<void> {
  if (existsSync(folder) && !existsSync(join(folder, marker))) await rm(folder, { recursive: true, force: true });
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(join(folder, marker))) throw error;
  }
}

/** Runs npm quietly in a folder. @throws {Error} with npm's last lines, when the registry can't be reached, say */
export const npm = (cwd: string, ...args: string[]): Promise<void> =>
  run('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], { cwd, env: npmEnvironment() });

/**
 * Compiles modules in a folder against the headers of the very Node that will run them, taken from npm like the rest.
 *
 * @param failed is told of a module that can't be built, or of all where there are no headers
 */
export async function buildNativeModules(
  folder: string,
  modules: readonly string[],
  failed: (what: string, error: unknown) => void,
): Promise<void> {
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const headers = await mkdtemp(join(folder, 'headers-'));
  try {
    await npm(headers, 'install', '--ignore-scripts', '--prefix', headers, `${nodePackage}@${process.versions.node}`);
    const env = { ...npmEnvironment(), npm_config_nodedir: join(headers, 'node_modules', nodePackage) };
    for (const name of modules) {
      if (!existsSync(join(folder, 'node_modules', name))) continue;
      await run('npm', ['rebuild', name], { cwd: folder, env }).catch((error: unknown) => failed(name, error));
    }
  } catch (error) {
    failed('its native modules', error);
  } finally {
    await rm(headers, { recursive: true, force: true });
  }
}
