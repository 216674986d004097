/** Theia, another host of VS Code's API, with the extension in it and a window in a browser. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openContext } from './chromium.ts';
import { copyExtension } from './installExtension.ts';
import { root, temporaryFolder } from './paths.ts';
import { ensureServer } from './serverInstall.ts';
import type { SessionOptions } from './serverSession.ts';
import { writeJson } from './settings.ts';
import { spawnServer } from './spawnServer.ts';
import { ensureTheia } from './theiaInstall.ts';
import { hostEnvironment } from './vscodeServer.ts';

export interface TheiaSession {
  readonly page: Page;
  /** Absolute path of the workspace: a copy of the samples, free to be changed. */
  readonly workspace: string;
  /** Ends Theia and deletes everything. */
  readonly stop: () => Promise<void>;
}

/** The extension's own place among those at the left. */
export const containerTab = '[id="shell-tab-plugin-view-container:workbench.view.extension.cloudBackupRestore"]';

/** Nothing asks by itself. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'cloudBackupRestore.preflight': 'never',
};

/** Opens a window of Theia on a copy of the samples and waits until it has the extension, with VS Code's support of JSON beside it. */
export async function openTheia({ env = {}, settings = {} }: SessionOptions = {}): Promise<TheiaSession> {
  const [app, vscode] = await Promise.all([ensureTheia(), ensureServer()]);
  const { path: folder, remove } = await temporaryFolder('theia');
  const [config, plugins, workspace] = ['config', 'plugins', 'restore'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(plugins);
  await copyExtension(root, join(plugins, 'cloud-backup-restore'));
  for (const name of ['json', 'json-language-features']) {
    await cp(join(vscode, 'extensions', name), join(plugins, name), { recursive: true });
  }
  await cp(join(root, 'samples'), workspace, { recursive: true });
  await writeJson(join(config, 'settings.json'), { ...quietSettings, ...settings });
  const args = [workspace, '--hostname=127.0.0.1', '--port=0', `--plugins=local-dir:${plugins}`];
  const server = await spawnServer({
    name: 'Theia',
    args: [join(app, 'lib/backend/main.js'), ...args],
    cwd: app,
    env: hostEnvironment(folder, { ...env, THEIA_CONFIG_DIR: config }),
    saying: /listening on http:\/\/127\.0\.0\.1:(\d+)/,
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const stopServer = async () => {
    await server.stop();
    await remove();
  };
  const { context, origin, close } = await openContext(server.port).catch(async (error: unknown) => {
    await stopServer();
    throw error;
  });
  const stop = async () => {
    try {
      await close(join(folder, 'browser-storage.json'));
    } finally {
      await stopServer();
    }
  };
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(origin);
    await page.locator(containerTab).waitFor({ timeout: 90_000 });
    return { page, workspace, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
