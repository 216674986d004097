import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificates.ts';

/** A request for a tunnel, or for a page, which nobody gets; and the HTTP status that it was answered with. */
export interface Tunnel {
  /** `HOST:PORT`, or the address of the page. */
  readonly target: string;
  /** `USER:PASSWORD` that came with it, or `undefined`. */
  readonly credentials: string | undefined;
  readonly status: number;
}

export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** What was asked for since the last call, in order. */
  readonly take: () => Tunnel[];
  /** From now on answers 407 to whoever doesn't bring `USER:PASSWORD`, or lets everybody in again. */
  readonly require: (credentials: string | undefined) => void;
  /** From now on answers every tunnel with this status and an HTML page, or opens tunnels again. */
  readonly answer: (status: number | undefined) => void;
  /** From now on answers every tunnel with these bytes. */
  readonly say: (bytes: string) => void;
  /** From now on answers nothing, until what it returns is called; then answers what came in between, as it would have. */
  readonly hold: () => () => void;
  /** Resolves once nobody is connected. */
  readonly idle: () => Promise<void>;
  /** Listens no more, until `resume` has it listen on the same port again. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const page = '<html><head><title>Gateway</title></head><body><h1>The proxy says no</h1></body></html>';

/** Ends both where one ends; who breaks off is no error here. */
function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

/** Listens on a free port, and ends with everything that is connected. */
async function listen(server: Server, host: string) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  const listenOn = async (port: number) => {
    server.listen(port, host);
    await once(server, 'listening');
  };
  await listenOn(0);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const idle = async () => {
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close, listenOn, idle };
}

/**
 * An HTTP proxy on loopback that opens tunnels to `routes` alone, by the `HOST:PORT` that is asked for: whatever a test
 * asks for, nothing leaves the machine.
 */
export async function startProxy(routes: Readonly<Record<string, { host: string; port: number }>>): Promise<Proxy> {
  const host = '127.0.0.1';
  const tunnels: Tunnel[] = [];
  let required: string | undefined;
  let forced: number | undefined;
  let said: string | undefined;
  let held: Promise<void> | undefined;
  const server = createServer(({ url: target = '' }, response) => {
    tunnels.push({ target, credentials: undefined, status: 405 });
    response.writeHead(405).end();
  });
  const open = ({ headers, url: target = '' }: IncomingMessage, socket: Socket, head: Buffer) => {
    const [, encoded] = /^Basic (\S+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
    const credentials = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
    const route = routes[target];
    const allowed = required === undefined || credentials === required;
    const status = forced ?? (!allowed ? 407 : route ? 200 : 403);
    tunnels.push({ target, credentials, status });
    socket.on('error', () => undefined);
    if (said !== undefined) {
      socket.end(said);
      return;
    }
    if (status !== 200 || !route) {
      const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : '';
      const about = `Content-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n`;
      socket.end(`HTTP/1.1 ${status} No\r\n${challenge}${about}\r\n${page}`);
      return;
    }
    const onward = connect(route.port, route.host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      join(socket, onward);
    });
    onward.on('error', () => socket.destroy());
  };
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    if (held) void held.then(() => open(request, socket, head));
    else open(request, socket, head);
  });
  const { port, close, listenOn, idle } = await listen(server, host);
  return {
    host,
    port,
    take: () => tunnels.splice(0),
    require: (credentials) => (required = credentials),
    answer: (status) => (forced = status),
    say: (bytes) => (said = bytes),
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = () => {
          held = undefined;
          resolve();
        };
      });
      return release;
    },
    idle,
    pause: close,
    resume: () => listenOn(port),
    close,
  };
}

export interface TlsFront {
  readonly host: string;
  readonly port: number;
  /** Connections whose handshake was finished: the other side accepted the certificate. */
  readonly accepted: () => number;
  readonly close: () => Promise<void>;
}

/** Speaks TLS for a plain server on loopback and hands the bytes on as they are. */
export async function startTlsFront(certificate: Certificate, to: string, host = '127.0.0.1'): Promise<TlsFront> {
  let accepted = 0;
  const server = createTlsServer(certificate, (socket) => {
    accepted += 1;
    const { hostname, port } = new URL(to);
    join(socket, connect(Number(port), hostname));
  });
  // Who refuses the certificate breaks off.
  server.on('tlsClientError', () => undefined);
  const { port, close } = await listen(server, host);
  return { host, port, close, accepted: () => accepted };
}
