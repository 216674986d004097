import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { startLyingServer } from '../../bench/hostile/server.ts';
import { startProxy } from '../hosts/proxy.ts';
import { startSandbox } from '../hosts/markedSandbox.ts';
import { closeServers, reply, serve } from './cloud/helpers.ts';

interface Local {
  readonly port: number;
  /** What it refuses a foreigner with. */
  readonly refusal: RegExp;
  readonly close: () => unknown;
}

const portOf = (origin: string) => Number(new URL(origin).port);

const servers = {
  'the sandbox': async () => {
    const sandbox = await startSandbox();
    return { port: portOf(sandbox.endpoint), refusal: /^HTTP\/1\.1 403/, close: () => sandbox.close() };
  },
  'the stand-in of the unit tests': async () => {
    const { origin } = await serve(reply(200, { said: 'anything' }));
    return { port: portOf(origin), refusal: /^HTTP\/1\.1 421/, close: closeServers };
  },
  'the service that lies': async () => {
    const server = await startLyingServer();
    return { port: server.port, refusal: /^HTTP\/1\.1 403/, close: () => server.close() };
  },
  'the proxy': async () => {
    const { port, close } = await startProxy({});
    // It opens tunnels, and only to where a test says.
    return { port, refusal: /^HTTP\/1\.1 405/, close };
  },
} satisfies Record<string, () => Promise<Local>>;

async function answerTo(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.end(request);
  await once(socket, 'close');
  return text;
}

/** This machine's other addresses, by which others would reach it. */
const others = Object.values(networkInterfaces()).flatMap((all) =>
  (all ?? []).filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address),
);

describe('every server of this machine’s own', () => {
  for (const [name, start] of Object.entries(servers)) {
    describe(name, () => {
      let local: Local;
      beforeEach(async () => {
        local = await start();
      });
      afterEach(() => local.close());
      const own = () => `127.0.0.1:${local.port}`;

      const foreign: Record<string, () => string> = {
        'a name that was pointed here': () => `POST / HTTP/1.1\r\nHost: evil.example:${local.port}\r\n\r\n`,
        'a name that begins as the own one': () => `POST / HTTP/1.1\r\nHost: ${own()}.evil.example\r\n\r\n`,
        'the own address without the port': () => 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
        'a web page': () => `POST / HTTP/1.1\r\nHost: ${own()}\r\nOrigin: https://evil.example\r\n\r\n`,
        'a page of a file': () => `POST / HTTP/1.1\r\nHost: ${own()}\r\nOrigin: null\r\n\r\n`,
      };
      for (const [who, request] of Object.entries(foreign)) {
        it(`refuses ${who}`, async () => {
          const answer = await answerTo(local.port, request().replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
          assert.match(answer, local.refusal);
          assert.doesNotMatch(answer, /access-control-allow/i);
        });
      }

      it('is not there for others', async function () {
        if (others.length === 0) this.skip();
        for (const host of others) {
          const socket = connect(local.port, host);
          const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
          assert.equal(error.code, 'ECONNREFUSED', host);
        }
      });
    });
  }

  it('takes no whole address in place of a path', async () => {
    const { port, close } = await servers['the sandbox']();
    const head = `POST http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
    assert.match(await answerTo(port, head), /^HTTP\/1\.1 404/);
    await close();
  });
});
