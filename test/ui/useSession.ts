import { openSession } from '../hosts/session.ts';
import type { Session, SessionOptions } from '../hosts/session.ts';

/**
 * Opens a session before the tests of a `describe` and ends it after them; a failed test leaves a picture of the
 * workbench in `artifacts/screenshots`. @returns a function that gives the session inside a test
 */
export function useSession(options: () => Promise<SessionOptions> | SessionOptions = () => ({})): () => Session {
  let session: Session | undefined;
  before(async () => {
    session = await openSession(await options());
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = test.fullTitle().replaceAll(/\W+/g, '-');
    const path = await session?.workbench.screenshot(`failed-${name}`);
    if (path) console.log(`The workbench at that moment: ${path}`);
  });
  after(async () => session?.stop());
  return () => {
    if (!session) throw new Error('The session is open inside tests and hooks only.');
    return session;
  };
}
