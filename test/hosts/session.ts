import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { openContext } from './chromium.ts';
import { startServerSession } from './serverSession.ts';
import type { ServerSession, SessionOptions } from './serverSession.ts';
import { root } from './paths.ts';
import { openWorkbench } from './workbench.ts';
import type { Workbench } from './workbench.ts';

export type { SessionOptions } from './serverSession.ts';

/** VS Code on a workspace, in a browser. */
export interface Session extends ServerSession {
  /** Replaced by a restart. */
  workbench: Workbench;
  /** Where the server is in the context. */
  origin: string;
  /** Keeps what the workbench stores in the browser, over a restart too. Further windows are pages of it. */
  context: BrowserContext;
}

/** The name of the extension's view container in a language. */
function containerTitleIn(language: string): string {
  const texts = JSON.parse(readFileSync(join(root, `package.nls.${language}.json`), 'utf8')) as Record<string, string>;
  return texts['view.container'] ?? '';
}

/** What the texts of a language pack say first when VS Code loads them. */
const setLanguage = (language: string) => void Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });

/** Starts a server and opens the workbench in a fresh context of Chromium. `restart` and `stop` mean the window too. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const server = await startServerSession(options);
  try {
    const { context, origin, close } = await openContext(server.port);
    // In the folder that is searched for secrets when the server stops.
    const closeContext = () => close(join(server.folder, 'browser-storage.json'));
    const open = async () => {
      const { token, workspace: folder } = server;
      const title = options.language === undefined ? undefined : containerTitleIn(options.language);
      return openWorkbench(await context.newPage(), { origin, token, folder }, title);
    };
    if (options.language !== undefined) await context.addInitScript(setLanguage, options.language);
    try {
      const session: Session = {
        ...server,
        origin,
        context,
        workbench: await open(),
        restart: async (change) => {
          for (const page of context.pages()) await page.close();
          await server.restart(change);
          session.workbench = await open();
        },
        stop: async () => {
          try {
            await closeContext();
          } finally {
            await server.stop();
          }
        },
      };
      return session;
    } catch (error) {
      await closeContext();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}
