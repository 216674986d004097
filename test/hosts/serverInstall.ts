import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNativeModules, installOnce, npm } from './installOnce.ts';

/** The newest VS Code server that the suites run in: VS Code 1.139.1. */
export const newestServer = '4.139.1';

const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', '@parcel/watcher', 'node-pty', '@vscode/sqlite3'];

const vscodeIn = (folder: string) => join(folder, 'node_modules/code-server/lib/vscode');

/**
 * Puts npm's `code-server@VERSION` (the VS Code server, from the npm registry alone) into the cache unless it's there.
 * @returns the folder of VS Code itself, the one with `out/server-main.js`
 * @throws {Error} with npm's last lines when the registry can't be reached
 */
export async function ensureServer(version = newestServer): Promise<string> {
  return vscodeIn(await installOnce(`code-server-${version}`, 600, (folder) => install(version, folder)));
}

async function install(version: string, folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, 'install', '--ignore-scripts', `code-server@${version}`);
  const vscode = vscodeIn(folder);
  for (const part of [vscode, join(vscode, 'extensions')]) await installDependencies(part);
  // A module that can't be built is left out: the server runs without any of them, only without log files or file watching.
  await buildNativeModules(vscode, nativeModules, (what, error) =>
    console.warn(`The VS Code server goes without ${what}: ${String(error).slice(0, 500)}`),
  );
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
