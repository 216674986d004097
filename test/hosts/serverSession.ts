import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installExtension } from './installExtension.ts';
import { root, temporaryFolder } from './paths.ts';
import type { Settings } from './settings.ts';
import { startServer } from './vscodeServer.ts';
import { installVsix } from './vsix.ts';

export interface SessionOptions {
  /** The folder with the extension's package.json; the project's own, built, unless said otherwise. */
  extensionPath?: string;
  /** A `.vsix` to install in its place, as a person does. */
  vsix?: string;
  /** Copied to become the workspace: `samples/` unless said otherwise. */
  files?: string;
  /** For the extension host. */
  env?: Record<string, string>;
  /** Machine settings. */
  settings?: Settings;
  userSettings?: Settings;
  version?: string;
  workspaceTrust?: boolean;
  /** The language of the display, such as `zh-cn`. VS Code's own texts stay English, since they come from language packs. */
  language?: string;
}

/** A VS Code server with the extension installed, on a copy of some files, with nothing of the machine's own in it. */
export interface ServerSession {
  /** Of the server on loopback, the same after a restart. */
  port: number;
  /** What a browser needs to be let in. */
  token: string;
  /** Absolute path of the workspace: a copy, free to be changed. */
  workspace: string;
  /** What the server keeps on disk; `User/globalStorage` in it holds what extensions keep. */
  dataDir: string;
  /** Where the server keeps extensions. */
  extensionsDir: string;
  /** The throw-away folder that holds all of the above. */
  folder: string;
  /** Ends the server and starts it again on what is on disk. @param change what is done to that meanwhile */
  restart: (change?: () => Promise<void>) => Promise<void>;
  /** Ends the server and deletes everything. */
  stop: () => Promise<void>;
}

export async function startServerSession(options: SessionOptions = {}): Promise<ServerSession> {
  const { path: folder, remove } = await temporaryFolder('session');
  try {
    const workspace = join(folder, 'restore');
    await mkdir(workspace);
    await cp(options.files ?? join(root, 'samples'), workspace, { recursive: true });
    const dataDir = join(folder, 'data');
    const extensionsDir = join(folder, 'extensions');
    if (options.vsix === undefined) await installExtension(options.extensionPath ?? root, extensionsDir);
    else await installVsix({ dataDir, extensionsDir }, options.vsix);
    let server = await startServer({ ...options, dataDir, extensionsDir });
    const { port, token } = server;
    const restart = async (change?: () => Promise<void>) => {
      await server.stop();
      await change?.();
      server = await startServer({ ...options, dataDir, extensionsDir, port });
    };
    const stop = async () => {
      await server.stop();
      await remove();
    };
    return { port, token, workspace, dataDir, extensionsDir, folder, restart, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
