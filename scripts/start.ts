/**
 * `npm start`: VS Code with the extension, the sandbox and a copy of the samples, to try by hand. Prints the address
 * to open in a browser and stays until Ctrl+C; then everything it made is gone.
 */
import { ensureServer } from '../test/hosts/serverInstall.ts';
import { startServerSession } from '../test/hosts/serverSession.ts';
import { build } from './build.ts';
import { chooseService, sessionFor } from './service.ts';

/** Resolves at the first Ctrl+C; the later ones (npm and the terminal send it too) don't disturb the clean-up. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
  });
}

async function start(): Promise<void> {
  await ensureServer();
  // From here on there is something to clean up.
  const stop = stopAsked();
  const service = await chooseService();
  try {
    await build();
    const session = await startServerSession(sessionFor(service));
    try {
      const address = `http://127.0.0.1:${session.port}/?${new URLSearchParams({ folder: session.workspace, tkn: session.token }).toString()}`;
      const name = service.ownSandbox ? 'a sandbox' : 'HBR_ENDPOINT';
      console.log(`\nVS Code with Cloud Backup Restore: ${address}`);
      console.log(`Restore jobs go to ${name} at ${service.endpoint}; the workspace is a copy of samples/.`);
      console.log('Ctrl+C ends it.');
      await stop;
    } finally {
      await session.stop();
    }
  } finally {
    await service.close();
  }
}

await start();
process.exit();
