import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';
import { run } from './process.ts';

/** Where Debian and Ubuntu put it. */
const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
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
  console.log("Installing Debian's chromium, once");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
  const installed = known.find((path) => existsSync(path));
  if (!installed)
    throw new Error(`apt-get installed chromium, but it is at none of ${known.join(', ')}. Set CHROMIUM.`);
  return installed;
}

/**
 * Starts Chromium, headless. `userDataDir` keeps what the workbench keeps in the browser (`globalState`, secrets,
 * layout) between two launches; without it everything is forgotten. Close the context to end the browser.
 */
export async function launch(userDataDir = ''): Promise<BrowserContext> {
  return chromium.launchPersistentContext(userDataDir, {
    executablePath: await ensureChromium(),
    args: asRoot() ? ['--no-sandbox', ...flags] : flags,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}
