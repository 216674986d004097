import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { workbenchUrl } from './workbenchUrl.ts';
import { openContext } from './chromium.ts';
import { installExtension } from './installExtension.ts';
import { suitePrefix, suitePrefixVariable } from './suiteOutput.ts';
import { artifacts, temporaryFolder } from './paths.ts';
import type { Settings } from './settings.ts';
import { startServer } from './vscodeServer.ts';

const logFile = join(artifacts, 'logs/workbench.log');

export interface ExtensionTestRun {
  /** The folder with the extension's package.json. */
  extensionPath: string;
  /** A CommonJS module that exports `run(): Promise<void>`, rejecting on failure; the one for `@vscode/test-electron`. */
  testsPath: string;
  /** The folder to open. */
  workspace: string;
  env?: Record<string, string>;
  settings?: Settings;
  userSettings?: Settings;
  version?: string;
  /** Folders of extensions that are installed beside it. */
  installed?: string[];
  /** For the whole run, from the opening of the page. */
  timeoutMs?: number;
}

/**
 * Runs a suite inside the extension host of a VS Code server, in a throw-away profile, and prints what it prints.
 * @returns the suite's exit code; 1 when it didn't end in time. A screenshot of each failure is in `artifacts/screenshots`.
 */
export async function runExtensionTests(options: ExtensionTestRun): Promise<number> {
  const temporary = await temporaryFolder('tests');
  try {
    const dataDir = join(temporary.path, 'data');
    const extensionsDir = join(temporary.path, 'extensions');
    for (const folder of options.installed ?? []) await installExtension(folder, extensionsDir);
    const env = { ...options.env, [suitePrefixVariable]: suitePrefix };
    const server = await startServer({
      ...options,
      env,
      dataDir,
      extensionsDir,
      driver: true,
    });
    try {
      const { context, origin, close } = await openContext(server.port);
      try {
        const address = workbenchUrl({ ...options, ...server, origin, folder: options.workspace });
        return await runIn(await context.newPage(), address, options);
      } finally {
        // In the folder that is searched for secrets when it is removed.
        await close(join(temporary.path, 'browser-storage.json'));
      }
    } finally {
      await server.stop();
    }
  } finally {
    await temporary.remove();
  }
}

async function runIn(page: Page, address: string, { timeoutMs = 900_000 }: ExtensionTestRun): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const code = await new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`The tests didn't end within ${timeoutMs / 1000} s.`)), timeoutMs);
      page.once('crash', () => reject(new Error('The page of the workbench crashed.')));
      page.once('close', () => reject(new Error('The page of the workbench was closed before the tests ended.')));
      void (async () => {
        await page.exposeFunction('codeAutomationLog', await outputTo(logFile));
        await page.exposeFunction('codeAutomationExit', (exitCode: number) => resolve(exitCode));
        await page.goto(address);
      })().catch(reject);
    });
    if (code !== 0) await keepScreenshot(page);
    return code;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await keepScreenshot(page);
    return 1;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Prints the suite's output. The output of the suite and of the workbench is also written into a file, which is searched for
 * secrets.
 */
async function outputTo(logFile: string): Promise<(type: string, args: unknown[]) => void> {
  await mkdir(dirname(logFile), { recursive: true });
  await writeFile(logFile, '');
  return (type, args) => {
    const text = format(...args);
    if (text.startsWith(suitePrefix)) console.log(text.slice(suitePrefix.length));
    appendFileSync(logFile, `${type} ${text}\n`);
  };
}

async function keepScreenshot(page: Page): Promise<void> {
  const folder = join(artifacts, 'screenshots');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'extension-tests-failed.png');
  try {
    await page.screenshot({ path });
    console.error(`The workbench at that moment: ${path}; what it logged: ${logFile}`);
  } catch (error) {
    console.error(`No screenshot of the failure: ${String(error)}`);
  }
}
