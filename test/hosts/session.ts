import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launch } from './chromium.ts';
import { startServerSession } from './serverSession.ts';
import type { ServerSession, SessionOptions } from './serverSession.ts';
import { openWorkbench } from './workbench.ts';
import type { Workbench } from './workbench.ts';

export type { SessionOptions } from './serverSession.ts';

/** One person's desk: VS Code on a workspace, in a browser. */
export interface Session extends ServerSession {
  /** Another one after a restart. */
  workbench: Workbench;
  browser: BrowserContext;
}

/** Starts a server and a browser and opens the workbench; `restart` and `stop` mean both. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const server = await startServerSession(options);
  const open = async () => {
    const browser = await launch(join(server.folder, 'browser'));
    try {
      const page = browser.pages()[0] ?? (await browser.newPage());
      const { origin, token, workspace: folder } = server;
      return { browser, workbench: await openWorkbench(page, { origin, token, folder }) };
    } catch (error) {
      await browser.close();
      throw error;
    }
  };
  try {
    const session: Session = {
      ...server,
      ...(await open()),
      restart: async () => {
        await session.browser.close();
        await server.restart();
        Object.assign(session, await open());
      },
      stop: async () => {
        await session.browser.close();
        await server.stop();
      },
    };
    return session;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
