import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureServer, newestServer } from './serverInstall.ts';
import { writeSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { spawnServer } from './spawnServer.ts';

export interface ServerOptions {
  /** Everything the server keeps: settings, logs, `globalStorageUri`, and its HOME. Reuse it to test a restart. */
  dataDir: string;
  /** Installed extensions; empty where the extension comes in the page's payload. */
  extensionsDir: string;
  /** code-server's version; see `serverInstall.ts`. */
  version?: string;
  /** 0 or absent: any free port. A restart that must find the browser's state again needs the same port. */
  port?: number;
  /** Added to the extension host's environment, which has no account, no proxy and a HOME of its own. */
  env?: Record<string, string>;
  /** Machine settings: the place of settings of machine scope, and stronger than the user's. */
  settings?: Settings;
  /** The user's settings at the first start with this `dataDir`, over the quiet ones (a colour theme, say). */
  userSettings?: Settings;
  /** Leaves workspace trust on: the workbench then asks whether the folder is trusted. */
  workspaceTrust?: boolean;
  /**
   * VS Code's smoke-test driver. It alone makes the page's payload count (an extension under development, its tests),
   * and it keeps every notification from popping up: leave it out where people's eyes are meant.
   */
  driver?: boolean;
}

export interface Server {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  port: number;
  /** A page needs it to connect (`tkn` in its address, then a cookie). Without it, any page in a browser of this machine could connect. */
  token: string;
  stop(): Promise<void>;
}

/** The variables that an extension under test doesn't get: this machine's accounts, its network, and the VS Code that runs the tests. */
const keptOut =
  /^(ALIBABA|ALICLOUD|ALIYUN|VSCODE_|ELECTRON_|CHROMIUM_|npm_|NODE_OPTIONS$|XDG_|(https?|all|no)_proxy$)/i;

/** The environment of a host of extensions: this process's own, without what an extension under test doesn't get. */
export function hostEnvironment(home: string, added: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([key]) => !keptOut.test(key));
  return { ...Object.fromEntries(inherited), HOME: home, ...added };
}

/**
 * Starts a VS Code server on loopback and waits until it listens.
 * @throws {Error} with the end of the server's log when it stops before that or takes over a minute
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const vscode = await ensureServer(options.version ?? newestServer);
  const { dataDir, extensionsDir } = options;
  const home = join(dataDir, 'home');
  await mkdir(home, { recursive: true });
  await mkdir(extensionsDir, { recursive: true });
  await writeSettings(dataDir, options.settings ?? {}, options.userSettings ?? {});

  const tokenFile = join(dataDir, 'connection-token');
  const token = await readFile(tokenFile, 'utf8').catch(() => randomUUID());
  // In a file, since every user of the machine sees the arguments of a process.
  await writeFile(tokenFile, token, { mode: 0o600 });
  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--connection-token-file', tokenFile];
  args.push('--accept-server-license-terms', '--disable-telemetry', '--disable-getting-started-override');
  args.push('--user-data-dir', dataDir, '--extensions-dir', extensionsDir);
  if (!options.workspaceTrust) args.push('--disable-workspace-trust');
  if (options.driver) args.push('--enable-smoke-test-driver');
  const { port, stop } = await spawnServer({
    name: 'The VS Code server',
    args: [join(vscode, 'out/server-main.js'), ...args],
    cwd: home,
    env: hostEnvironment(home, options.env ?? {}),
    saying: /Extension host agent listening on (\d+)/,
  });
  return { origin: `http://127.0.0.1:${port}`, port, token, stop };
}
