import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';
import { keepCompiledCode, takeCompiledCode } from './compiledCode.ts';
import { temporaryFolder } from './paths.ts';
import { run } from './process.ts';

/** The paths on Debian and Ubuntu. The headless shell comes first: it has no user interface of its own, which takes less CPU. */
const known = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-features=Translate,OptimizationHints,MediaRouter,PreloadTopChromeWebUI',
  '--force-prefers-reduced-motion',
];

const asRoot = () => process.getuid?.() === 0;

/**
 * The Chromium to drive: `CHROMIUM`, else Debian's, which is installed where it's missing and we may.
 * @throws {Error} that says what to install where we may not
 */
export async function ensureChromium(): Promise<string> {
  const named = process.env['CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which doesn't exist. Point it at Chromium's executable, or unset it.`);
  }
  const present = known.find((path) => existsSync(path));
  if (present) return present;
  if (!asRoot() || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'Chromium is needed and not installed. On Debian: sudo apt-get install chromium fonts-dejavu-core. ' +
        'Elsewhere: install Chromium or Chrome and set CHROMIUM to the path of its executable.',
    );
  }
  console.log("Installing Debian's Chromium, once");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = (name: string) =>
    run('apt-get', ['install', '-y', '--no-install-recommends', name, 'fonts-dejavu-core'], { env });
  await run('apt-get', ['update'], { env });
  // Older releases have no package of the shell alone.
  await install('chromium-headless-shell').catch(() => install('chromium'));
  const installed = known.find((path) => existsSync(path));
  if (!installed)
    throw new Error(`apt-get installed chromium, but it is at none of ${known.join(', ')}. Set CHROMIUM.`);
  return installed;
}

/**
 * What moves in the workbench is drawn anew 60 times a second, and without a graphics card that takes half a core for each window.
 * So nothing moves: the icon of a running job doesn't turn, and notifications don't slide.
 */
const nothingMoves = `addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, ::before, ::after { animation: none !important; transition: none !important }';
  document.head.append(style);
});`;

/** The origin of the workbench in each Chromium, whatever the port of its server: what Chromium compiled is kept by origin. */
const workbenchOrigin = 'http://localhost';

export interface OpenContext {
  /** A fresh context, which shares no storage with others. It keeps what its pages store until it is closed. */
  readonly context: BrowserContext;
  /** Where the server is in this context: `http://localhost`. */
  readonly origin: string;
  /** Closes the context. Before that, it writes what the pages stored into a file, which is searched for secrets. */
  readonly close: (storageFile: string) => Promise<void>;
}

/**
 * Starts a Chromium with a fresh context, in which `http://localhost` is the server. Each file of tests has its own Chromium: one
 * that several processes share through Playwright's server takes more CPU, since each message then passes a process more. All
 * of them begin with what an earlier one compiled of VS Code, which saves half of the CPU that the first window takes.
 *
 * @param port of the server, on loopback
 */
export async function openContext(port: number): Promise<OpenContext> {
  const executablePath = await ensureChromium();
  const { path: profile, remove } = await temporaryFolder('chromium');
  try {
    const began = await takeCompiledCode(executablePath, profile);
    const rule = `--host-resolver-rules=MAP ${new URL(workbenchOrigin).host}:80 127.0.0.1:${port}`;
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: [...(asRoot() ? ['--no-sandbox'] : []), ...flags, rule],
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const close = async (storageFile: string) => {
      try {
        await context.storageState({ path: storageFile, indexedDB: true });
      } finally {
        await context.close();
        await keepCompiledCode(executablePath, profile, began);
        await remove();
      }
    };
    try {
      await context.addInitScript(nothingMoves);
      return { context, origin: workbenchOrigin, close };
    } catch (error) {
      await context.close();
      throw error;
    }
  } catch (error) {
    await remove();
    throw error;
  }
}
