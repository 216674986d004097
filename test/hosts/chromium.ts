import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';
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

export interface OpenContext {
  /** A fresh context, which shares no storage with others. It keeps what its pages store until it is closed. */
  readonly context: BrowserContext;
  /** Closes the context. Before that, it writes what the pages stored into a file, which is searched for secrets. */
  readonly close: (storageFile: string) => Promise<void>;
}

/**
 * Starts a Chromium and opens a fresh context in it. Each file of tests has its own Chromium: one that several processes share
 * through Playwright's server takes more CPU, since each message then passes a process more.
 */
export async function openContext(): Promise<OpenContext> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: asRoot() ? ['--no-sandbox', ...flags] : flags,
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await context.addInitScript(nothingMoves);
    return {
      context,
      async close(storageFile) {
        try {
          await context.storageState({ path: storageFile, indexedDB: true });
        } finally {
          await browser.close();
        }
      },
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
