import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, sep } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { startForwarders } from '../../bench/faults/forwarders.ts';
import { startControl } from '../../bench/follow/control.ts';
import { startLyingServer } from '../../bench/hostile/server.ts';
import { createAuthority } from '../hosts/certificates.ts';
import { startSandbox } from '../hosts/testSandbox.ts';
import { startOtherService } from '../hosts/otherService.ts';
import { root } from '../hosts/paths.ts';
import { startProxy, startTlsFront } from '../hosts/proxy.ts';
import { closeServers, reply, serve, serveTcp } from './cloud/helpers.ts';
import { json, standIn } from './standIns.ts';

interface Local {
  readonly port: number;
  /** What it refuses a foreigner with; absent where it speaks no HTTP: bytes name no host. */
  readonly refusal?: RegExp;
  /** How to speak to it, where not in plain bytes. */
  readonly tls?: boolean;
  readonly close: () => unknown;
}

const portOf = (origin: string) => Number(new URL(origin).port);

/** Each server, under the file that creates it. */
const servers = {
  'src/sandbox/httpServer.ts': {
    'the sandbox': async () => {
      const sandbox = await startSandbox();
      return { port: portOf(sandbox.endpoint), refusal: /^HTTP\/1\.1 403/, close: () => sandbox.close() };
    },
  },
  'test/unit/cloud/helpers.ts': {
    'the stand-in of the unit tests': async () => {
      const { origin } = await serve(reply(200, { said: 'anything' }));
      return { port: portOf(origin), refusal: /^HTTP\/1\.1 421/, close: closeServers };
    },
    'the stand-in that speaks no HTTP': async () => {
      const { port } = await serveTcp((socket) => socket.end());
      return { port, close: closeServers };
    },
  },
  'test/unit/standIns.ts': {
    'the stand-in of a service of credentials': async () => {
      const standIns = await standIn({ 'http://100.100.100.200': json(200, {}) });
      return { port: standIns.ports['http:'], refusal: /^HTTP\/1\.1 421/, close: () => standIns.close() };
    },
    'the stand-in of STS': async () => {
      const standIns = await standIn({ 'https://sts.aliyuncs.com': json(200, {}) });
      return { port: standIns.ports['https:'], refusal: /^HTTP\/1\.1 421/, tls: true, close: () => standIns.close() };
    },
  },
  'bench/hostile/server.ts': {
    'the service that lies': async () => {
      const server = await startLyingServer();
      return { port: server.port, refusal: /^HTTP\/1\.1 403/, close: () => server.close() };
    },
  },
  'bench/faults/forwarders.ts': {
    'a server between the bench and the sandbox': async () => {
      const sandbox = await startSandbox();
      const forwarders = await startForwarders(sandbox.endpoint);
      const close = () => {
        forwarders.close();
        return sandbox.close();
      };
      return { port: portOf(forwarders.endpointOf()), refusal: /^HTTP\/1\.1 403/, close };
    },
  },
  'bench/follow/control.ts': {
    'the control of a bench': async () => {
      const { origin, close } = await startControl({ '/': () => 1 });
      return { port: portOf(origin), refusal: /^HTTP\/1\.1 403/, close };
    },
  },
  'test/hosts/otherService.ts': {
    'the service beside the sandbox': async () => {
      const service = await startOtherService();
      return { port: portOf(service.endpoint), refusal: /^HTTP\/1\.1 421/, close: () => service.close() };
    },
  },
  'test/hosts/proxy.ts': {
    'the proxy': async () => {
      const { port, close } = await startProxy({});
      // It opens tunnels, and only to where a test says.
      return { port, refusal: /^HTTP\/1\.1 405/, close };
    },
    'the front that speaks TLS for the sandbox': async () => {
      const sandbox = await startSandbox();
      const authority = await createAuthority('The tests');
      const front = await startTlsFront(await authority.issue(['sandbox.test']), sandbox.endpoint);
      const close = () => Promise.all([front.close(), sandbox.close()]);
      return { port: front.port, refusal: /^HTTP\/1\.1 403/, tls: true, close };
    },
  },
} satisfies Record<string, Record<string, () => Promise<Local>>>;

/** They say `createServer`. Two create none in this process. One stands in for a proxy during one test, and gives nothing to anybody. */
const others = [
  'test/unit/cloud/http/vscodeNetworking.test.ts',
  'test/unit/hosts/testSecrets.test.ts',
  'test/unit/localServers.test.ts',
];

// As it is before any stand-in leads connections elsewhere.
// eslint-disable-next-line @typescript-eslint/unbound-method -- called on a socket below
const plainConnect = Socket.prototype.connect;
const connectTo = (port: number, host: string): Socket =>
  Reflect.apply(plainConnect, new Socket(), [{ port, host }]) as Socket;

async function answerTo({ port, tls }: Local, request: string): Promise<string> {
  const plain = connectTo(port, '127.0.0.1');
  plain.on('error', () => undefined);
  const socket = tls ? connectTls({ socket: plain, rejectUnauthorized: false }) : plain;
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.write(request);
  await once(socket, 'close');
  return text;
}

/** This machine's other addresses, by which others would reach it; on Linux all of 127 are, whatever network there is. */
const addresses = Object.values(networkInterfaces())
  .flatMap((all) => (all ?? []).filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address))
  .concat(process.platform === 'linux' ? ['127.0.0.2'] : []);

describe('every server of this machine’s own', () => {
  it('is known here', () => {
    const creating = ['src', 'test', 'bench', 'scripts'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((name) => `${folder}/${name.replaceAll(sep, '/')}`)
        .filter(
          (name) =>
            name.endsWith('.ts') && /\bcreate\w*Server\b|new \w*Server\(/.test(readFileSync(join(root, name), 'utf8')),
        ),
    );
    assert.deepEqual(creating.sort(), [...Object.keys(servers), ...others].sort());
  });

  for (const [name, start] of Object.values(servers).flatMap((each) => Object.entries<() => Promise<Local>>(each))) {
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
      it('refuses every foreigner', async function () {
        if (!local.refusal) this.skip();
        for (const [who, request] of Object.entries(foreign)) {
          const answer = await answerTo(local, request().replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
          assert.match(answer, local.refusal, who);
          assert.doesNotMatch(answer, /access-control-allow/i, who);
        }
      });

      it('is not there for others', async function () {
        if (addresses.length === 0) this.skip();
        for (const host of addresses) {
          const [error] = (await once(connectTo(local.port, host), 'error')) as [NodeJS.ErrnoException];
          assert.equal(error.code, 'ECONNREFUSED', host);
        }
      });
    });
  }

  it('takes no whole address in place of a path', async () => {
    const local = await servers['src/sandbox/httpServer.ts']['the sandbox']();
    const head = `POST http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${local.port}\r\nConnection: close\r\n\r\n`;
    assert.match(await answerTo(local, head), /^HTTP\/1\.1 404/);
    await local.close();
  });
});
