import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNativeModules, installOnce, npm } from './installOnce.ts';
import { npmEnvironment, run } from './process.ts';

/** The newest Theia that the extension is tried in. */
const theiaVersion = '1.74.1';

/** What an application of Theia needs to run extensions of VS Code in a browser's window. */
const parts = [
  ...['core', 'editor', 'filesystem', 'markers', 'messages', 'monaco', 'navigator', 'plugin-ext', 'plugin-ext-vscode'],
  ...['preferences', 'process', 'terminal', 'workspace'],
];

/** It asks for them as it starts. */
const nativeModules = ['keytar', 'node-pty', 'drivelist'];

/**
 * Puts an application of Theia, composed of npm's `@theia/*`, into the cache unless it's there.
 * @returns its folder, the one with `lib/backend/main.js`
 * @throws {Error} with npm's last lines when the registry can't be reached, or a native module can't be built
 */
export function ensureTheia(): Promise<string> {
  return installOnce(`theia-${theiaVersion}`, 800, async (folder) => {
    await installSecretLibrary();
    const ofTheia = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [`@theia/${name}`, theiaVersion]));
    const manifest = {
      ...{ private: true, name: 'theia', version: theiaVersion, theia: { target: 'browser' } },
      dependencies: ofTheia(parts),
      devDependencies: ofTheia(['cli']),
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await npm(folder, 'install', '--ignore-scripts');
    await buildNativeModules(folder, nativeModules, (what, error) => {
      const help = what === 'keytar' ? ' On Debian, it needs libsecret-1-dev and build-essential.' : '';
      throw new Error(`Theia needs ${what}, which can't be built.${help}`, { cause: error });
    });
    const program = join(folder, 'node_modules/@theia/cli/bin/theia.js');
    await run(process.execPath, [program, 'build', '--mode', 'development'], { cwd: folder, env: npmEnvironment() });
  });
}

/** Theia's store of secrets is compiled against libsecret. It is Debian's, installed where it's missing and we may. */
async function installSecretLibrary(): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'libsecret-1-dev', 'pkg-config'], { env });
}
