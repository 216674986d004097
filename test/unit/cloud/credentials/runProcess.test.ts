import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import { createClient } from '../../../../src/cloud/hbrClient.ts';
import { createCredentialsCache } from '../../../../src/cloud/credentials/credentialsCache.ts';
import { writeSecretFile } from '../../../hosts/testSecrets.ts';
import { closeServers, created, failure, reply, request, serve, serveTcp, withHome } from '../helpers.ts';
import { ak, inFile, profileNamed, textOf } from './credentialHelpers.ts';

/** A program and what it starts, each at the end of a connection: it tells when they run, and when they no longer do. */
async function runningProgram() {
  const sockets: Socket[] = [];
  let arrived = () => undefined as void;
  const { port } = await serveTcp((socket) => {
    sockets.push(socket);
    socket.resume();
    arrived();
  });
  const printed = JSON.stringify(JSON.stringify({ mode: 'AK', ...inFile(ak) }));
  const child = `require('node:net').connect(${port}, '127.0.0.1')`;
  return {
    // Ends with its keys once anything is written to it.
    script: `const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'ignore' });
      require('node:net').connect(${port}, '127.0.0.1').on('data', () => {
        process.stdout.write(${printed}, () => process.exit());
      });`,
    sockets,
    async running() {
      while (sockets.length < 2) await new Promise<void>((resolve) => (arrived = resolve));
    },
    /** Resolves once both have ended. */
    async gone() {
      await Promise.all(sockets.map(async (socket) => socket.closed || once(socket, 'close')));
    },
  };
}

/** Runs with `p` as a profile of mode External whose program is the script. */
async function withProgram(script: string, run: (client: () => ReturnType<typeof createClient>) => Promise<void>) {
  const process_command = `${JSON.stringify(process.execPath)} give.cjs`;
  await withHome({ profiles: [{ name: 'p', mode: 'External', process_command }] }, {}, async (home) => {
    writeSecretFile(join(home, 'give.cjs'), script);
    const { origin } = await serve(reply(200, created));
    const account = { signer: 'cliProfile' as const, profile: 'p', region: 'cn-hangzhou', endpoint: origin };
    const cache = createCredentialsCache();
    await run(() => createClient(account, profileNamed('p'), undefined, undefined, { allowed: () => true, cache }));
  });
}

describe('cloud: a program that gives keys', () => {
  afterEach(closeServers);

  it('ends with all that it started once nobody waits for it any more', async () => {
    const program = await runningProgram();
    await withProgram(program.script, async (client) => {
      const stop = new AbortController();
      const call = failure(client().createRestoreJob(request, stop.signal));
      await program.running();
      stop.abort();
      assert.match(textOf(await call), /stopped before it was sent/);
      await program.gone();
    });
  });

  it('goes on for who still waits where another one has given up', async () => {
    const program = await runningProgram();
    await withProgram(program.script, async (client) => {
      const stop = new AbortController();
      const given = failure(client().createRestoreJob(request, stop.signal));
      const waiting = client().createRestoreJob(request);
      await program.running();
      stop.abort();
      await given;
      for (const socket of program.sockets) socket.write('go');
      assert.equal((await waiting).restoreId, 'r-0001');
      assert.equal(program.sockets.length, 2, 'it was run twice');
    });
  });

  it('has its own time to the end, and is named and ended after it', async () => {
    const program = await runningProgram();
    await withProgram(program.script, async (client) => {
      mock.timers.enable({ apis: ['setTimeout'] });
      try {
        const call = failure(client().createRestoreJob(request));
        await program.running();
        mock.timers.tick(60_000);
        const error = await call;
        assert.match(error.message, /its program .*node.*: it gave no keys within 60 s/);
        await program.gone();
      } finally {
        mock.timers.reset();
      }
    });
  });

  it('ends with the process that waits for it', async () => {
    const program = await runningProgram();
    await withHome({ profiles: [] }, {}, async (home) => {
      writeSecretFile(join(home, 'give.cjs'), program.script);
      const module = new URL('../../../../src/cloud/credentials/runProcess.ts', import.meta.url).href;
      const words = JSON.stringify([process.execPath, 'give.cjs']);
      const waiting = `import { runProcess } from ${JSON.stringify(module)};
        void runProcess(${words}, ${JSON.stringify(home)}, 60_000);
        process.stdin.on('end', () => process.exit()).resume();`;
      const host = spawn(process.execPath, ['--input-type=module', '-e', waiting], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      await program.running();
      host.stdin.end();
      await program.gone();
    });
  });

  it('may say as much as it likes on its standard error', async () => {
    const printed = JSON.stringify(JSON.stringify({ mode: 'AK', ...inFile(ak) }));
    const script = `process.stderr.write('x'.repeat(3_000_000), () => console.log(${printed}));`;
    await withProgram(script, async (client) => {
      assert.equal((await client().createRestoreJob(request)).restoreId, 'r-0001');
    });
  });
});
