import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { npmEnvironment, run } from './process.ts';

/** The newest VS Code server that the suites run in: VS Code 1.139.1. */
export const newestServer = '4.139.1';

const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', '@parcel/watcher', 'node-pty', '@vscode/sqlite3'];

/** Written last: a folder without it is no server. */
const marker = 'complete';

/** Where what is downloaded for tests stays between runs, outside the work tree. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cloud-backup-restore');
}

/**
 * Puts npm's `code-server@VERSION` (the VS Code server, from the npm registry alone) into the cache unless it's there.
 * Two processes at once both build, in folders of their own; the first to finish wins.
 * @returns the folder of VS Code itself, the one with `out/server-main.js`
 * @throws {Error} with npm's last lines when the registry can't be reached
 */
export async function ensureServer(version = newestServer): Promise<string> {
  const folder = join(cacheFolder(), `code-server-${version}`);
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  if (existsSync(join(folder, marker))) return vscode;
  await mkdir(cacheFolder(), { recursive: true });
  await removeAbandonedDrafts(cacheFolder());
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    console.log(`Installing code-server ${version} into ${folder}: about 600 MB, once`);
    await install(version, draft);
    await writeFile(join(draft, marker), `${new Date().toISOString()}\n`);
    await publish(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return vscode;
}

/** A process that was killed leaves its draft in such a folder; an hour later nobody works on it. */
export async function removeAbandonedDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = name.includes('.draft-') ? await stat(path).catch(() => undefined) : undefined;
    if (found && Date.now() - found.mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

async function install(version: string, folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, 'install', '--ignore-scripts', `code-server@${version}`);
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  for (const part of [vscode, join(vscode, 'extensions')]) await installDependencies(part);
  await buildNativeModules(vscode, folder);
}

/** Some versions were published with a lock file that their own dependencies contradict; they install without it. */
async function installDependencies(folder: string): Promise<void> {
  const args = ['install', '--omit=dev', '--ignore-scripts'] as const;
  const lock = join(folder, 'npm-shrinkwrap.json');
  try {
    await npm(folder, ...args);
  } catch (error) {
    if (!existsSync(lock)) throw error;
    await rm(lock);
    await npm(folder, ...args);
  }
}

/**
 * Compiles against the headers of the very Node that will run the server, taken from npm like the rest. A module that
 * can't be built is left out: the server runs without any of them, only without log files or file watching.
 */
async function buildNativeModules(vscode: string, folder: string): Promise<void> {
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const headers = await mkdtemp(join(folder, 'headers-'));
  try {
    await npm(headers, 'install', '--ignore-scripts', '--prefix', headers, `${nodePackage}@${process.versions.node}`);
    const env = { ...npmEnvironment(), npm_config_nodedir: join(headers, 'node_modules', nodePackage) };
    for (const name of nativeModules) {
      if (!existsSync(join(vscode, 'node_modules', name))) continue;
      await run('npm', ['rebuild', name], { cwd: vscode, env }).catch((error: Error) => goWithout(name, error));
    }
  } catch (error) {
    goWithout('its native modules', error);
  } finally {
    await rm(headers, { recursive: true, force: true });
  }
}

function goWithout(what: string, error: unknown): void {
  console.warn(`The VS Code server goes without ${what}: ${String(error).slice(0, 500)}`);
}

const npm = (cwd: string, ...args: string[]) =>
  run('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], { cwd, env: npmEnvironment() });

/** Renames the finished draft into place; losing that race to a complete folder is as good as winning it. */
async function publish(draft: string, folder: string): Promise<void> {
  if (existsSync(folder) && !existsSync(join(folder, marker))) await rm(folder, { recursive: true, force: true });
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(join(folder, marker))) throw error;
  }
}
